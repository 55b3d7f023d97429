"""What people said, as plain texts by field, and back: the form in which words are kept and brought together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from transition.model import VERDICTS, Change, Decision, Subject

Values = Mapping[str, str]
"""Field → text; a field that is missing is empty."""

REQUIREMENT = "requirement"
"""The kind of subject decisions are about."""
STAMP = "stamp"
CONFIRMED = "confirmed"
"""The field that holds the stamp of the finding beside which a person last stood by the decision as it was."""
_NOT_SAID = frozenset({"requirement", "state"})
_KEPT = tuple(f.name for f in fields(Decision) if f.name not in _NOT_SAID)


def values_of(decision: Decision) -> dict[str, str]:
    """Return what a decision says, its stamp included, empty fields left out."""
    told = {name: str(getattr(decision, name) or "") for name in _KEPT}
    return {name: text for name, text in told.items() if text}


def decision_of(key: str, values: Values) -> Decision:
    """Return the decision on requirement ``key`` that ``values`` hold; fields no decision has are passed by."""
    told: dict[str, Any] = {name: values[name] for name in _KEPT if values.get(name)}
    if told.get("verdict") not in VERDICTS:
        told["verdict"] = None
    return Decision(key, **told)


def said(values: Values) -> bool:
    """Return whether anything was said, a stamp or its confirmation alone being nothing."""
    return any(text for name, text in values.items() if name not in (STAMP, CONFIRMED))


def decisions_of(words: Mapping[Subject, Values], edition: str) -> tuple[Decision, ...]:
    """Return all decisions kept, in the order of their subjects.

    One on a requirement of another edition gets that edition before its key ("2015:4.1-1"), so that it is kept and
    never lands on a requirement that only shares the id.
    """
    return tuple(
        decision_of(s.key if s.edition in ("", edition) else f"{s.edition}:{s.key}", values)
        for s, values in sorted(words.items())
        if s.kind == REQUIREMENT and said(values)
    )


def replay(changes: Iterable[Change]) -> dict[Subject, dict[str, str]]:
    """Return what stands after ``changes``, the oldest first."""
    words: dict[Subject, dict[str, str]] = {}
    for change in changes:
        words.setdefault(change.subject, {})[change.field] = change.new
    return words


def states(changes: Iterable[Change]) -> dict[Subject, list[dict[str, str]]]:
    """Return all that each subject has been, the oldest first, beginning with nothing said."""
    found: dict[Subject, list[dict[str, str]]] = {}
    for change in changes:
        line = found.setdefault(change.subject, [{}])
        line.append({**line[-1], change.field: change.new})
    return found
