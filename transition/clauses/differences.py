"""What two packs do not share, row by row and cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from transition.clauses.about import ABOUT
from transition.clauses.sources import KEY, Tables
from transition.clauses.tables import TABLES, Table, TableRow
from transition.errors import PackError

_WHERE = frozenset({"name", "extends", "borrows"})
"""Settings that say what a pack is called and where its rows are stored, not what it says."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row only one pack has, or a cell that differs; ``column`` is empty for whole rows."""

    file: str
    key: str
    kind: Literal["added", "removed", "changed"]
    column: str = ""
    old: str = ""
    new: str = ""

    @property
    def lines(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines of the cell only the old pack has, and those only the new one has."""
        old, new = self.old.splitlines(), self.new.splitlines()
        return tuple(x for x in old if x not in new), tuple(x for x in new if x not in old)


def differences(old: Tables, new: Tables) -> list[Difference]:
    """Return what changed from one pack to another, file by file in the order of a pack.

    ``PackError`` where they lead from or to other editions: then no row of one has a like in the other.
    """
    before, after = old.source.about, new.source.about
    if (before.from_edition, before.to_edition) != (after.from_edition, after.to_edition):
        editions = {
            f"{side}_{end}": getattr(a, f"{end}_edition")
            for side, a in (("old", before), ("new", after))
            for end in ("from", "to")
        }
        raise PackError("pack-other-editions", old=before.name, new=after.name, **editions)
    found = list(_settings(old, new))
    languages = dict.fromkeys([*old.source.about.languages, *new.source.about.languages])
    for table in TABLES:
        for language in languages if table.spoken else ("",):
            found += _rows(table, table.place(language), old, new)
    return found


def _settings(old: Tables, new: Tables) -> Iterator[Difference]:
    before, after = old.source.about.model_dump(), new.source.about.model_dump()
    for name in before:
        if name not in _WHERE and before[name] != after[name]:
            yield Difference(ABOUT, name, "changed", name, str(before[name]), str(after[name]))


def _rows(table: Table, place: str, old: Tables, new: Tables) -> Iterator[Difference]:
    before = {table.key_of(row): row for row in old.rows.get(place, ())}
    after = {table.key_of(row): row for row in new.rows.get(place, ())}
    for key, row in before.items():
        if key not in after:
            yield Difference(place, KEY.join(key), "removed")
        else:
            yield from _cells(table, place, KEY.join(key), row, after[key])
    yield from (Difference(place, KEY.join(key), "added") for key in after if key not in before)


def _cells(table: Table, place: str, key: str, before: TableRow, after: TableRow) -> Iterator[Difference]:
    for column in table.columns:
        old, new = str(getattr(before, column)), str(getattr(after, column))
        if old != new:
            yield Difference(place, key, "changed", column, old, new)
