"""What people wrote beside their decisions, laid onto a register: actions, notes, sheets of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from transition.model import Action, Conflict, GapRegister, Note, OwnSheet, Subject
from transition.register.threeway import Edit, difference
from transition.register.values import REQUIREMENT, STAMP, Values, said

ACTION, OWN_SHEET = "action", "own-sheet"
"""Kinds of subjects; a note's kind is the name of its sheet."""
REQUIREMENTS, ROWS, VERDICT = "requirements", "rows", "verdict"
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


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says about a subject: what it was to the source (``base``), and what it is now (``theirs``)."""

    way: str
    subject: Subject
    base: Values
    theirs: Values


def put_together(sayings: Iterable[Saying]) -> tuple[dict[Subject, Values], tuple[Conflict, ...]]:
    """Return what stands after several sources in turn, and where two of them changed one field differently.

    A later source rules over what it changed and adds what nobody had; what it left as it was says nothing new. It
    does not rule over what somebody made of just its words.
    """
    found: dict[Subject, dict[str, str]] = {}
    last: dict[tuple[Subject, str], tuple[Saying, str]] = {}
    conflicts: dict[tuple[Subject, str], Conflict] = {}
    for saying in sayings:
        now = found.setdefault(saying.subject, {})
        changed = difference(saying.base, saying.theirs)
        for name, text in changed.items():
            place = (saying.subject, name)
            before, said = last.get(place, (saying, text))
            if said != text and before.base.get(name, "") == text:
                continue  # whoever spoke before had seen this and changed it
            if said != text:
                conflicts[place] = Conflict(*place, before.base.get(name, ""), ((before.way, said), (saying.way, text)))
            last[place] = saying, text
            now[name] = text
        for name, text in saying.theirs.items():
            now.setdefault(name, text)
        if changed and now.get(VERDICT, "") == saying.theirs.get(VERDICT, "") and saying.theirs.get(STAMP):
            now[STAMP] = saying.theirs[STAMP]
    stands = {subject: {name: text for name, text in now.items() if text} for subject, now in found.items()}
    return {s: values for s, values in stands.items() if values}, tuple(conflicts[place] for place in sorted(conflicts))


def places(line: Sequence[Values], at: int | None) -> Sequence[int]:
    """Return where in a line to look for what a source was written with: at the known place, then from the end."""
    back = range(len(line) - 1, -1, -1)
    return (at, *back) if at is not None and at < len(line) else back


def edit_of(
    subject: Subject, base: Values, theirs: Values, way: str, line: Sequence[Values], at: int | None = None
) -> Edit | None:
    """Return what a source changed of a subject, or ``None`` where it changed nothing.

    ``line`` is all the subject has been, the oldest first; what it was after ``base`` tells an old copy from news.
    ``at`` is the place in it at which the source was written, where that is known.
    """
    if not difference(base, theirs):
        return None
    fitting = (n for n in places(line, at) if not difference(base, line[n]))
    place = next(fitting, None)
    since = tuple(line[place + 1 :]) if place is not None else ()
    return Edit(subject, base, theirs, way, since)
