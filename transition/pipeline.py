"""The whole line, from Word files to a register and its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transition.assessment import Examined, Examiner, find_retired, judge
from transition.clauses import load_pack
from transition.documents import read_documents as read_files
from transition.mapping import ClauseMapper
from transition.model import ClausePack, Decision, Document, GapRegister, Match, Problem, RunInfo
from transition.register import build_register, merge_decisions
from transition.text.reading import read_passages
from transition.version import __version__

Progress = Callable[[str, int, int], None]
"""Called with the step (reading, mapping, judging, writing), how many are done, and how many there are."""

WORKBOOK, SUMMARY, JSON = "workbook", "summary", "json"
REPORTS = (WORKBOOK, SUMMARY, JSON)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told.

    ``today`` is an ISO date (YYYY-MM-DD) or ""; ``language`` forces the language of the documents (``en``, ``vi``)
    or leaves it to each passage (``auto``).
    """

    today: str = ""
    language: str = "auto"
    report_language: str = "en"

    def shown(self, pack: ClausePack) -> Mapping[str, str | bool | None]:
        """Return the settings a register records."""
        return {"language": self.language, "pack": pack.name, "report_language": self.report_language}


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
    pack = pack or load_pack()
    documents = [_in_language(d, settings.language) for d in documents]
    line = Line(pack)
    examined: list[Examined] = []
    matches: dict[str, tuple[Match, ...]] = {}
    current = [d for d in documents if d.passages]
    for done, document in enumerate(current, start=1):
        found, served = line.examine(document)
        matches.update(served)
        if not document.superseded_by:  # an old copy gives no evidence
            examined.append(found)
        progress("mapping", done, len(current))
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
        problems=problems,
        matches=matches,
    )


class Line:
    """What happens to one document, whatever the others say: words, clauses, statements."""

    def __init__(self, pack: ClausePack) -> None:
        """Prepare both editions of ``pack``; this is done once for many documents."""
        self._old = ClauseMapper(pack, pack.from_edition)
        self._new = ClauseMapper(pack, pack.to_edition)
        self._examiner = Examiner(pack)

    def examine(self, document: Document) -> tuple[Examined, dict[str, tuple[Match, ...]]]:
        """Return what the document states, and the clauses of the old edition each of its passages serves."""
        read = read_passages(document.passages)
        old = self._old.map_document(document, read)
        new = self._new.map_document(document, read)
        return self._examiner.examine(document, read, old, new), old


def analyze_files(
    paths: Sequence[Path],
    pack: ClausePack,
    settings: Settings,
    *,
    decisions: Iterable[Decision] = (),
    progress: Progress = _silent,
) -> GapRegister:
    """Return the register of all Word files under ``paths``, with ``decisions`` merged in."""
    documents, problems = read_files(paths, progress=lambda done, total, _: progress("reading", done, total))
    register = analyze(documents, pack, settings=settings, problems=problems, progress=progress)
    return merge_decisions(register, decisions)


def _in_language(document: Document, language: str) -> Document:
    if language == "auto":
        return document
    passages = tuple(replace(p, language=language) for p in document.passages)
    return replace(document, language=language, passages=passages)


def _paths(paths: str | Path | Iterable[str | Path]) -> list[Path]:
    return [Path(paths)] if isinstance(paths, (str, Path)) else [Path(p) for p in paths]
