"""The passages most like each requirement, among those that fit its clause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from transition.assessment.findings import cut
from transition.assessment.fit import Vector
from transition.model import Document, Evidence, Passage, Requirement
from transition.text.reading import Read
from transition.text.similar import Ranker, features, known_features
from transition.text.tokens import PLAIN, stems, stop_stems, variant

_FITTING = 0.3


@dataclass(frozen=True, slots=True)
class Closest:
    """The passage most like a requirement: its likeness (0 … 1), how well it fits the clause, and the passage."""

    likeness: float = 0.0
    fit: float = 0.0
    evidence: Evidence | None = None


class LikenessReader:
    """Compares passages with the wording of requirements."""

    def __init__(self, requirements: Sequence[Requirement]) -> None:
        """Take the requirements; their words are weighed per language on first use."""
        self._requirements = requirements
        self._rankers: dict[str, Ranker] = {}

    def _ranker(self, language: str) -> Ranker:
        if language not in self._rankers:
            base = "vi" if language == PLAIN else language
            stop = stop_stems(language)
            self._rankers[language] = Ranker(
                [
                    features([s for text in _texts(r, base) for s in stems(text, language)], stop, pairs=True)
                    for r in self._requirements
                ]
            )
        return self._rankers[language]

    def find(self, document: Document, read: Read, fits: Mapping[str, Vector]) -> dict[int, Closest]:
        """Return requirement position → the closest passage of one document, where any fits its clause."""
        best: dict[int, tuple[float, float, Passage]] = {}
        for passage in document.passages:
            fit = fits.get(passage.id)
            if fit is None:
                continue
            fitting = np.flatnonzero(fit >= _FITTING)
            if not fitting.size:
                continue
            language = variant(passage.text, passage.language)
            words = known_features(tuple(s for sentence in read[passage.id] for s in sentence.stems), language)
            cosine, _ = self._ranker(language).scores(words)
            for index in fitting.tolist():
                likeness = float(cosine[index])
                if likeness > 0 and likeness > best.get(index, (0.0,))[0]:
                    best[index] = (likeness, float(fit[index]), passage)
        return {i: Closest(likeness, fit, _mention(p, likeness)) for i, (likeness, fit, p) in best.items()}


def _mention(passage: Passage, likeness: float) -> Evidence:
    quote = cut(passage.text, 0, len(passage.text))
    place = (passage.location.document, passage.id, str(passage.location))
    return Evidence(*place, quote, "likeness", round(likeness, 3), "mentions")


def _texts(requirement: Requirement, language: str) -> list[str]:
    found = [requirement.wording.get(language, ""), *requirement.terms.get(language, ())]
    return found + [e.labels.get(language, "") for e in requirement.elements]
