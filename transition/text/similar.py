"""How alike a text is to each of a set of short descriptions: TF-IDF cosine and BM25.

BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework" (2009), with k1 = 1.2 and b = 0.75.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transition.text.tokens import stop_stems

Scores = NDArray[np.float32]
_K1, _B = 1.2, 0.75


def features(stems: Sequence[str], stop: frozenset[str], *, pairs: bool) -> Counter[str]:
    """Return the counted words of a text, with neighbouring pairs where asked for."""
    counts = Counter(s for s in stems if s not in stop)
    if pairs:
        counts.update(f"{a} {b}" for a, b in pairwise(stems) if not (a in stop and b in stop))
    return counts


@lru_cache(maxsize=1_000)
def known_features(stems: tuple[str, ...], language: str) -> Counter[str]:
    """Return the words and pairs of a text that several rooms ask for; the counts are shared, so never change them."""
    return features(stems, stop_stems(language), pairs=True)


class Known(NamedTuple):
    """The words of a text that a ranker has, their rows in its tables, and how often they stand in the text."""

    words: list[str]
    rows: NDArray[np.intp]
    counts: Scores


class Ranker:
    """Describes ``n`` topics by their words and scores any text against all of them at once."""

    def __init__(self, topics: Sequence[Counter[str]]) -> None:
        """Weigh the words of ``topics``."""
        self._ids = {w: i for i, w in enumerate(sorted({w for t in topics for w in t}))}
        n = len(topics)
        found = np.zeros(len(self._ids), dtype=np.float32)
        for topic in topics:
            for word in topic:
                found[self._ids[word]] += 1
        self._idf = np.log((1 + n) / (1 + found)) + 1
        bm25_idf = np.log(1 + (n - found + 0.5) / (found + 0.5))
        lengths = [sum(t.values()) for t in topics]
        mean = sum(lengths) / n if n else 1.0
        # One table, so that the rows of a text are taken out once; the two halves are views of it.
        self._both = np.zeros((len(self._ids), 2 * n), dtype=np.float32)
        self._tfidf, self._bm25 = self._both[:, :n], self._both[:, n:]
        for column, topic in enumerate(topics):
            for word, count in topic.items():
                row = self._ids[word]
                self._tfidf[row, column] = (1 + math.log(count)) * self._idf[row]
                norm = count + _K1 * (1 - _B + _B * lengths[column] / mean)
                self._bm25[row, column] = bm25_idf[row] * count * (_K1 + 1) / norm
            size = np.linalg.norm(self._tfidf[:, column])
            if size:
                self._tfidf[:, column] /= size
        self.size = n

    def known(self, text: Counter[str]) -> Known:
        """Return the words of ``text`` that some topic has."""
        ids = self._ids
        words = [w for w in text if w in ids]
        rows = np.array([ids[w] for w in words], dtype=np.intp)
        return Known(words, rows, np.array([text[w] for w in words], dtype=np.float32))

    def scores(self, text: Counter[str] | Known) -> tuple[Scores, Scores]:
        """Return TF-IDF cosine (0 … 1) and BM25 (0 …) of ``text`` against each topic, shape ``(n,)``."""
        known = text if isinstance(text, Known) else self.known(text)
        if not known.words:
            zero = np.zeros(self.size, dtype=np.float32)
            return zero, zero
        weights = (1 + np.log(known.counts)) * self._idf[known.rows]
        both = self._both[known.rows]
        cosine = weights @ both[:, : self.size] / float(np.linalg.norm(weights))
        return cosine.astype(np.float32), both[:, self.size :].sum(axis=0)

    def telling(self, known: Known, topic: int, most: int = 3) -> tuple[str, ...]:
        """Return the words of a text that speak most for one topic."""
        weights = (self._idf[known.rows] * self._tfidf[known.rows, topic]).tolist()
        weighed = sorted((-weight, word) for weight, word in zip(weights, known.words, strict=True) if weight > 0)
        return tuple(word for _, word in weighed[:most])
