"""What a run is asked: its settings, and the names of the reports it can write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from transition.clauses import load_profile
from transition.clauses.profiles import DEFAULT_PROFILE
from transition.model import ClausePack

WORKBOOK, SUMMARY, PDF, JSON = "workbook", "summary", "pdf", "json"
WORKSHEETS, ANNOTATED, INTERVIEWS, HANDOVER = "worksheets", "annotated", "interviews", "handover"
REPORTS = (WORKBOOK, SUMMARY, WORKSHEETS, ANNOTATED, INTERVIEWS, JSON)
"""What a run writes unless it is told otherwise."""
CHOICES = (*REPORTS, HANDOVER, PDF)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told.

    ``today`` is an ISO date (YYYY-MM-DD) or ""; ``language`` forces the language of the documents (``en``, ``vi``)
    or leaves it to each passage (``auto``). ``profile`` is the kind of organisation: a shipped name, or a folder.
    """

    today: str = ""
    language: str = "auto"
    report_language: str = "en"
    profile: str = DEFAULT_PROFILE

    def shown(self, pack: ClausePack) -> Mapping[str, str | bool | None]:
        """Return the settings a register records."""
        profile = load_profile(self.profile).name
        shown = {"language": self.language, "pack": pack.name, "profile": profile}
        return {**shown, "report_language": self.report_language}


class Progress(Protocol):
    """Hears how far a run is."""

    def __call__(self, step: str, done: int, total: int, problems: int = 0) -> None:
        """Take the step (reading, judging, writing), how many are done, how many there are, and how many failed."""


def silent(step: str, done: int, total: int, problems: int = 0) -> None:
    """Show nothing."""
