"""Signals weighed: which clauses of one edition each passage of a document serves.

The weighing follows what was measured on procedures of other organisations: likeness of the text (TF-IDF and BM25 and
half the phrase lexicon, as standard scores over the clauses), the headings above it scored apart, the section around
it, the document's own title, and clauses it cites by number.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from transition.mapping.citations import CitationReader
from transition.mapping.headings import TitleMatcher
from transition.mapping.topics import Topics, build_topics
from transition.model import ClausePack, Document, Match, Passage
from transition.text.similar import Known, Scores
from transition.text.tokens import PLAIN, Sentence, sentences, stems, variant


class Weights(NamedTuple):
    """How much each signal counts; ``sharpness`` turns the sum into a probability."""

    lexicon: float = 0.5
    section: float = 0.6
    heading: float = 0.9
    title_match: float = 5.0
    title: float = 0.7
    document: float = 0.6
    citation: float = 6.0
    sharpness: float = 0.45


WEIGHTS = Weights()
Words = dict[str, Counter[str]]
"""Language → counted words."""

_KEPT = 3  # clauses named per passage
_HIGHEST = np.float32(4)
_LEAST = 0.12  # a clause less likely than this is not named
_FLAT = 1.5  # body and headings together must stand out by this many standard scores, or no clause is named
_MANY = 3.5  # subjects treated evenly; a procedure treats one or two at length
_TOGETHER = 6  # passages without a heading that may still be one section
_GENERAL = frozenset({"manual"})  # their titles say nothing about the clause of a passage
_CONTENT = frozenset({"body", "list-item", "table-cell", "textbox", "footnote"})


class ClauseMapper:
    """Maps passages to the clauses of one edition."""

    def __init__(self, pack: ClausePack, edition: str, weights: Weights = WEIGHTS) -> None:
        """Prepare ``edition`` of ``pack``; topics of a language are built when a text of it comes."""
        self.pack = pack
        self.edition = edition
        self.weights = weights
        self.citations = CitationReader(pack, edition)
        self._topics: dict[str, Topics] = {}
        self._titles: dict[str, TitleMatcher] = {}
        self._generic: dict[str, frozenset[tuple[str, ...]]] = {}
        self._heading = lru_cache(maxsize=20_000)(self._score_heading)

    def topics(self, language: str) -> Topics:
        """Return the topics of this edition in one language."""
        if language not in self._topics:
            self._topics[language] = build_topics(self.pack, self.edition, language)
            self._titles[language] = TitleMatcher(self.pack, self._topics[language])
        return self._topics[language]

    def map_document(
        self, document: Document, read: Mapping[str, tuple[Sentence, ...]]
    ) -> dict[str, tuple[Match, ...]]:
        """Return, by passage id, the clauses each content passage serves, best first.

        ``read`` holds the sentences of each passage by its id.
        """
        passages = [p for p in document.passages if p.kind in _CONTENT and read.get(p.id)]
        sections: dict[tuple[str, ...], list[Passage]] = defaultdict(list)
        for passage in passages:
            sections[passage.trail].append(passage)
        words = {trail: self._words(members, read) for trail, members in sections.items()}
        around = {trail: self._bodies(counts) for trail, counts in words.items()}
        beside = self._neighbours(sections.get((), ()), read)
        wide = self._is_wide([*(a for trail, a in around.items() if trail), *beside.values()])
        general = document.type in _GENERAL or wide
        title = "" if general else document.title
        whole = {} if general else self._bodies(_together(words.values()))
        found = {}
        sums: dict[tuple[tuple[str, ...], str], Scores] = {}
        for passage in passages:
            language = variant(passage.text, passage.language)
            section = (passage.trail, language)
            if wide and passage.id in beside:
                beyond = self.beyond(language, passage.trail, title, beside[passage.id], whole)
            else:
                if section not in sums:
                    sums[section] = self.beyond(language, passage.trail, title, around[passage.trail], whole)
                beyond = sums[section]
            matches = self._match(passage, read[passage.id], language, beyond)
            if matches:
                found[passage.id] = matches
        return found

    def _is_wide(self, stretches: Iterable[Mapping[str, Scores]]) -> bool:
        """Return whether the stretches of a document treat so many subjects that none is the document's own."""
        tops: Counter[str] = Counter()
        for scores in stretches:
            for language, total in scores.items():
                if total.max() > _FLAT:
                    number = self.topics(language).clauses[int(total.argmax())].number
                    tops[".".join(number.split(".")[:2])] += 1
        shares = [count / tops.total() for count in tops.values()]
        return 2 ** -sum(share * math.log2(share) for share in shares) >= _MANY

    def beyond(
        self,
        language: str,
        trail: Sequence[str] = (),
        title: str = "",
        around: Mapping[str, Scores] | None = None,
        whole: Mapping[str, Scores] | None = None,
    ) -> Scores:
        """Return the weighed sum of what stands around and above a text, shape ``(n,)``.

        ``around`` and ``whole`` hold, by language, what its section and its document speak of.
        """
        weights = self.weights
        total: Scores = np.zeros(len(self.topics(language).clauses), dtype=np.float32)
        if around and language in around:
            total += np.float32(weights.section) * around[language]
        if whole and language in whole:
            total += np.float32(weights.document) * whole[language]
        strength = 1.0
        for heading in reversed(trail):
            if whole and language in whole and self._is_generic(heading, language):
                continue
            likeness, titled = self._heading(heading, language)
            said = np.float32(weights.heading) * likeness + np.float32(weights.title_match) * titled
            total += np.float32(strength) * said
            strength /= 2
        if title:
            likeness, titled = self._heading(title, language)
            total += np.float32(weights.title) * (likeness + np.float32(weights.title_match) * titled)
        return total

    def probabilities(self, total: Scores) -> Scores:
        """Return the weighed sums as probabilities over the clauses."""
        powers = np.exp(self.weights.sharpness * (total - total.max()))
        return np.asarray(powers / powers.sum(), dtype=np.float32)

    def _body(self, topics: Topics, words: Counter[str] | Known, read: Sequence[Sentence]) -> Scores:
        cosine, bm25 = topics.ranker.scores(words)
        if not read:
            worded = standard(np.array([cosine, bm25]))
            alone: Scores = worded[0] + worded[1]
            return alone
        worded = standard(np.array([cosine, bm25, topics.lexical(read)]))
        total: Scores = worded[0] + worded[1] + np.float32(self.weights.lexicon) * worded[2]
        return total

    def _score_heading(self, heading: str, language: str) -> tuple[Scores, Scores]:
        topics = self.topics(language)
        read = sentences(heading, language)
        words = topics.features([s for sentence in read for s in sentence.stems])
        return self._body(topics, words, read), self._titles[language].scores(heading)

    def _is_generic(self, heading: str, language: str) -> bool:
        """Return whether a heading stands in every procedure ("Purpose", "Biểu mẫu") and so says nothing."""
        if language not in self._generic:
            base = "vi" if language == PLAIN else language
            names = self.pack.vocabulary.get(base, {}).get("section.generic", ())
            self._generic[language] = frozenset(_letters(name, language) for name in names)
        return _letters(heading, language) in self._generic[language]

    def _neighbours(
        self, members: Sequence[Passage], read: Mapping[str, tuple[Sentence, ...]]
    ) -> dict[str, dict[str, Scores]]:
        """Return what stands around each passage that no heading holds together: itself and the ones beside it."""
        if len(members) <= _TOGETHER:
            return {}
        windows = (members[max(0, n - 1) : n + 2] for n in range(len(members)))
        return {p.id: self._bodies(self._words(w, read)) for p, w in zip(members, windows, strict=True)}

    def _words(self, members: Iterable[Passage], read: Mapping[str, tuple[Sentence, ...]]) -> Words:
        counts: dict[str, Counter[str]] = {}
        for passage in members:
            language = variant(passage.text, passage.language)
            words = self.topics(language).features([s for sentence in read[passage.id] for s in sentence.stems])
            counts.setdefault(language, Counter()).update(words)
        return counts

    def _bodies(self, counts: Words) -> dict[str, Scores]:
        return {language: self._body(self.topics(language), words, ()) for language, words in counts.items()}

    def _match(self, passage: Passage, read: tuple[Sentence, ...], language: str, beyond: Scores) -> tuple[Match, ...]:
        topics = self.topics(language)
        known = topics.ranker.known(topics.features([s for sentence in read for s in sentence.stems]))
        total = self._body(topics, known, read) + beyond
        cited = self.citations.clauses(passage.text)
        if cited:
            for index, clause in enumerate(topics.clauses):
                if clause.number in cited:
                    total[index] += self.weights.citation
        if total.max() < _FLAT:
            return ()
        chances = self.probabilities(total)
        best = [int(i) for i in np.argsort(-chances, kind="stable")[:_KEPT] if chances[i] >= _LEAST]
        found = []
        for i in best:
            number, telling = topics.clauses[i].number, topics.ranker.telling(known, i)
            signals = self._signals(i, passage, language, number in cited, bool(telling))
            found.append(Match(passage.id, number, round(float(chances[i]), 3), signals, telling))
        return tuple(found)

    def _signals(self, index: int, passage: Passage, language: str, cited: bool, worded: bool) -> tuple[str, ...]:
        titled = any(self._says(heading, language, index) for heading in passage.trail)
        named = [name for name, holds in (("citation", cited), ("heading", titled), ("words", worded)) if holds]
        return tuple(named or ["section"])

    def _says(self, heading: str, language: str, index: int) -> bool:
        likeness, titled = self._heading(heading, language)
        return bool(titled[index] > 0 or likeness[index] >= 2)  # noqa: PLR2004 - two standard scores above the others


@lru_cache(maxsize=20_000)
def _letters(heading: str, language: str) -> tuple[str, ...]:
    return tuple(s for s in stems(heading, language) if any(c.isalpha() for c in s))


def _together(parts: Iterable[Words]) -> Words:
    total: dict[str, Counter[str]] = {}
    for part in parts:
        for language, words in part.items():
            total.setdefault(language, Counter()).update(words)
    return total


def standard(rows: Scores) -> Scores:
    """Return each row of values as standard scores, none above 4; all zero where they do not differ.

    Without the bound one rare word in a short sentence would outweigh every heading above it.
    """
    # As ``mean()`` and ``std()`` work it out, without their overhead: rows are short.
    size = rows.shape[-1]
    centred = rows - np.add.reduce(rows, axis=-1, keepdims=True) / size
    spread = np.sqrt(np.add.reduce(centred * centred, axis=-1, keepdims=True) / size)
    spread[spread == 0] = 1
    scores: Scores = np.minimum(centred / spread, _HIGHEST)
    return scores
