"""Reads ISO 9001:2008 Word procedures and says what ISO 9001:2015 still asks for.

The public names are fetched on first use, so that ``import transition`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from transition.version import __version__

if TYPE_CHECKING:
    from transition.asked import Settings
    from transition.clauses import available_packs, load_pack
    from transition.pipeline import analyze, read_documents
    from transition.project import read_decisions
    from transition.register import merge_decisions
    from transition.reports.exchange import write_register
    from transition.reports.summary import write_summary
    from transition.reports.workbook import write_workbook

_HOMES = {
    "Settings": "transition.asked",
    "analyze": "transition.pipeline",
    "available_packs": "transition.clauses",
    "load_pack": "transition.clauses",
    "merge_decisions": "transition.register",
    "read_decisions": "transition.project",
    "read_documents": "transition.pipeline",
    "write_register": "transition.reports.exchange",
    "write_summary": "transition.reports.summary",
    "write_workbook": "transition.reports.workbook",
}

__all__ = [
    "Settings",
    "__version__",
    "analyze",
    "available_packs",
    "load_pack",
    "merge_decisions",
    "read_decisions",
    "read_documents",
    "write_register",
    "write_summary",
    "write_workbook",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'transition' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
