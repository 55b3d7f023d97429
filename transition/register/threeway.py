"""Several people's words on the same things, brought together field by field; nothing is overwritten silently.

Each person changed a copy of what was known when the copy was written. A field one of them changed is taken; a field
that was changed differently since is a conflict, and then nothing at all is taken. What was taken before and changed
since is no conflict: an old copy that comes again says nothing new.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from transition.model import Change, Conflict, Settlement, Subject
from transition.register.values import CONFIRMED, STAMP, Values

VERDICT, REASON, NOT_APPLICABLE = "verdict", "reason", "not-applicable"


@dataclass(frozen=True, slots=True)
class Edit:
    """What one source says about one subject (``theirs``), and what it was when they got it (``base``).

    ``since`` is what the subject has been after that; ``told`` holds the source's own history entry of a field,
    where it keeps one.
    """

    subject: Subject
    base: Values
    theirs: Values
    way: str
    since: tuple[Values, ...] = ()
    told: Mapping[str, Change] = field(default_factory=dict)

    @property
    def typed(self) -> dict[str, str]:
        """The fields that were changed, a stamp not being typed by anybody."""
        return difference(self.base, self.theirs)

    @property
    def known(self) -> bool:
        """Whether all of this was held at some time since, so that an old copy that comes again says nothing new."""
        return all(any(state.get(name, "") == text for state in self.since) for name, text in self.typed.items())


def difference(old: Values, new: Values) -> dict[str, str]:
    """Return the fields people see that differ, with their new texts."""
    names = [name for name in dict.fromkeys((*old, *new)) if name != STAMP]
    return {name: new.get(name, "") for name in names if new.get(name, "") != old.get(name, "")}


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be written into the history, or, where people disagree, the conflicts and nothing to write."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    ended: tuple[tuple[Conflict, Settlement], ...] = ()
    """Conflicts that people agreed on, with what they agreed on."""


def merge_edits(
    words: Mapping[Subject, Values], edits: Iterable[Edit], when: str, settled: Iterable[Settlement] = ()
) -> Merged:
    """Return what ``edits`` change in ``words``, whatever their order; with any conflict nothing is changed.

    A conflict that was ``settled`` is none: all that was said goes into the history, and what was agreed on stands.
    """
    fresh = [edit for edit in (_seen_by_others(e, words.get(e.subject, {})) for e in edits) if not edit.known]
    said: dict[tuple[Subject, str], list[Edit]] = {}
    for edit in fresh:
        for name, text in edit.typed.items():
            if text != words.get(edit.subject, {}).get(name, ""):
                said.setdefault((edit.subject, name), []).append(edit)
    agreed = {(s.subject, s.field): s for s in settled}
    ended: list[tuple[Conflict, Settlement]] = []
    conflicts: list[Conflict] = []
    for place in sorted(said):
        conflict = _conflict(*place, words.get(place[0], {}), said[place])
        if conflict is None:
            continue
        if place in agreed and agreed[place].said == {text for _, text in conflict.said}:
            ended.append((conflict, agreed[place]))
        else:
            conflicts.append(conflict)
    if conflicts:
        return Merged((), tuple(conflicts), tuple(ended))
    now = {subject: dict(values) for subject, values in words.items()}
    changes: list[Change] = []
    for edit in fresh:
        # What equals the words of before is no change of theirs, and must not undo somebody else's.
        names = {name for name in edit.typed if edit in said.get((edit.subject, name), ())}
        changes += _taken(now.setdefault(edit.subject, {}), edit, names, when)
    for _, end in ended:
        changes += _ended(now[end.subject], words.get(end.subject, {}), end, said[end.subject, end.field], when)
    return Merged(tuple(changes), (), tuple(ended))


def _seen_by_others(edit: Edit, words: Values) -> Edit:
    """Return an edit without its confirmation where another finding was confirmed since: that is no disagreement."""
    here = words.get(CONFIRMED, "")
    if edit.theirs.get(CONFIRMED, "") == here or edit.base.get(CONFIRMED, "") == here:
        return edit
    told = {**edit.theirs, CONFIRMED: edit.base.get(CONFIRMED, ""), STAMP: edit.base.get(STAMP, "")}
    return replace(edit, theirs={name: text for name, text in told.items() if text})


def _conflict(subject: Subject, name: str, words: Values, edits: Sequence[Edit]) -> Conflict | None:
    """Return the conflict over one field that ``edits`` change, or ``None`` where they agree.

    They agree if all say the same, and one of them at least had seen what the project holds.
    """
    here = words.get(name, "")
    seen = any(edit.base.get(name, "") == here for edit in edits)
    if seen and len({edit.typed[name] for edit in edits}) == 1:
        return None
    project = () if seen else (("", here),)
    base = here if seen else edits[0].base.get(name, "")
    return Conflict(subject, name, base, (*project, *((edit.way, edit.typed[name]) for edit in edits)))


def _taken(mine: dict[str, str], edit: Edit, names: Collection[str], when: str) -> list[Change]:
    """Take over the fields ``names`` of an edit where ``mine`` does not say the same, and return the changes."""
    taken = difference(mine, {**mine, **{name: edit.typed[name] for name in names}})
    taken = {name: taken[name] for name in edit.typed if name in taken}
    taken |= _stamp(mine, taken, edit)
    changes = [_change(edit, name, mine.get(name, ""), text, when) for name, text in taken.items()]
    mine |= taken
    return changes


def _ended(mine: dict[str, str], before: Values, end: Settlement, edits: Sequence[Edit], when: str) -> Sequence[Change]:
    """Let stand what was agreed on, on the finding that whoever said it first had beside it."""
    stamps = [edit.theirs.get(STAMP, "") for edit in edits if edit.typed[end.field] == end.text]
    if before.get(end.field, "") == end.text:
        stamps.insert(0, before.get(STAMP, ""))
    taken = {end.field: end.text}
    if end.field == VERDICT:
        taken[STAMP] = next(filter(None, (*stamps, mine.get(STAMP, ""))), "")
    if end.text == NOT_APPLICABLE and not mine.get(REASON):
        taken[REASON] = end.why
    changes = [
        Change(end.subject, name, mine.get(name, ""), text, end.who, when, end.why, end.way)
        for name, text in taken.items()
        # That people agreed is told, also where the text they agreed on came last anyway.
        if text != mine.get(name, "") or (name == end.field and (end.who or end.why))
    ]
    mine |= taken
    return changes


def _stamp(mine: Values, taken: Values, edit: Edit) -> dict[str, str]:
    """Return the stamp that goes with what was taken.

    A verdict stands on the finding that was beside it: whoever typed it, or typed beside it, saw that finding. Notes
    typed beside another verdict say nothing about the one in force.
    """
    verdict = taken.get("verdict", mine.get("verdict", ""))
    if not taken or verdict != edit.theirs.get("verdict", ""):
        return {}
    if "verdict" not in taken and edit.base.get(STAMP, mine.get(STAMP)) != mine.get(STAMP):
        return {}  # somebody looked at a later finding since
    unknown = "" if "verdict" in taken else mine.get(STAMP, "")
    stamp = edit.theirs.get(STAMP, "") or unknown
    return {STAMP: stamp} if stamp != mine.get(STAMP, "") else {}


def _change(edit: Edit, name: str, old: str, new: str, when: str) -> Change:
    told = edit.told.get(name)
    if told is not None:
        return Change(edit.subject, name, old, new, told.who, told.when, told.why, told.way)
    who = edit.theirs.get("reviewer", "")
    why = edit.theirs.get("reason", "") if name != "reason" else ""
    return Change(edit.subject, name, old, new, who, when, why, edit.way)
