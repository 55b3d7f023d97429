"""Where a pack lies: its folder, or an overlay and the folders it extends, read as one set of tables."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from transition.clauses.about import ABOUT, About, about_of, read_settings
from transition.clauses.reading import read_rows
from transition.clauses.tables import REMOVED, TABLES, RemovedRow, Row, Table, TableRow
from transition.errors import Fault, PackError

KEY = " | "
"""What stands between the parts of a key in messages and in ``remove.csv``."""


@dataclass(frozen=True, slots=True)
class Source:
    """The folders of a pack, the lowest first, what its ``pack.toml`` says, and the pack that lends it files."""

    folders: tuple[Path, ...]
    about: About
    lender: Path | None = None

    @property
    def sha256(self) -> str:
        """The fingerprint of every file the pack is made of."""
        total = hashlib.sha256()
        for folder in self.folders:
            for file in sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".toml")):
                total.update(file.relative_to(folder).as_posix().encode() + b"\0")
                total.update(file.read_bytes() + b"\0")
        for file in lent_files(self):
            total.update(file.read_bytes() + b"\0")
        return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of a pack by the path of their file ("clauses.csv", "vi/clauses.csv")."""

    source: Source
    rows: Mapping[str, Sequence[TableRow]]

    def of(self, model: type[Row], language: str = "") -> list[Row]:
        """Return the rows of one file, known by its model."""
        table = next(t for t in TABLES if t.model is model)
        return [row for row in self.rows.get(table.place(language), ()) if isinstance(row, model)]


def find_source(folder: Path, find: Callable[[str], Path]) -> Source:
    """Return the folders and settings of the pack in ``folder``; ``find`` turns the name of a pack into its folder."""
    folders: list[Path] = []
    settings: dict[str, object] = {}
    while True:
        if folder in folders:
            raise PackError("pack-extends-itself", (("extends-itself", {"value": folder.name}),), name=folder.name)
        folders.insert(0, folder)
        found = read_settings(folder)
        settings = {**found, **settings}
        below = str(found.get("extends", ""))
        if not below:
            break
        folder = _named(folder, below, find)
    if len(folders) > 1:
        settings["name"] = read_settings(folders[-1]).get("name", folders[-1].name)
    about = about_of(settings, folders)
    lender = _named(folders[0], about.borrows, find) if about.borrows else None
    return Source(tuple(folders), about, lender)


def _named(folder: Path, name: str, find: Callable[[str], Path]) -> Path:
    """Return the folder of another pack, named by its path from ``folder`` or by its name."""
    beside = (folder / name).resolve()
    return beside if (beside / ABOUT).is_file() else find(name).resolve()


def lent_files(source: Source) -> list[Path]:
    """Return the files of the lender that the pack reads as well."""
    if source.lender is None:
        return []
    places = [t.place(lang) for t in TABLES if t.lent for lang in (source.about.languages if t.spoken else ("",))]
    return [source.lender / place for place in places]


def read_tables(source: Source) -> Tables:
    """Return all rows of a pack; ``PackError`` holds the faults of every file that has some."""
    rows: dict[str, Sequence[TableRow]] = {}
    errors: list[PackError] = []
    removals = _removals(source)
    used: set[Removal] = set()
    for table in TABLES:
        for language in source.about.languages if table.spoken else ("",):
            try:
                rows[table.place(language)] = _layered(source, table, language, removals, used)
            except PackError as error:
                errors.append(error)
    idle = [("remove-nothing", {"file": r.file, "key": KEY.join(r.key)}) for r in removals if r not in used]
    if idle and not errors:
        errors.append(PackError("pack-unsound", tuple(idle), name=source.about.name, count=len(idle)))
    if not errors:
        return Tables(source, rows)
    if len(errors) == 1:
        raise errors[0]
    faults = tuple(fault for error in errors for fault in error.faults)
    raise PackError("pack-unsound", faults, name=source.about.name, count=len(faults))


@dataclass(frozen=True, slots=True)
class Removal:
    """A row, or all rows whose key begins so, that the overlay in ``folder`` takes away."""

    folder: Path
    file: str
    key: tuple[str, ...]

    def concerns(self, table: Table, language: str) -> bool:
        """Return whether it takes rows from this file: the one it names, or one that details it."""
        return self.file in (table.place(language), table.name, table.about, table.within)

    def takes(self, key: tuple[str, ...]) -> bool:
        """Return whether it takes the row with this key."""
        return key[: len(self.key)] == self.key


def _removals(source: Source) -> list[Removal]:
    """Return what the overlays take away."""
    found = []
    for folder in source.folders[1:]:
        for row in read_rows(folder, REMOVED) or ():
            if isinstance(row, RemovedRow):
                key = tuple(part.strip() for part in row.key.split(KEY.strip()))
                found.append(Removal(folder, row.file, key))
    return found


def _layered(
    source: Source, table: Table, language: str, removals: Sequence[Removal], used: set[Removal]
) -> list[TableRow]:
    """Return the rows of one file: those of the lowest folder, changed by each folder above it.

    ``used`` takes up the removals that found something to remove.
    """
    rows = _lowest(source, table, language)
    for folder in source.folders[1:]:
        for removal in removals:
            if removal.folder == folder and removal.concerns(table, language):
                kept = [row for row in rows if not removal.takes(table.key_of(row))]
                used |= {removal} if len(kept) < len(rows) else set()
                rows = kept
        if (folder / table.place(language)).is_file():
            rows = _laid_over(rows, read_rows(folder, table, language) or (), table)
    return rows


def _lowest(source: Source, table: Table, language: str) -> list[TableRow]:
    """Return the rows of the lowest folder, laid over those another pack lends.

    What belongs to no edition is lent whole; of the clauses, those of an edition both packs know.
    """
    own = source.folders[0]
    if source.lender is None or not table.lent:
        return read_rows(own, table, language) or []
    lent = read_rows(source.lender, table, language) or []
    editions = (source.about.from_edition, source.about.to_edition)
    lent = [row for row in lent if getattr(row, "edition", editions[0]) in editions]
    here = (own / table.place(language)).is_file()
    return _laid_over(lent, read_rows(own, table, language) or (), table) if here else lent


def _laid_over(rows: Sequence[TableRow], above: Iterable[TableRow], table: Table) -> list[TableRow]:
    """Return ``rows`` where rows of ``above`` replace those of the same key and new ones stand by their like."""
    merged = list(rows)
    places = {table.key_of(row): number for number, row in enumerate(merged)}
    added = []
    for row in above:
        place = places.get(table.key_of(row))
        if place is None:
            added.append(row)
        else:
            merged[place] = row
    for row in added:
        merged.insert(_place(merged, row, table), row)
    return merged


def _place(rows: Sequence[TableRow], row: TableRow, table: Table) -> int:
    """Return where a new row belongs: after the last row with the same values in the columns ``near``."""
    wanted = [getattr(row, column) for column in table.near]
    if not wanted:
        return len(rows)
    like = (n for n in range(len(rows), 0, -1) if [getattr(rows[n - 1], c) for c in table.near] == wanted)
    return next(like, len(rows))


def orphans(tables: Tables) -> list[Fault]:
    """Return a fault for each row that details a row which does not exist."""
    found: list[Fault] = []
    for table in TABLES:
        if not table.about:
            continue
        main = next(t for t in TABLES if t.name == table.about and not t.spoken)
        known = {main.key_of(row) for row in tables.rows[main.name]}
        inner = _keys_within(tables, table)
        for language in tables.source.about.languages:
            for row in tables.rows.get(table.place(language), ()):
                key = table.key_of(row)
                lacks = main.name if key[: len(main.key)] not in known else table.within if key not in inner else ""
                if lacks:
                    found.append(("orphan", {"file": table.place(language), "key": KEY.join(key), "main": lacks}))
    return found


def _keys_within(tables: Tables, table: Table) -> set[tuple[str, ...]]:
    """Return the keys, in any language, of the file of which each row of ``table`` details one."""
    return {
        within.key_of(row)
        for within in TABLES
        if within.name == table.within
        for language in tables.source.about.languages
        for row in tables.rows.get(within.place(language), ())
    }
