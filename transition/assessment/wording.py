"""Old citations and words of the old edition, and whether they need to change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from transition.model import ClausePack, Document, Passage, WordingFinding
from transition.text.cues import CueIndex
from transition.text.reading import Read
from transition.text.tokens import PLAIN, variant

_NUMBER = r"\d{1,2}(?:\.\d{1,2}){1,3}"
_UNTOUCHED = frozenset({"toc", "revision-history"})  # history stays as it was; a contents table follows its headings


class WordingReader:
    """Finds what a new edition of the documents would word otherwise."""

    def __init__(self, pack: ClausePack) -> None:
        """Prepare the pack's terms, the names of the standard, and where its clauses went."""
        self._pack = pack
        names = "|".join(re.escape(s) for s in pack.standards)
        old = re.escape(pack.from_edition)
        self._citation = re.compile(rf"(?:{names})\s*[:\-–]\s*{old}", re.IGNORECASE)
        words = {w for groups in pack.vocabulary.values() for w in groups.get("citation.clause", ())}
        word = "|".join(re.escape(w) for w in sorted(words, key=lambda w: (-len(w), w)))
        self._clause = re.compile(rf"\b(?:{word})\s+({_NUMBER})(?![\d.]*\d)", re.IGNORECASE)
        self._laws = tuple(law.casefold() for groups in pack.vocabulary.values() for law in groups.get("law", ()))
        self._moved = _moved(pack)
        self._terms = {t.id: t for t in pack.terms}
        self._indexes: dict[str, CueIndex[str]] = {}

    def find(self, document: Document, read: Read) -> Iterator[WordingFinding]:
        """Yield the findings of one document in reading order."""
        for passage in document.passages:
            if passage.kind not in _UNTOUCHED:
                yield from self._citations(document, passage)
                yield from self._words(document, passage, read)

    def _citations(self, document: Document, passage: Passage) -> Iterator[WordingFinding]:
        lawful = any(law in passage.text.casefold() for law in self._laws)
        cited = next(self._citation.finditer(passage.text), None)
        if cited and not lawful:
            new = re.sub(re.escape(self._pack.from_edition), self._pack.to_edition, cited.group())
            yield _finding(document, passage, cited.group(), "citation", "", new, needed=True)
        for match in self._clause.finditer(passage.text):
            target = self._moved.get(match.group(1))
            if target and not lawful:
                yield _finding(document, passage, match.group(), "clause", match.group(1), target, needed=bool(cited))

    def _words(self, document: Document, passage: Passage, read: Read) -> Iterator[WordingFinding]:
        language = variant(passage.text, passage.language)
        seen: set[str] = set()
        for hit in self._index(language).find(read.get(passage.id, ())):
            term = self._terms[hit.key]
            if term.id not in seen:
                seen.add(term.id)
                replacement = term.replacement.get(passage.language) or term.replacement.get("en", "")
                yield _finding(document, passage, hit.words[0], term.kind, term.id, replacement, needed=term.needed)

    def _index(self, language: str) -> CueIndex[str]:
        if language not in self._indexes:
            base = "vi" if language == PLAIN else language
            self._indexes[language] = CueIndex(
                language, [(t.id, cue) for t in self._pack.terms for cue in t.cues.get(base, ())]
            )
        return self._indexes[language]


def _moved(pack: ClausePack) -> Mapping[str, str]:
    """Return old clause → the new clauses its content went to, where that is another number."""
    found: dict[str, list[str]] = defaultdict(list)
    for c in pack.correspondence:
        if (
            c.from_edition == pack.from_edition
            and c.old
            and c.new
            and c.relation != "none"
            and c.new not in found[c.old]
        ):
            found[c.old].append(c.new)
    return {old: ", ".join(new) for old, new in found.items() if new and new != [old]}


def _finding(
    document: Document, passage: Passage, found: str, kind: str, term: str, replacement: str, *, needed: bool
) -> WordingFinding:
    return WordingFinding(document.id, passage.id, str(passage.location), found, kind, term, replacement, needed)
