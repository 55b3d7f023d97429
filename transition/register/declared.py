"""What an organisation declares not to apply to it, laid onto fresh verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from transition.model import Condition, GapEntry, GapRegister, Problem, Reason

RULE = "not-applicable-declared"


def declare(register: GapRegister, reasons: Mapping[str, str]) -> GapRegister:
    """Return ``register`` with the requirements that depend on a condition in ``reasons`` not applicable.

    ``reasons`` maps condition ids to why they do not hold. The declaration is the program's finding, not a person's
    decision on each requirement: a typed decision still rules over it, and it goes when the declaration goes. Evidence
    and stamp stay, so no decision becomes stale by it; what documents show all the same becomes a problem.
    """
    known = {c.id: c for c in register.pack.conditions}
    shown: Counter[str] = Counter()
    entries = []
    for entry in register.entries:
        reason = reasons.get(entry.requirement.condition)
        if reason is None:
            entries.append(entry)
            continue
        shown[entry.requirement.condition] += _is_shown(entry)
        entries.append(_without(entry, known[entry.requirement.condition], reason))
    problems = [
        Problem("declared-but-shown", "warning", details={**_labels(known[id]), "count": str(count)})
        for id, count in sorted(shown.items())
        if count
    ]
    return replace(register, entries=tuple(entries), problems=(*register.problems, *problems))


def _without(entry: GapEntry, condition: Condition, reason: str) -> GapEntry:
    why = Reason(RULE, {"condition": condition.id, "words": reason})
    finding = replace(entry.assessment, verdict="not-applicable", kind=None, missing=(), why=why, confidence=1.0)
    return replace(entry, assessment=finding)


def _labels(condition: Condition) -> dict[str, str]:
    """Return what a condition is called, in every language the pack speaks."""
    return {"what": condition.id, **{f"what_{language}": text for language, text in condition.labels.items()}}


def _is_shown(entry: GapEntry) -> bool:
    return any(e.relation in ("supports", "partly") for e in entry.assessment.evidence)
