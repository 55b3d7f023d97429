"""The plan of actions: what the program proposes, joined with what people said about it.

A proposal is one piece of work: one edit to one document, one new text, one talk with the people who do the work, one
decision. Whatever open requirements it serves are covered by it, so several gaps may be one action; and one requirement
may be served by several actions, where a person says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from transition.model import Action, Document, GapEntry, GapRegister
from transition.reports import words
from transition.reports.homes import finder_of
from transition.reports.once import once
from transition.reports.overview import SEVERITIES, UNPLANNED, WEAKEST_FIRST

Work = Literal["edit", "write", "ask", "decide"]

LETTERS: dict[Work, str] = {"edit": "A", "write": "A", "ask": "Q", "decide": "R"}
"""How keys begin: an action on a text, a question to people, a review of what was found."""
DIFFICULTY: dict[Work, int] = {"ask": 1, "decide": 1, "edit": 2, "write": 3}
"""An estimate, from 1 (easy) to 5 (hard), before severity and number of points are looked at."""
MANY = 6
CLOSED = ("done", "verified")
KEY_LENGTH = 24


@dataclass(slots=True)
class Planned:
    """One row of the plan: its proposal, and what a person said about it, if anything.

    ``entries`` are covered by it, in the order of the register; ``proposed`` are those the proposal is about.
    """

    key: str
    work: Work = "edit"
    home: Document | None = None
    proposed: list[GapEntry] = field(default_factory=list)
    entries: list[GapEntry] = field(default_factory=list)
    said: Action | None = None

    @property
    def open(self) -> list[GapEntry]:
        """The covered entries with something left to do, the most urgent first."""
        return sorted((e for e in self.entries if e.open), key=_urgency)

    @property
    def wave(self) -> int:
        """The first wave of work it belongs to, or ``UNPLANNED``."""
        return min((_wave(e) for e in self.open or self.entries), default=UNPLANNED)

    @property
    def severity(self) -> str:
        """The worst severity among what is open, or "" where nothing is."""
        return min((e.requirement.severity for e in self.open), key=SEVERITIES.index, default="")

    @property
    def estimate(self) -> int:
        """How difficult it probably is, from 1 to 5; 0 where nothing is proposed."""
        if not self.proposed:
            return 0
        severe = self.work in ("edit", "write") and self.severity == SEVERITIES[0]
        return min(5, DIFFICULTY[self.work] + severe + (len(self.proposed) > MANY))

    @property
    def difficulty(self) -> int:
        """The difficulty in force: a person's, else the estimate."""
        typed = self.said.difficulty if self.said else ""
        return int(typed) if typed.isdigit() else self.estimate

    @property
    def status(self) -> str:
        """The code of its status, or a person's own word for it."""
        return (self.said.status if self.said else "") or "open"

    def overdue(self, today: str) -> bool:
        """Return whether its day is past on ``today`` and it is not closed."""
        due = self.said.due if self.said else ""
        return bool(due and today and due < today and self.status not in CLOSED)


class Plan:
    """All actions of a register, in the order they are proposed to be done, and who covers what."""

    def __init__(self, register: GapRegister) -> None:
        """Propose, then join with what people typed."""
        self._rows: dict[str, Planned] = {}
        self.proposals = _proposals(register)
        self._covering: dict[str, list[str]] = {}
        for action in register.actions:
            self._row(action.key).said = action
            for id in action.requirements:
                self._covering.setdefault(id, []).append(action.key)
        self.keys = {e.requirement.id: self._keys(e) for e in register.entries}
        for entry in register.entries:
            for key in self.keys[entry.requirement.id]:
                self._row(key).entries.append(entry)
        self._propose(register)
        self.rows = tuple(sorted(self._rows.values(), key=_step))

    def find(self, key: str) -> Planned | None:
        """Return the action of that key, however its letters are written."""
        return self._rows.get(words.folded(key))

    def covering(self, entry: GapEntry) -> tuple[str, ...]:
        """Return the keys of the actions that people said serve an entry."""
        return tuple(self._covering.get(entry.requirement.id, ()))

    def _keys(self, entry: GapEntry) -> tuple[str, ...]:
        """Return the keys of the actions in force for an entry: typed beside it, else covering it, else proposed."""
        typed = split_keys(entry.decision.action_key) if entry.decision else ()
        proposed = (self.proposals[entry.requirement.id].key,) if entry.open else ()
        return typed or self.covering(entry) or proposed

    def _row(self, key: str) -> Planned:
        return self._rows.setdefault(words.folded(key), Planned(key))

    def _propose(self, register: GapRegister) -> None:
        """Give each row its proposal, from those of its open entries that are proposed under its key."""
        for entry in register.entries:
            proposal = self.proposals[entry.requirement.id]
            row = self._rows.get(words.folded(proposal.key))
            if row is not None and entry.open and any(e is entry for e in row.entries):
                row.work, row.home = proposal.work, proposal.home
                row.proposed.append(entry)


plan_of = once(Plan)
"""Return the plan of a register."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The work proposed for one requirement."""

    key: str
    work: Work
    home: Document | None


def split_keys(text: str) -> tuple[str, ...]:
    """Return the action keys in a cell: one, or several with commas, semicolons or line ends between them."""
    return tuple(filter(None, (part.strip() for part in re.split(r"[,;\n]", text))))


def _proposals(register: GapRegister) -> dict[str, Proposal]:
    homes = finder_of(register)
    taken: dict[str, str] = {}
    found = {}
    for entry in register.entries:
        work = _work(entry)
        home = register.documents_by_id.get(homes.document(entry)) if work == "edit" else None
        if work == "edit" and home is None:
            work = "write"
        found[entry.requirement.id] = Proposal(_key(entry, work, home, taken), work, home)
    return found


def _work(entry: GapEntry) -> Work:
    if entry.verdict == "review":
        return "decide"
    return "ask" if entry.assessment.kind == "no-evidence" else "edit"


def _key(entry: GapEntry, work: Work, home: Document | None, taken: dict[str, str]) -> str:
    """Return a key people can read: letter, second-level clause, document."""
    parts = [LETTERS[work], ".".join(entry.requirement.clause.split(".")[:2])]
    if home is not None:
        parts.append(re.sub(r"[\s,;]+", "-", home.code or home.id)[:KEY_LENGTH].strip("-"))
    key, owner = "-".join(parts), home.id if home else ""
    number, candidate = 2, key
    # Two documents may carry one code.
    while taken.setdefault(words.folded(candidate), owner) != owner:
        candidate, number = f"{key}-{number}", number + 1
    return candidate


def _wave(entry: GapEntry) -> int:
    return entry.requirement.wave or UNPLANNED


def _urgency(entry: GapEntry) -> tuple[int, int]:
    return SEVERITIES.index(entry.requirement.severity), WEAKEST_FIRST.index(entry.verdict)


def _step(row: Planned) -> tuple[bool, bool, int, int, int, int, str]:
    """Return the place of an action: by wave, then what is quick, severe and closes much; what is closed comes last."""
    severity = SEVERITIES.index(row.severity) if row.severity else len(SEVERITIES)
    nothing_left = not row.open and not (row.said and not row.entries)
    return row.status in CLOSED, nothing_left, row.wave, row.difficulty, severity, -len(row.open), row.key


def overdue(rows: Iterable[Planned], today: str) -> Sequence[Planned]:
    """Return the actions whose day is past, the oldest first."""
    late = [row for row in rows if row.overdue(today)]
    return sorted(late, key=lambda row: (row.said.due if row.said else "", row.key))
