"""How likely it is that a place where a cue was found really states its element.

A logistic model of few signs, each of which a person can check: how well the passage fits the clause, how many parts of
the cue stand in the sentence itself or above it, whether one stands only elsewhere in the section, how many other
elements the sentence would state as well, and how like it is to sentences that state the element. Its weights were
fitted to our own invented organisations, for which every sentence that states an element is known
(``python -m tests.bench.evidence`` fits and measures them, always leaving an organisation out).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from transition.assessment.verdicts import NEVER_ASKED_BEFORE
from transition.model import ClausePack, Element, Requirement
from transition.text.cues import described
from transition.text.similar import features
from transition.text.synonyms import Synonyms, same_meaning
from transition.text.tokens import PLAIN, stems, stop_stems

Cosines = NDArray[np.float64]
_LEAST_NEW = 0.15
_LEAST_OLD = 0.05


def least(change: str) -> float:
    """Return the chance from which on a place counts for a requirement, by what the new edition made of it.

    An old demand that somebody certified for years hardly ever fails to be stated (on unseen organisations 97 of 100
    were), so a weaker place will do for it; what was never asked before is usually missing.
    """
    return _LEAST_NEW if change in NEVER_ASKED_BEFORE else _LEAST_OLD


class Signs(NamedTuple):
    """What is known of one place where a cue was found.

    ``fit`` and ``likeness`` are 0 … 1; ``here`` and ``above`` count parts of the cue in the sentence and in headings,
    lead or title; ``far`` is 1 where a part stands only elsewhere in the section; ``rivals`` is the number of elements
    found in the sentence; ``words`` its length in stems; ``cell`` is 1 in a table.
    """

    fit: float
    here: float
    above: float
    far: float
    rivals: float
    likeness: float
    words: float
    cell: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the signs, in their order; the logarithm is taken of ``rivals`` and ``words``."""

    constant: float
    signs: Signs

    def chance(self, signs: Signs) -> float:
        """Return the probability, 0 … 1."""
        fit, here, above, far, rivals, likeness, words, cell = self.signs
        total = fit * signs.fit + here * signs.here + above * signs.above + far * signs.far
        total += rivals * math.log(signs.rivals) + likeness * signs.likeness + words * math.log(1 + signs.words)
        return 1 / (1 + math.exp(-(self.constant + total + cell * signs.cell)))


WEIGHTS = {
    "en": Weights(-5.8, Signs(2.2, 0.2, 0.7, -1.1, -0.4, 7.7, 0.7, 0.8)),
    "vi": Weights(-6.2, Signs(2.1, 0.4, 0.7, -1.2, -0.4, 6.0, 0.6, 0.0)),
}
"""By language; another language is weighed like English until it has an organisation of its own to be fitted to."""


def weights_for(language: str) -> Weights:
    """Return the weights for one language."""
    return WEIGHTS.get("vi" if language == PLAIN else language, WEIGHTS["en"])


_SENTENCES = 16  # remembered: a sentence is compared with many elements, one after the other


class Examples:
    """How like a sentence is to those that state an element: its examples, its label and its requirement's wording."""

    def __init__(self, pack: ClausePack, language: str, requirements: Sequence[Requirement]) -> None:
        """Take the elements of ``requirements``; their sentences are read when the first likeness is asked for."""
        self._language = language
        self._base = "vi" if language == PLAIN else language
        self._synonyms = Synonyms(language, same_meaning(pack.vocabulary.get(self._base, {})))
        self._owners: Mapping[tuple[str, str], tuple[Requirement, Element]] = {
            (r.id, e.id): (r, e) for r in requirements for e in r.elements
        }
        self._alike = lru_cache(maxsize=_SENTENCES)(self._compared)

    def likeness(self, key: tuple[str, str], stems: tuple[str, ...]) -> float:
        """Return the cosine (0 … 1) of a sentence with the closest example of an element."""
        first, last = self._ranges[key]
        return max(self._alike(stems)[first:last].tolist(), default=0.0)

    def _compared(self, stems: tuple[str, ...]) -> Cosines:
        """Return the cosines of a sentence with all examples."""
        places, numbers_of, weights_of = self._postings
        own = self._vector(self._features(stems))
        found = [(slice(*places[gram]), weight) for gram, weight in own.items() if gram in places]
        size = len(self._texts)
        if not found:
            return np.zeros(size)
        numbers = np.concatenate([numbers_of[place] for place, _ in found])
        weighed = np.concatenate([weights_of[place] * weight for place, weight in found])
        return np.asarray(np.bincount(numbers, weighed, size), dtype=np.float64)

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(text for owner in self._owners.values() for text in self._of(*owner))

    @cached_property
    def _ranges(self) -> Mapping[tuple[str, str], tuple[int, int]]:
        """Return, for each element, where among all texts its own begin and end."""
        ends = list(accumulate(len(self._of(*owner)) for owner in self._owners.values()))
        return dict(zip(self._owners, pairwise([0, *ends]), strict=True))

    @cached_property
    def _postings(self) -> tuple[Mapping[str, tuple[int, int]], NDArray[np.int32], Cosines]:
        """Return gram → from where to where, in the two rows that follow, its texts and its weights in them stand."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, text in enumerate(self._texts):
            for gram, weight in self._vector(self._features(_stems(text, self._language))).items():
                found[gram].append((number, weight))
        ends = accumulate(map(len, found.values()))
        every = [place for places in found.values() for place in places]
        return (
            dict(zip(found, pairwise([0, *ends]), strict=True)),
            np.array([number for number, _ in every], dtype=np.int32),
            np.array([weight for _, weight in every]),
        )

    def _of(self, requirement: Requirement, element: Element) -> list[str]:
        said = [*element.hits.get(self._base, ()), element.labels.get(self._base, "")]
        return [text for text in (*said, requirement.wording.get(self._base, "")) if text]

    def _features(self, stems: tuple[str, ...]) -> Counter[str]:
        return features(list(self._synonyms.rewrite(stems)), self._stop, pairs=True)

    @cached_property
    def _stop(self) -> frozenset[str]:
        return stop_stems(self._language)

    def _vector(self, words: Counter[str]) -> dict[str, float]:
        weighed = {g: 1 + math.log(n) for g, n in words.items()}
        size = math.sqrt(sum(w * w for w in weighed.values())) or 1.0
        return {g: w / size for g, w in weighed.items()}


def _stems(example: str, language: str) -> tuple[str, ...]:
    return stems(described(example), language)
