"""What happens to one document, whatever the others say: read, its words, its clauses, its statements.

One document is one piece of work, so many can be worked on at once, here in guarded processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from transition.assessment import Examined, Examiner
from transition.documents import FoundFile, OldFiles, assign_ids, read_document
from transition.engine import run_guarded
from transition.mapping import ClauseMapper
from transition.model import ClausePack, Document, Match, Problem
from transition.text.reading import read_passages

_PROBLEMS = {"crashed": "document-crashed", "too-slow": "document-too-slow"}


@dataclass(frozen=True, slots=True)
class Part:
    """One document's share of the register: itself, what it states, and the old clauses its passages serve."""

    document: Document
    examined: Examined | None
    matches: dict[str, tuple[Match, ...]]


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be worked on: where it is, the name people know it by, and the id of its document."""

    path: Path
    name: str
    id: str


class Line:
    """Works on documents with one pack; preparing it takes a second, so it is done once for many documents."""

    def __init__(self, pack: ClausePack, language: str = "auto") -> None:
        """Prepare both editions of ``pack``; ``language`` forces that of all passages unless it is ``auto``."""
        self._language = language
        self._old = ClauseMapper(pack, pack.from_edition)
        self._new = ClauseMapper(pack, pack.to_edition)
        self._examiner = Examiner(pack)

    def work(self, document: Document) -> Part:
        """Return the share of one document; a document without passages has no statements."""
        if not document.passages:
            return Part(document, None, {})
        document = _in_language(document, self._language)
        read = read_passages(document.passages)
        old = self._old.map_document(document, read)
        new = self._new.map_document(document, read)
        return Part(document, self._examiner.examine(document, read, old, new), old)

    def examine(self, document: Document) -> tuple[Examined, dict[str, tuple[Match, ...]]]:
        """Return what a document with passages states, and the old clauses they serve."""
        part = self.work(document)
        assert part.examined is not None  # noqa: S101 - it has passages
        return part.examined, part.matches


def work_on_files(
    files: Sequence[FoundFile],
    pack: ClausePack,
    language: str,
    jobs: int,
    progress: Callable[[int, int], None],
) -> list[Part]:
    """Return the shares of all files in their order, whatever order they were done in.

    Each file is read and examined in one of ``jobs`` guarded processes; with 0 all work is done in this one. A file
    that crashes its process or takes too long becomes a document without passages that says so.
    """
    ids = assign_ids([f.name for f in files])
    work = [Job(f.path, f.name, own_id) for f, own_id in zip(files, ids, strict=True)]
    done: dict[int, Part] = {}
    with OldFiles([f.path for f in files], lambda: progress(len(done), len(files))) as old_files:
        if jobs == 0:
            parts = _here(work, pack, language, old_files)
        else:
            old_files.prepare()  # LibreOffice takes many files in one call; the processes then find them converted
            parts = _guarded(work, pack, language, jobs)
        for position, part in parts:
            done[position] = part
            progress(len(done), len(files))
    return [done[n] for n in range(len(work))]


def _here(work: Sequence[Job], pack: ClausePack, language: str, old_files: OldFiles) -> Iterator[tuple[int, Part]]:
    line = Line(pack, language)
    for position, job in enumerate(work):
        yield position, _careful(line, job, old_files)


def _guarded(work: Sequence[Job], pack: ClausePack, language: str, jobs: int) -> Iterator[tuple[int, Part]]:
    for outcome in run_guarded(_work, work, jobs=jobs, prepare=_prepare, given=(pack, language)):
        if outcome.result is not None:
            yield outcome.position, outcome.result
        else:
            job = work[outcome.position]
            problem = Problem(_PROBLEMS[outcome.fault or "crashed"], "error", job.name)
            yield outcome.position, Part(Document(job.id, job.name, "", problems=(problem,)), None, {})


def _careful(line: Line, job: Job, old_files: OldFiles | None) -> Part:
    """Return the share of one file; a fault of ours, or too little memory, leaves it without passages."""
    document = read_document(job.path, job.name, job.id, old_files)
    try:
        return line.work(document)
    except MemoryError:
        problem = Problem("too-large", "error", job.name, {"size": f"{len(document.passages)} passages"})
    except Exception as error:  # noqa: BLE001 - a bug of ours must not stop the run
        problem = Problem("reading-failed", "error", job.name, {"reason": f"{type(error).__name__}: {error}"[:300]})
    return Part(replace(document, passages=(), problems=(*document.problems, problem)), None, {})


# --- inside a process -----------------------------------------------------------------------------

_prepared: list[Line] = []


def _prepare(pack: ClausePack, language: str) -> None:
    _prepared[:] = [Line(pack, language)]


def _work(job: Job) -> Part:
    return _careful(_prepared[0], job, None)


def _in_language(document: Document, language: str) -> Document:
    if language == "auto":
        return document
    passages = tuple(replace(p, language=language) for p in document.passages)
    return replace(document, language=language, passages=passages)
