"""What happens to one document, whatever the others say: read, its words, its clauses, its statements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from transition.assessment import Examined, Examiner
from transition.clauses import ExpectedReader, Profile, load_profile
from transition.mapping import ClauseMapper
from transition.model import ClausePack, Document, Match, Problem
from transition.text.reading import read_passages


@dataclass(frozen=True, slots=True)
class Stated:
    """What one document states, the old clauses its passages serve, and the expected documents it holds."""

    examined: Examined | None
    matches: dict[str, tuple[Match, ...]]
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One document's share of the register: itself, and what is ``Stated`` in it."""

    document: Document
    examined: Examined | None
    matches: dict[str, tuple[Match, ...]]
    holds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """One file to be worked on: where it is, the name people know it by, and the id of its document."""

    path: Path
    name: str
    id: str


class Line:
    """Works on documents with one pack; preparing it takes a second, so it is done once for many documents."""

    def __init__(self, pack: ClausePack, language: str = "auto", profile: Profile | None = None) -> None:
        """Prepare both editions of ``pack``; ``language`` forces that of all passages unless it is ``auto``.

        ``profile`` says which documents are expected, the default one if not given.
        """
        self._language = language
        self._expected = ExpectedReader(profile or load_profile())
        self._old = ClauseMapper(pack, pack.from_edition)
        self._new = ClauseMapper(pack, pack.to_edition)
        self._examiner = Examiner(pack)

    def work(self, document: Document) -> Part:
        """Return the share of one document; a document without passages has no statements."""
        document = in_language(document, self._language)
        stated = self.stated(document)
        return Part(document, stated.examined, stated.matches, stated.holds)

    def stated(self, document: Document) -> Stated:
        """Return what a document states that is in the language of this line already."""
        if not document.passages:
            return Stated(None, {})
        read = read_passages(document.passages)
        old = self._old.map_document(document, read)
        new = self._new.map_document(document, read)
        return Stated(self._examiner.examine(document, read, old, new), old, self._expected.found(document))

    def examine(self, document: Document) -> tuple[Examined, dict[str, tuple[Match, ...]]]:
        """Return what a document with passages states, and the old clauses they serve."""
        part = self.work(document)
        assert part.examined is not None  # noqa: S101 - it has passages
        return part.examined, part.matches


def examine_one(line: Line, document: Document) -> tuple[Document, Stated]:
    """Return a document and what it states; a fault of ours, or too little memory, leaves it without passages."""
    try:
        return document, line.stated(document)
    except MemoryError:
        problem = Problem("too-large", "error", document.path, {"size": f"{len(document.passages)} passages"})
    except Exception as error:  # noqa: BLE001 - a bug of ours must not stop the run
        reason = f"{type(error).__name__}: {error}"[:300]
        problem = Problem("reading-failed", "error", document.path, {"reason": reason})
    return replace(document, passages=(), problems=(*document.problems, problem)), Stated(None, {})


def in_language(document: Document, language: str) -> Document:
    """Return a document with all its passages in ``language``, as it is for ``auto``."""
    if language == "auto":
        return document
    passages = tuple(replace(p, language=language) for p in document.passages)
    return replace(document, language=language, passages=passages)
