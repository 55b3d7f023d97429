"""At which point of a project's history a workbook was written, told by a short mark that it carries."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple

from transition.model import Change, Subject

_LENGTH = 16


def origin_of(history: Sequence[Change]) -> str:
    """Return the mark of a history: how many changes it holds, and a hash of them."""
    told = "\x1e".join("\x1f".join(map(str, astuple(change))) for change in history)
    return f"{len(history)}:{hashlib.sha256(told.encode('utf-8', 'replace')).hexdigest()[:_LENGTH]}"


def lengths_at(origin: str, history: Sequence[Change]) -> Mapping[Subject, int] | None:
    """Return how many changes each subject had when ``origin`` was noted, or ``None`` for another history."""
    count = origin.partition(":")[0]
    if not count.isdecimal() or int(count) > len(history) or origin_of(history[: int(count)]) != origin:
        return None
    return Counter(change.subject for change in history[: int(count)])
