"""What a profile has to say about a set of documents: what typically is there, and what is to be declared again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from transition.clauses.profiles import Profile
from transition.model import ClausePack, Document, Problem
from transition.text.cues import CueIndex
from transition.text.tokens import sentences, variant

_HEADING = "heading"


def remarks(
    profile: Profile,
    pack: ClausePack,
    documents: Iterable[Document],
    held: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Problem, ...]:
    """Return what people should know: first that a map is incomplete, then what is missing or to be declared again.

    Old copies do not count. Expected documents are told of a set only, not of a few files. ``held`` are the expected
    documents found in each document, by its id; without it they are looked for now.
    """
    current = [d for d in documents if d.passages and not d.superseded_by]
    found: list[Problem] = []
    if not pack.complete:
        found.append(Problem("pack-incomplete", "warning", details={"name": pack.name, "edition": pack.to_edition}))
    found += _to_declare(profile, pack, current)
    if len(current) >= profile.least_documents:
        found += _missing(profile, current, held)
    return tuple(found)


def _to_declare(profile: Profile, pack: ClausePack, documents: Sequence[Document]) -> Iterator[Problem]:
    for d in documents:
        if d.type in profile.declarations and pack.to_edition not in d.editions_cited:
            cited = ", ".join(d.editions_cited) or pack.from_edition
            yield Problem("declare-again", "info", d.path, {"old": cited, "new": pack.to_edition})


def _missing(
    profile: Profile, documents: Sequence[Document], held: Mapping[str, Iterable[str]] | None
) -> Iterator[Problem]:
    if held is None:
        reader = ExpectedReader(profile)
        held = {d.id: reader.found(d) for d in documents}
    there = {id for d in documents for id in held.get(d.id, ())}
    types = {d.type for d in documents}
    for expected in profile.expected:
        if expected.id not in there and not types.intersection(expected.types):
            details = {f"what_{language}": label for language, label in expected.labels.items()}
            details |= {f"profile_{language}": title for language, title in profile.titles.items()}
            yield Problem("expected-document", "info", details=details)


class ExpectedReader:
    """Finds expected documents by their titles, file names and headings, with or without Vietnamese marks."""

    def __init__(self, profile: Profile) -> None:
        """Take the profile; its cues are prepared per language on first use."""
        self._headed = {e.id for e in profile.expected if e.headings}
        self._languages = tuple(profile.titles)
        self._cues = {
            language: [(e.id, cue) for e in profile.expected for cue in e.cues.get(language, ())]
            for language in self._languages
        }
        self._indexes: dict[str, CueIndex[str]] = {}
        self._known: dict[tuple[str, str], frozenset[str]] = {}

    def found(self, document: Document) -> tuple[str, ...]:
        """Return the ids of the expected documents this one is, or holds under a heading of its own."""
        return tuple(sorted(set(self._found(document))))

    def _found(self, document: Document) -> Iterator[str]:
        for text in (document.title, PurePosixPath(document.path.replace("\\", "/")).stem):
            for language in self._languages:
                yield from self._read(text, language)
        headings: dict[str, set[str]] = defaultdict(set)
        for p in document.passages:
            headings[p.language] |= {p.text} if p.kind == _HEADING else set(p.trail)
        for language, texts in headings.items():
            for text in texts:
                yield from self._headed & self._read(text, language)

    def _read(self, text: str, language: str) -> frozenset[str]:
        spelled = variant(text, language)
        if language in self._cues and (text, spelled) not in self._known:
            if spelled not in self._indexes:
                self._indexes[spelled] = CueIndex(spelled, self._cues[language])
            hits = self._indexes[spelled].find(sentences(text, spelled))
            self._known[text, spelled] = frozenset(hit.key for hit in hits)
        return self._known.get((text, spelled), frozenset())
