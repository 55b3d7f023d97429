"""What is wrong with a cell that should name a clause, told so that the next step is plain."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from typing import TypeAlias

from transition.errors import Fault

Clauses: TypeAlias = Collection[tuple[str, str]]
"""Edition and number of each clause there is."""

_MARKS = re.compile(r"[,/&\s]+")


def dangling_clause(file: str, key: str, column: str, edition: str, value: str, known: Clauses) -> Fault:
    """Return the fault of ``value``, which is no clause of ``edition``: several in one, nothing, or a wrong number."""
    numbers = [number for e, number in known if e == edition]
    details = {"file": file, "key": key, "column": column, "edition": edition, "value": value}
    if not value:
        return "no-number", details
    pieces = [piece for piece in _MARKS.split(value) if piece]
    if len(pieces) > 1 and any(piece in numbers for piece in pieces):
        return "unsplit-list", details | {"wanted": "; ".join(pieces)}
    near = difflib.get_close_matches(value, numbers, 3)
    if near:
        return "dangling", details | {"near": ", ".join(sorted(near))}
    return "dangling-unlike", details


def unsplit(value: str, known: Collection[str]) -> str:
    """Return ``value`` with semicolons, where it is several of ``known`` separated by something else; else nothing."""
    pieces = [piece for piece in _MARKS.split(value) if piece]
    return "; ".join(pieces) if len(pieces) > 1 and value not in known and any(p in known for p in pieces) else ""
