"""The whole line, from Word files to a register and its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transition.assessment import find_retired, judge
from transition.clauses import in_profile, load_pack, load_profile, remarks
from transition.clauses.profiles import DEFAULT_PROFILE
from transition.documents import find_files, mark_copies
from transition.documents import read_documents as read_files
from transition.line import Line, Part, work_on_files
from transition.model import ClausePack, Decision, Document, GapRegister, Problem, RunInfo
from transition.register import build_register, merge_decisions
from transition.version import __version__

Progress = Callable[[str, int, int], None]
"""Called with the step (reading, mapping, judging, writing), how many are done, and how many there are."""

WORKBOOK, SUMMARY, JSON = "workbook", "summary", "json"
WORKSHEETS, ANNOTATED, INTERVIEWS, HANDOVER = "worksheets", "annotated", "interviews", "handover"
REPORTS = (WORKBOOK, SUMMARY, WORKSHEETS, ANNOTATED, INTERVIEWS, JSON)
"""What a run writes unless it is told otherwise."""
CHOICES = (*REPORTS, HANDOVER)


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


def _silent(step: str, done: int, total: int) -> None:
    """Show nothing."""


def read_documents(paths: str | Path | Iterable[str | Path]) -> list[Document]:
    """Return every Word document found under ``paths``; what could not be read is listed in its ``problems``."""
    return read_files(_paths(paths))[0]


def analyze(
    documents: Iterable[Document],
    pack: ClausePack | None = None,
    *,
    settings: Settings | None = None,
    problems: Iterable[Problem] = (),
    progress: Progress = _silent,
) -> GapRegister:
    """Return the gap register of a set of documents, judged together.

    ``problems`` are those of files that became no document (skipped, missing).
    """
    settings = settings or Settings()
    pack = in_profile(pack or load_pack(), load_profile(settings.profile))
    line = Line(pack, settings.language)
    parts = []
    for document in documents:
        parts.append(line.work(document))
        progress("reading", len(parts), 0)
    return _judged(parts, pack, settings, problems, progress)


def _judged(
    parts: Sequence[Part], pack: ClausePack, settings: Settings, problems: Iterable[Problem], progress: Progress
) -> GapRegister:
    documents = [p.document for p in parts]
    # An old copy gives no evidence, but its passages are kept and its matches shown.
    examined = [p.examined for p in parts if p.examined and not p.document.superseded_by]
    progress("judging", 0, 1)
    assessments = judge(pack, examined)
    progress("judging", 1, 1)
    return build_register(
        pack,
        RunInfo(__version__, settings.today, settings.shown(pack)),
        documents,
        assessments,
        wording=(w for e in examined for w in e.wording),
        retired=find_retired(pack, examined),
        problems=(*remarks(load_profile(settings.profile), pack, documents), *problems),
        matches={id: found for p in parts for id, found in p.matches.items()},
    )


def analyze_files(
    paths: Sequence[Path],
    pack: ClausePack,
    settings: Settings,
    *,
    decisions: Iterable[Decision] = (),
    jobs: int = 0,
    progress: Progress = _silent,
) -> GapRegister:
    """Return the register of all Word files under ``paths``, with ``decisions`` merged in.

    ``jobs`` guarded processes read and examine the files; with 0 this one does it. The register is the same.
    """
    pack = in_profile(pack, load_profile(settings.profile))
    files, problems = find_files(paths)
    parts = work_on_files(files, pack, settings.language, jobs, lambda done, total: progress("reading", done, total))
    documents = mark_copies([p.document for p in parts])
    parts = [replace(part, document=document) for part, document in zip(parts, documents, strict=True)]
    register = _judged(parts, pack, settings, problems, progress)
    return merge_decisions(register, decisions)


def _paths(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    return [Path(paths)] if isinstance(paths, (str, Path)) else [Path(p) for p in paths]
