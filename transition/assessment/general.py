"""Sentences that only say again what is asked: the bare organisation shall do it, no person, day or record is named.

Which words name the organisation and oblige it, and which say who, when, on which record or how, is vocabulary of the
pack. It is looked for as written, because stems would take "management" for a manager.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from transition.assessment.findings import Finding, cut
from transition.model import ClausePack, Document, Passage
from transition.text.normal import strip_marks
from transition.text.reading import Read
from transition.text.tokens import PLAIN, light_words, variant

Place = tuple[str, str]
"""Id of a passage, and the sentence quoted of it."""
_SUBJECT, _DUTY, _PASSIVE = "general.subject", "general.duty", "general.passive"
_CONCRETE = ("concrete.who", "concrete.when", "concrete.record", "concrete.how")
_TABLE = "table-cell"  # a row says who and when in its other cells and under its heads
_PLURAL = "s?"  # of English; no Vietnamese word ends so
_NUMBERING = r"^\W*(?:\d+(?:\.\d+)*[.)]?\s+|[a-zđ][.)]\s+)?"
_CLAUSE = re.compile(r"\b\d{1,2}(?:\.\d{1,2}){1,3}\b")


class _Words:
    """The vocabulary in one language."""

    def __init__(self, groups: Mapping[str, Sequence[str]], language: str) -> None:
        self._plain = language == PLAIN
        light = self._one_of(sorted(light_words("vi" if self._plain else language)))
        organisation = rf"(?:{light}\s+)?{self._one_of(groups.get(_SUBJECT, ()))}"
        duty, passive = self._one_of(groups.get(_DUTY, ())), self._one_of(groups.get(_PASSIVE, ()))
        concrete = self._one_of([phrase for group in _CONCRETE for phrase in groups.get(group, ())])
        # A word may stand between the two: "the company therefore shall".
        self._obliged = re.compile(rf"{_NUMBERING}{organisation}\s+(?:\w+\s+)?{duty}\b|\b{passive}\b")
        # "By the organisation" names nobody.
        self._named = re.compile(rf"\b{concrete}{_PLURAL}\b(?!\s+{organisation}\b)")

    def _folded(self, text: str) -> str:
        return strip_marks(text.lower()) if self._plain else text.lower()

    def _one_of(self, phrases: Iterable[str]) -> str:
        found = sorted({self._folded(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
        spaced = (r"\s+".join(map(re.escape, phrase.split())) for phrase in found)
        return f"(?:{'|'.join(spaced)})" if found else "(?!)"

    def oblige_nobody(self, text: str) -> bool:
        """Return whether a sentence obliges the bare organisation, or asks for something without saying of whom."""
        return bool(self._obliged.search(self._folded(text)))

    def name_something(self, text: str) -> bool:
        """Return whether a text says who, when, on which record or how."""
        return bool(self._named.search(self._folded(text)))


class GeneralReader:
    """Tells the places of a document that repeat what is asked in general words from those that say how it is done."""

    def __init__(self, pack: ClausePack) -> None:
        """Take the vocabulary of ``pack``; in a language without one no place is general."""
        self._pack = pack
        self._words: dict[str, _Words] = {}

    def find(self, document: Document, read: Read, findings: Iterable[Finding]) -> frozenset[Place]:
        """Return those of the places that count among ``findings`` which only repeat what is asked.

        A place is read with its passage and the line that introduces it: one of them naming somebody is enough.
        """
        quoted: dict[str, set[str]] = defaultdict(set)
        for finding in findings:
            if finding.counts:
                quoted[finding.evidence.passage].add(finding.evidence.quote)
        return frozenset(
            (passage.id, quote)
            for passage in document.passages
            if passage.id in quoted and passage.kind != _TABLE
            for quote in self._general(passage, read)
            if quote in quoted[passage.id]
        )

    def _general(self, passage: Passage, read: Read) -> Iterator[str]:
        words = self._of(variant(passage.text, passage.language))
        around = f"{passage.lead} {passage.text}"
        if self._has_figures(around) or words.name_something(around):
            return
        for sentence in read.get(passage.id, ()):
            text = passage.text[sentence.start : sentence.end]
            if words.oblige_nobody(text) or words.oblige_nobody(f"{passage.lead} {text}"):
                yield cut(passage.text, sentence.start, sentence.end)

    def _of(self, language: str) -> _Words:
        if language not in self._words:
            base = "vi" if language == PLAIN else language
            self._words[language] = _Words(self._pack.vocabulary.get(base, {}), language)
        return self._words[language]

    @cached_property
    def _standard(self) -> re.Pattern[str]:
        names = "|".join(re.escape(name) for name in self._pack.standards)
        return re.compile(rf"(?:{names})(?:\s*[:\-–]\s*\d+)?", re.IGNORECASE)

    def _has_figures(self, text: str) -> bool:
        """Return whether a text holds a figure: a code, a date, a time or a measure, but no clause and no standard."""
        rest = _CLAUSE.sub(" ", self._standard.sub(" ", re.sub(_NUMBERING, "", text)))
        return any(c.isdigit() for c in rest)
