"""decisions.jsonl: the history as text, one subject a line in an order that stays, for version control and for need.

A line holds what stands now, then how it came to stand. It can be read back: into a new store as it is, into one that
went on since as one more person's word.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transition.errors import InputError
from transition.model import Change, Subject

BACKUP = "decisions.jsonl"
_OWN = ("kind", "key", "edition", "history")


class _Event(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True)

    field: str
    old: Annotated[str, Field(alias="from")]
    new: Annotated[str, Field(alias="to")]
    who: str = ""
    when: str = ""
    why: str = ""
    way: str = ""


class _Line(BaseModel):
    model_config = ConfigDict(extra="allow", strict=True)
    __pydantic_extra__: dict[str, str]

    kind: str
    key: str
    edition: str = ""
    history: list[_Event] = []


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of a backup: what stands for a subject, and the changes that are said to have led there."""

    subject: Subject
    values: dict[str, str]
    changes: tuple[Change, ...]


def render(history: Iterable[Change]) -> str:
    """Return the backup of a history as text."""
    lines: dict[Subject, list[Change]] = {}
    for change in history:
        lines.setdefault(change.subject, []).append(change)
    return "".join(_line(subject, lines[subject]) for subject in sorted(lines, key=_order))


def _line(subject: Subject, changes: list[Change]) -> str:
    now = {change.field: change.new for change in changes}
    record = {
        "kind": subject.kind,
        "key": subject.key,
        "edition": subject.edition,
        **{name: text for name, text in sorted(now.items()) if text and name not in _OWN},
        "history": [_event(change) for change in changes],
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _event(change: Change) -> dict[str, str]:
    told = {"who": change.who, "when": change.when, "why": change.why, "way": change.way}
    return {"field": change.field, "from": change.old, "to": change.new, **{n: t for n, t in told.items() if t}}


def _order(subject: Subject) -> tuple[str, list[tuple[int, str]], str]:
    """Sort as people count: 8.2 before 8.10."""
    parts = re.findall(r"\d+|\D+", subject.key)
    return subject.kind, [(int(p), "") if p.isdecimal() else (-1, p) for p in parts], subject.edition


def parse(text: str, name: str) -> tuple[Kept, ...]:
    """Return the lines of a backup; ``InputError`` names the first that cannot be taken."""
    kept: dict[Subject, Kept] = {}
    for number, line in enumerate(text.lstrip("\ufeff").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found = _kept(_Line.model_validate_json(line))
        except ValidationError as error:
            where = ".".join(map(str, error.errors()[0]["loc"])) or line[:40]
            raise InputError("backup-damaged", document=name, line=number, part=where) from None
        if found.subject in kept:
            raise InputError("backup-damaged", document=name, line=number, part=found.subject.key)
        kept[found.subject] = found
    return tuple(kept.values())


def _kept(line: _Line) -> Kept:
    subject = Subject(line.kind, line.key, line.edition)
    changes = (Change(subject, e.field, e.old, e.new, e.who, e.when, e.why, e.way) for e in line.history)
    return Kept(subject, dict(line.__pydantic_extra__ or {}), tuple(changes))


def write_whole(path: Path, text: str) -> None:
    """Put ``text`` at ``path`` such that the file is at every instant the old or the new one, whole."""
    data = text.encode("utf-8")
    part = path.with_name(f".{path.name}.part")
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as fault:
        raise InputError("backup-not-written", file=path.name, fault=fault.strerror or fault) from None
