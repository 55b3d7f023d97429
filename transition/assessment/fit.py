"""How well a passage fits the requirements of the target edition: matched directly, or through the clause map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from transition.model import ClausePack, Match, Requirement

Vector = NDArray[np.float32]
_SIBLING = 0.8  # a neighbour under the same parent clause: the text is near, the row may still fit
_WEAKEST_LINK = 0.5  # a published pair counts at least this much, however few of its rows are shared


class Fit:
    """Gives, for each passage, how likely it is about the clause of each requirement."""

    def __init__(self, pack: ClausePack, requirements: Sequence[Requirement]) -> None:
        """Work out once how near every clause of both editions is to every requirement."""
        self.requirements = tuple(requirements)
        self.position = {r.id: i for i, r in enumerate(self.requirements)}
        links: dict[str, dict[str, float]] = defaultdict(dict)
        for c in pack.correspondence:
            if c.old and c.new and c.relation != "none":
                links[c.old][c.new] = max(c.strength, _WEAKEST_LINK, links[c.old].get(c.new, 0.0))
        self._direct = {
            c.number: _row(_near(c.number, r.clause) for r in self.requirements)
            for c in pack.clauses_of(pack.to_edition)
        }
        self._through = {
            c.number: _row(_through(c.number, r, links) for r in self.requirements)
            for c in pack.clauses_of(pack.from_edition)
        }

    def of(self, old: Sequence[Match], new: Sequence[Match]) -> Vector:
        """Return 0 … 1 for each requirement, shape ``(n,)``, from the matches of one passage to both editions."""
        found = np.zeros(len(self.requirements), dtype=np.float32)
        for match in new:
            np.maximum(found, self._direct[match.clause] * np.float32(match.score), out=found)
        for match in old:
            np.maximum(found, self._through[match.clause] * np.float32(match.score), out=found)
        return found


def _row(values: Iterable[float]) -> Vector:
    return np.fromiter(values, dtype=np.float32)


def under(clause: str, other: str) -> bool:
    """Return whether ``clause`` is ``other`` or lies below it."""
    return clause == other or clause.startswith(other + ".")


def _through(old: str, requirement: Requirement, links: Mapping[str, Mapping[str, float]]) -> float:
    if any(under(old, c) or under(c, old) for c in requirement.counterparts):
        return 1.0
    return max((s * _near(new, requirement.clause) for new, s in links.get(old, {}).items()), default=0.0)


def _near(clause: str, wanted: str) -> float:
    if under(clause, wanted) or under(wanted, clause):
        return 1.0
    return _SIBLING if _parent(clause) == _parent(wanted) != "" else 0.0


def _parent(clause: str) -> str:
    head, _, _ = clause.rpartition(".")
    return head if "." in head else ""
