"""The passages most like each requirement, among those that fit its clause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transition.assessment.fit import Vector
from transition.model import ClausePack, Requirement
from transition.text.similar import Ranker, features
from transition.text.tokens import PLAIN, Sentence, stems, stop_stems

_FITTING = 0.3


@dataclass(slots=True)
class Closest:
    """The most alike passage so far: its id, its likeness (0 … 1), and how well it fits the clause."""

    passage: str = ""
    likeness: float = 0.0
    fit: float = 0.0


class LikenessReader:
    """Compares passages with the wording of requirements, remembering the closest for each."""

    def __init__(self, pack: ClausePack, requirements: Sequence[Requirement]) -> None:
        """Take the requirements; their words are weighed per language on first use."""
        self._requirements = requirements
        self._languages = pack.languages
        self._rankers: dict[str, Ranker] = {}
        self.closest = [Closest() for _ in requirements]
        self.best_fit = np.zeros(len(requirements), dtype=np.float32)

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

    def look(self, passage: str, sentences: Sequence[Sentence], language: str, fit: Vector) -> None:
        """Take one passage into account."""
        np.maximum(self.best_fit, fit, out=self.best_fit)
        fitting = np.flatnonzero(fit >= _FITTING)
        if not fitting.size:
            return
        words = features([s for sentence in sentences for s in sentence.stems], stop_stems(language), pairs=True)
        cosine, _ = self._ranker(language).scores(words)
        for index in fitting:
            if cosine[index] > self.closest[index].likeness:
                self.closest[index] = Closest(passage, float(cosine[index]), float(fit[index]))


def _texts(requirement: Requirement, language: str) -> list[str]:
    found = [requirement.wording.get(language, ""), *requirement.terms.get(language, ())]
    return found + [e.labels.get(language, "") for e in requirement.elements]
