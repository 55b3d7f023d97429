"""The clauses of one edition as topics: their words, titles and phrases in one language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transition.model import Clause, ClausePack
from transition.text.cues import described
from transition.text.phrases import Phrasebook
from transition.text.similar import Ranker, Scores, features, known_features
from transition.text.tokens import PLAIN, Sentence, stems, stop_stems

_REPEAT_TITLE = 2  # a title says more about its clause than one requirement row does


@dataclass(frozen=True)
class Topics:
    """Clauses that carry requirements, ready to be compared with texts of one language."""

    language: str
    clauses: tuple[Clause, ...]
    ranker: Ranker
    lexicon: Phrasebook
    weights: tuple[tuple[tuple[int, float], ...], ...]
    """Phrase number → (clause index, weight) pairs."""

    def lexical(self, sentences: Sequence[Sentence]) -> Scores:
        """Return how much of each clause's vocabulary stands in the sentences, shape ``(n,)``."""
        found = np.zeros(len(self.clauses), dtype=np.float32)
        for sentence in sentences:
            for hit in self.lexicon.find(sentence.stems):
                for clause, weight in self.weights[hit.phrase]:
                    found[clause] += weight
        return found

    def features(self, words: Sequence[str]) -> Counter[str]:
        """Return the counted words and pairs of a text."""
        return known_features(tuple(words), self.language)


def build_topics(pack: ClausePack, edition: str, language: str) -> Topics:
    """Describe each clause of ``edition`` that carries requirements by all the pack says about it."""
    base = "vi" if language == PLAIN else language
    clauses = tuple(c for c in pack.clauses_of(edition) if c.carries_requirements)
    described = _descriptions(pack, edition, base)
    topics = []
    phrases: list[dict[str, float]] = []
    for clause in clauses:
        counts: Counter[str] = Counter()
        for text, weight in described[clause.number]:
            for word, count in features(stems(text, language), stop_stems(language), pairs=True).items():
                counts[word] += count * weight
        topics.append(counts)
        phrases.append(dict.fromkeys(_phrases(pack, clause, base), 1.0))
    book = Phrasebook(language)
    owners: dict[int, set[int]] = defaultdict(set)
    for index, texts in enumerate(phrases):
        for text in texts:
            if stems(text, language):
                owners[book.add(text)].add(index)
    weights = tuple(tuple((c, 1.0 / len(owners[n])) for c in sorted(owners[n])) for n in range(len(book)))
    return Topics(language, clauses, Ranker(topics), book, weights)


def titles(pack: ClausePack, clause: Clause, language: str) -> tuple[str, ...]:
    """Return the title and its variants; an untitled clause goes by its parent's."""
    own = tuple(t for t in (clause.titles.get(language, ""), *clause.variants.get(language, ())) if t)
    if own:
        return own
    parent = next((c for c in pack.clauses_of(clause.edition) if c.number == clause.parent), None)
    return titles(pack, parent, language) if parent else ()


def _phrases(pack: ClausePack, clause: Clause, language: str) -> list[str]:
    found = [*titles(pack, clause, language), *clause.terms.get(language, ())]
    for r in pack.of(clause.edition):
        if r.clause == clause.number:
            found += r.terms.get(language, ())
    return list(dict.fromkeys(found))


def _descriptions(pack: ClausePack, edition: str, language: str) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for clause in pack.clauses_of(edition):
        found[clause.number] += [(t, _REPEAT_TITLE) for t in titles(pack, clause, language)]
        found[clause.number] += [(t, 1) for t in clause.terms.get(language, ())]
    for r in pack.requirements:
        texts = [(r.wording.get(language, ""), 1), *((t, 1) for t in r.terms.get(language, ()))]
        texts += [(e.labels.get(language, ""), 1) for e in r.elements]
        texts += [(described(hit), 1) for e in r.elements for hit in e.hits.get(language, ())]
        if r.edition == edition:
            found[r.clause] += texts
        elif r.change in ("unchanged", "extended", "changed", "moved", "kept"):
            for number in r.counterparts:
                found[number] += texts
    return found
