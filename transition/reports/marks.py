"""What lets a typed decision remember which finding it was made on, and tell a decision from its printed copy."""

from __future__ import annotations

import hashlib

from transition.model import Decision

TYPED = ("verdict", "reason", "reviewer", "priority", "process", "action_key", "audit_status")


def imprint(decision: Decision | None) -> str:
    """Return what a decision was when it was written into a workbook: the stamp it was made on, and its digest.

    A decision that comes back with the same digest was not touched, so it keeps the stamp it was made on,
    even when the finding beside it has changed since; anything typed anew is made on the finding it stands by.
    """
    return f"{decision.stamp}#{digest(decision)}" if decision is not None else ""


def digest(decision: Decision) -> str:
    """Return a short hash of what a person typed, blind to spaces around it."""
    typed = "\x1f".join(str(getattr(decision, name) or "").strip() for name in TYPED)
    return hashlib.sha256(typed.encode("utf-8")).hexdigest()[:12]


def stamp_of(decision: Decision, stamp: str, imprinted: str) -> str:
    """Return the stamp of the finding a read-back decision was made on."""
    old, _, mark = imprinted.rpartition("#")
    return old if mark and mark == digest(decision) else stamp
