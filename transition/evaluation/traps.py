"""Passages that only seem to state a requirement, each beside a twin that does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from transition.assessment import judge
from transition.evaluation.labels import Label
from transition.evaluation.measures import POSITIVE, Case, Figure, figure, share_among
from transition.line import Line
from transition.model import ClausePack, Document, Location, Passage

_STATED = frozenset({"met", "partial"})
_NOT = "no"


def trap_figures(labels: Sequence[Label], pack: ClausePack, line: Line) -> tuple[list[Figure], list[Mapping[str, str]]]:
    """Return the share of traps and twins told rightly, in all and by family, and those that were not.

    Each passage is a document of its own, so nothing else can speak for or against it.
    """
    families: dict[str, list[Case]] = defaultdict(list)
    misses: list[Mapping[str, str]] = []
    for label in labels:
        for text, wanted in ((label.text, _NOT), (label.twin, POSITIVE)):
            stated = _is_stated(text, label, pack, line)
            case = Case(label.requirement.rpartition("-")[0], frozenset({wanted}), (POSITIVE if stated else _NOT,))
            families[label.family or "-"].append(case)
            if wanted not in case.said:
                kind = "twin" if wanted == POSITIVE else "trap"
                misses.append({"family": label.family, "requirement": label.requirement, "kind": kind, "text": text})
    together = [case for cases in families.values() for case in cases]
    traps = [case for case in together if _NOT in case.wanted]
    twins = [case for case in together if POSITIVE in case.wanted]
    first = [("all", together), ("traps", traps), ("twins", twins)]
    return [figure(n, cases, share_among(1)) for n, cases in (*first, *sorted(families.items())) if cases], misses


def _is_stated(text: str, label: Label, pack: ClausePack, line: Line) -> bool:
    trail = (label.heading,) if label.heading else ()
    passage = Passage("p1", Location("d", "body", (0,)), "body", text, trail, language=label.language or "en")
    examined, _ = line.examine(Document("d", "d", "", passages=(passage,), language=passage.language))
    found = next(a for a in judge(pack, [examined]) if a.requirement == label.requirement)
    return found.verdict in _STATED
