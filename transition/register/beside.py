"""What people wrote beside their decisions, laid onto a register: actions, notes, sheets of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from transition.model import Action, GapRegister, Note, OwnSheet, Subject
from transition.register.threeway import Edit, difference
from transition.register.values import REQUIREMENT, Values, said

ACTION, OWN_SHEET = "action", "own-sheet"
"""Kinds of subjects; a note's kind is the name of its sheet."""
REQUIREMENTS, ROWS = "requirements", "rows"
_TEXTS = tuple(f.name for f in fields(Action) if f.name not in ("key", REQUIREMENTS))


def lay_words(register: GapRegister, words: Mapping[Subject, Values]) -> GapRegister:
    """Return ``register`` with all that ``words`` hold beside decisions.

    Nothing is matched here: a note whose row is gone is shown by the reports where nobody can miss it.
    """
    beside = {s: values for s, values in sorted(words.items()) if s.kind != REQUIREMENT and said(values)}
    actions = tuple(action_of(s.key, values) for s, values in beside.items() if s.kind == ACTION)
    notes = tuple(
        Note(s.kind, s.key, name, text)
        for s, values in beside.items()
        if s.kind not in (ACTION, OWN_SHEET)
        for name, text in sorted(values.items())
        if text
    )
    sheets = tuple(OwnSheet(s.key, _rows(values)) for s, values in beside.items() if s.kind == OWN_SHEET)
    return replace(register, actions=actions, notes=notes, own_sheets=sheets)


def action_of(key: str, values: Values) -> Action:
    """Return the action that ``values`` hold; fields no action has are passed by."""
    listed = (id.strip() for id in values.get(REQUIREMENTS, "").split(","))
    return Action(key, tuple(filter(None, listed)), **{name: values.get(name, "") for name in _TEXTS})


def _rows(values: Values) -> tuple[tuple[str, ...], ...]:
    try:
        return tuple(tuple(map(str, row)) for row in json.loads(values.get(ROWS, "[]")))
    except (ValueError, TypeError):
        return ((values.get(ROWS, ""),),)


def put_together(words: Iterable[tuple[Subject, Values, Values]]) -> dict[Subject, Values]:
    """Return what stands after several sources in turn, each a subject, what it was to the source, and what it is now.

    A later source rules over what it changed and adds what nobody had; what it left as it was says nothing new.
    """
    found: dict[Subject, dict[str, str]] = {}
    for subject, base, theirs in words:
        now = found.setdefault(subject, {})
        changed = difference(base, theirs)
        now |= {name: text for name, text in theirs.items() if name in changed or name not in now}
        found[subject] = {name: text for name, text in now.items() if changed.get(name, text)}
    return {subject: values for subject, values in found.items() if values}


def edit_of(subject: Subject, base: Values, theirs: Values, way: str, line: Sequence[Values]) -> Edit | None:
    """Return what a source changed of a subject, or ``None`` where it changed nothing.

    ``line`` is all the subject has been, the oldest first; what it was after ``base`` tells an old copy from news.
    """
    if not difference(base, theirs):
        return None
    place = next((n for n in range(len(line) - 1, -1, -1) if not difference(base, line[n])), None)
    since = tuple(line[place + 1 :]) if place is not None else ()
    return Edit(subject, base, theirs, way, since)
