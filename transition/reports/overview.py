"""What leadership wants to see first, counted from a register: plain records, ready for a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from transition.model import VERDICTS, Clause, GapEntry, GapRegister, VerdictName
from transition.reports import words

WEAKEST_FIRST: tuple[VerdictName, ...] = ("gap", "review", "partial", "met", "not-applicable")
SEVERITIES: tuple[str, ...] = ("major-risk", "minor-risk", "none")
PRIORITIES: tuple[str, ...] = ("high", "medium", "low")
UNPLANNED = 99
ACTIONS_SHOWN = 3
WHERE_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements have which verdict, and how many open ones are of high severity."""

    counts: Mapping[VerdictName, int]
    high: int

    @property
    def total(self) -> int:
        """All requirements counted."""
        return sum(self.counts.values())

    @property
    def open(self) -> int:
        """Those with something left to do or to decide."""
        return self.counts["gap"] + self.counts["partial"] + self.counts["review"]

    @property
    def weakest(self) -> VerdictName | None:
        """The weakest verdict among them: a parent is as weak as its weakest child."""
        return next((verdict for verdict in WEAKEST_FIRST if self.counts[verdict]), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of tallies."""

    key: str
    title: str
    level: int
    tally: Tally


@dataclass(frozen=True, slots=True)
class ToClose:
    """One open clause among the first things to close, with its open entries, the most severe first."""

    clause: str
    title: str
    severity: str
    wave: int
    entries: tuple[GapEntry, ...]
    actions: tuple[str, ...]

    @property
    def high(self) -> int:
        """How many of the entries are of high severity."""
        return sum(e.requirement.severity == SEVERITIES[0] for e in self.entries)


def tally(entries: Iterable[GapEntry]) -> Tally:
    """Count entries by the verdict in force."""
    listed = list(entries)
    found = Counter(e.verdict for e in listed)
    high = sum(e.open and e.requirement.severity == SEVERITIES[0] for e in listed)
    return Tally({verdict: found[verdict] for verdict in VERDICTS}, high)


def gap_kinds(entries: Iterable[GapEntry]) -> dict[str, int]:
    """Count gaps and partly met requirements by kind; ``undecided`` are those a person called so without a kind."""
    found = Counter(e.kind or "undecided" for e in entries if e.verdict in ("gap", "partial"))
    kinds = {kind: found[kind] for kind in ("document", "content", "no-evidence")}
    return {**kinds, "undecided": found["undecided"]} if found["undecided"] else kinds


def clause_titles(register: GapRegister, language: str) -> dict[str, str]:
    """Return the titles of the newer edition's clauses by number."""
    pack = register.pack
    return {c.number: words.texts(c.titles, language) for c in pack.clauses_of(pack.to_edition)}


def full_titles(register: GapRegister, language: str) -> dict[str, str]:
    """Return titles that can stand alone: one that is empty or that other clauses share is led by its parent's."""
    titles = clause_titles(register, language)
    paths = clause_path(register)
    required = {step for e in register.entries for step in paths.get(e.requirement.clause, ())}
    often = Counter(title for number, title in titles.items() if number in required)
    full = {}
    for number, path in paths.items():
        above = titles.get(path[-2], "") if len(path) > 1 else ""
        own = titles[number]
        shared = not own or often[own] > 1
        full[number] = ": ".join(filter(None, (above, own))) if shared and above != own else own
    return full


def clause_path(register: GapRegister) -> dict[str, tuple[str, ...]]:
    """Return for each clause of the newer edition its line of parents and itself, outermost first."""
    clauses: dict[str, Clause] = {c.number: c for c in register.pack.clauses_of(register.pack.to_edition)}

    def path(number: str) -> tuple[str, ...]:
        parent = clauses[number].parent if number in clauses else ""
        return (*path(parent), number) if parent and parent != number else (number,)

    return {number: path(number) for number in clauses}


def by_top_clause(register: GapRegister) -> dict[str, list[GapEntry]]:
    """Return the entries under their outermost clause, in the order of the register."""
    paths = clause_path(register)
    return _grouped(register.entries, lambda e: paths.get(e.requirement.clause, (e.requirement.clause,))[0])


def clause_rows(register: GapRegister, language: str) -> tuple[Row, ...]:
    """Return a row for each outermost clause followed by rows for the clauses directly below it."""
    paths = clause_path(register)
    titles = clause_titles(register, language)
    rows: list[Row] = []
    for top, entries in by_top_clause(register).items():
        rows.append(Row(top, titles.get(top, ""), 1, tally(entries)))
        below = _grouped(entries, lambda e: paths.get(e.requirement.clause, (e.requirement.clause,))[:2][-1])
        rows += [Row(n, titles.get(n, ""), 2, tally(some)) for n, some in below.items() if n != top]
    return tuple(rows)


def first_to_close(register: GapRegister, language: str) -> tuple[ToClose, ...]:
    """Return every open clause, the most severe first, then by wave, weakness and the order of the pack."""
    titles = full_titles(register, language)
    items = []
    for clause, entries in _grouped(register.open, lambda e: e.requirement.clause).items():
        ranked = tuple(sorted(entries, key=_rank))
        lead = ranked[0].requirement
        actions = dict.fromkeys(filter(None, (words.action(e, language) for e in ranked)))
        items.append(
            ToClose(clause, titles.get(clause, ""), lead.severity, lead.wave, ranked, tuple(actions)[:ACTIONS_SHOWN])
        )
    return tuple(sorted(items, key=lambda item: _rank(item.entries[0])))


def confirmed(register: GapRegister) -> int:
    """Return how many verdicts a person gave."""
    return sum(e.decision is not None and e.decision.verdict is not None for e in register.entries)


def where(register: GapRegister, entries: Sequence[GapEntry]) -> tuple[str, ...]:
    """Return the second-level clauses with most open entries, in the order of the pack where equal."""
    paths = clause_path(register)
    found = Counter(paths.get(e.requirement.clause, (e.requirement.clause,))[:2][-1] for e in entries if e.open)
    return tuple(number for number, _ in found.most_common(WHERE_SHOWN))


def _rank(entry: GapEntry) -> tuple[int, int, int]:
    return urgency(entry), _wave(entry), WEAKEST_FIRST.index(entry.verdict)


def urgency(entry: GapEntry) -> int:
    """Return the place of an entry's severity; a priority that a person typed stands in for the estimate."""
    typed = words.code("priorities", entry.decision.priority) if entry.decision else ""
    return PRIORITIES.index(typed) if typed in PRIORITIES else SEVERITIES.index(entry.requirement.severity)


def _wave(entry: GapEntry) -> int:
    return entry.requirement.wave or UNPLANNED


def _grouped(entries: Iterable[GapEntry], key: Callable[[GapEntry], str]) -> dict[str, list[GapEntry]]:
    groups: dict[str, list[GapEntry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return groups
