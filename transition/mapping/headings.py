"""What a heading says about the clause of the text below it."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz, process

from transition.mapping.topics import Topics, titles
from transition.model import ClausePack
from transition.text.similar import Scores
from transition.text.tokens import stems

_SURE = 80.0  # measured: at this likeness a fuzzy title match was never wrong on manuals


class TitleMatcher:
    """Compares headings with the titles of all clauses."""

    def __init__(self, pack: ClausePack, topics: Topics) -> None:
        """Collect the titles in the language of ``topics``."""
        base = topics.language.partition("-")[0]
        self._language = topics.language
        self._owners: list[int] = []
        self._titles: list[str] = []
        for index, clause in enumerate(topics.clauses):
            for title in titles(pack, clause, base):
                self._owners.append(index)
                self._titles.append(" ".join(stems(title, topics.language)))
        self._size = len(topics.clauses)

    def scores(self, heading: str) -> Scores:
        """Return 0 … 1 for each clause: how well the heading reads as its title."""
        found = np.zeros(self._size, dtype=np.float32)
        # The number before a heading is the document's own and says nothing about the clause.
        text = " ".join(s for s in stems(heading, self._language) if any(c.isalpha() for c in s))
        if not text:
            return found
        ratios = process.cdist([text], self._titles, scorer=fuzz.token_sort_ratio, score_cutoff=_SURE)[0]
        for owner, ratio in zip(self._owners, ratios, strict=True):
            found[owner] = max(found[owner], ratio / 100)
        return found
