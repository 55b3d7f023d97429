"""What a heading says about the clause of the text below it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from rapidfuzz import fuzz, process

from transition.mapping.topics import Topics, titles
from transition.model import Clause, ClausePack
from transition.text.phrases import Phrasebook
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
        self._fillers = Phrasebook(topics.language, pack.vocabulary.get(base, {}).get("title.filler", ()))
        known = {(c.edition, c.number): c for c in pack.clauses}
        for index, clause in enumerate(topics.clauses):
            for holder in _lineage(clause, known):
                for title in titles(pack, holder, base):
                    self._owners.append(index)
                    self._titles.append(self._bare(title))
        self._size = len(topics.clauses)

    def scores(self, heading: str) -> Scores:
        """Return 0 … 1 for each clause: how well the heading reads as its title."""
        found = np.zeros(self._size, dtype=np.float32)
        text = self._bare(heading)
        if not text:
            return found
        ratios = process.cdist([text], self._titles, scorer=fuzz.token_sort_ratio, score_cutoff=_SURE)[0]
        for owner, ratio in zip(self._owners, ratios, strict=True):
            found[owner] = max(found[owner], ratio / 100)
        return found

    def _bare(self, heading: str) -> str:
        """Return the stems of a heading without its number (the document's own) and words such as "procedure"."""
        words = stems(heading, self._language)
        filled = {i for hit in self._fillers.find(words) for i in range(hit.start, hit.end)}
        kept = [w for i, w in enumerate(words) if i not in filled and any(c.isalpha() for c in w)]
        return " ".join(kept or words)


def _lineage(clause: Clause, known: Mapping[tuple[str, str], Clause]) -> Iterator[Clause]:
    """Yield the clause and the clauses above it, but for the chapter: its title fits too much."""
    while clause.level > 1:
        yield clause
        clause = known[clause.edition, clause.parent]
