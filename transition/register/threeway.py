"""Several people's words on the same things, brought together field by field; nothing is overwritten silently.

Each person changed a copy of what was known when the copy was written. A field one of them changed is taken; a field
that was changed differently since is a conflict, and then nothing at all is taken. What was taken before and changed
since is no conflict: an old copy that comes again says nothing new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from transition.model import Change, Conflict, Subject
from transition.register.values import STAMP, Values


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
        """Whether just this was said before, on the same base."""
        return any(not difference(state, self.theirs) for state in self.since)


def difference(old: Values, new: Values) -> dict[str, str]:
    """Return the fields people see that differ, with their new texts."""
    names = [name for name in dict.fromkeys((*old, *new)) if name != STAMP]
    return {name: new.get(name, "") for name in names if new.get(name, "") != old.get(name, "")}


@dataclass(frozen=True, slots=True)
class Merged:
    """What is to be written into the history, or, where people disagree, the conflicts and nothing to write."""

    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def merge_edits(words: Mapping[Subject, Values], edits: Iterable[Edit], when: str) -> Merged:
    """Return what ``edits`` change in ``words``, whatever their order; with any conflict nothing is changed."""
    fresh = [edit for edit in edits if not edit.known]
    said: dict[tuple[Subject, str], list[Edit]] = {}
    for edit in fresh:
        for name, text in edit.typed.items():
            if text != words.get(edit.subject, {}).get(name, ""):
                said.setdefault((edit.subject, name), []).append(edit)
    conflicts = (_conflict(*place, words.get(place[0], {}), said[place]) for place in sorted(said))
    if found := tuple(conflict for conflict in conflicts if conflict):
        return Merged((), found)
    now = {subject: dict(values) for subject, values in words.items()}
    return Merged(tuple(change for edit in fresh for change in _taken(now.setdefault(edit.subject, {}), edit, when)))


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


def _taken(mine: dict[str, str], edit: Edit, when: str) -> list[Change]:
    """Take over what an edit says that ``mine`` does not say yet, and return the changes."""
    taken = difference(mine, {**mine, **edit.typed})
    taken |= _stamp(mine, taken, edit)
    changes = [_change(edit, name, mine.get(name, ""), text, when) for name, text in taken.items()]
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
