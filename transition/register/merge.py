"""People's decisions laid onto fresh verdicts: none is lost, none moves to another row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from transition.model import Decision, GapRegister


def merge_decisions(register: GapRegister, decisions: Iterable[Decision]) -> GapRegister:
    """Return ``register`` with ``decisions`` joined by requirement id; of two on one requirement the later rules.

    A decision made on other wording or evidence is kept and marked ``stale``; one whose requirement is gone is kept
    among the register's orphans. Merging the same decisions twice changes nothing.
    """
    by_id = {d.requirement: d for d in (*register.orphans, *decisions)}
    entries = []
    for entry in register.entries:
        decision = by_id.pop(entry.requirement.id, entry.decision)
        if decision is not None:
            fresh = not decision.stamp or decision.stamp == entry.assessment.stamp
            decision = replace(
                decision, state="current" if fresh else "stale", stamp=decision.stamp or entry.assessment.stamp
            )
        entries.append(replace(entry, decision=decision))
    orphans = tuple(replace(by_id[id], state="orphan") for id in sorted(by_id))
    return replace(register, entries=tuple(entries), orphans=orphans)
