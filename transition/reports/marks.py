"""What lets a typed decision remember which finding it was made on, and tell a decision from its printed copy."""

from __future__ import annotations

import hashlib

from transition.model import Decision
from transition.reports import words

CHOSEN = {"priority": "priorities", "audit_status": "audit_statuses"}
"""Fields that hold one of a list, and the list's labels in workbook.toml."""
TYPED = ("verdict", "reason", "reviewer", "priority", "process", "action_key", "audit_status")


UNSEEN = ("action", "responsible", "due", "evidence_seen")
"""What a decision can hold and the Gap register has no yellow column for; its hidden mark carries it on."""


def is_typed(decision: Decision) -> bool:
    """Return whether anything of a decision was typed."""
    return any(getattr(decision, name) for name in (*TYPED, *UNSEEN))


def imprint(decision: Decision | None) -> str:
    """Return what a decision was when it was written into a workbook: the stamp it was made on, and its digest.

    A decision that comes back with the same digest was not touched, so it keeps the stamp it was made on,
    even when the finding beside it has changed since; anything typed anew is made on the finding it stands by.
    """
    return f"{decision.stamp}#{digest(decision)}" if decision is not None else ""


def digest(decision: Decision) -> str:
    """Return a short hash of what a person typed, blind to spaces around it."""
    typed = "\x1f".join(_plain(name, str(getattr(decision, name) or "").strip()) for name in TYPED)
    return hashlib.sha256(typed.encode("utf-8")).hexdigest()[:12]


def _plain(name: str, text: str) -> str:
    """Return a choice as its code, so that it is the same in every language; any other text as it is."""
    return (words.code(CHOSEN[name], text) or text) if name in CHOSEN else text


def same(name: str, one: str, other: str) -> bool:
    """Return whether two texts of a field say the same: a choice does in every language."""
    return _plain(name, one.strip()) == _plain(name, other.strip())


def stamp_of(decision: Decision, stamp: str, imprinted: str) -> str:
    """Return the stamp of the finding a read-back decision was made on."""
    old, _, mark = imprinted.rpartition("#")
    return old if mark and mark == digest(decision) else stamp
