"""Where a pack lies: its folder, or an overlay and the folders it extends, read as one set of tables."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transition.clauses.reading import Fault, read_rows
from transition.clauses.tables import REMOVED, TABLES, RemovedRow, Row, Table, TableRow
from transition.errors import PackError

ABOUT = "pack.toml"
KEY = " | "
"""What stands between the parts of a key in messages and in ``remove.csv``."""


class About(BaseModel):
    """``pack.toml``, that of an overlay laid over those it extends."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    from_edition: str
    to_edition: str
    languages: list[str] = Field(min_length=1)
    standards: list[str] = Field(min_length=1)
    title: dict[str, str]
    complete: bool = False
    notice: dict[str, str] = {}
    extends: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """The folders of a pack, the lowest first, and what its ``pack.toml`` says."""

    folders: tuple[Path, ...]
    about: About

    @property
    def sha256(self) -> str:
        """The fingerprint of every file the pack is made of."""
        total = hashlib.sha256()
        for folder in self.folders:
            for file in sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".toml")):
                total.update(file.relative_to(folder).as_posix().encode() + b"\0")
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
        found = _settings(folder)
        settings = {**found, **settings}
        below = str(found.get("extends", ""))
        if not below:
            break
        beside = (folder / below).resolve()
        folder = beside if (beside / ABOUT).is_file() else find(below).resolve()
    if len(folders) > 1:
        settings["name"] = _settings(folders[-1]).get("name", folders[-1].name)
    return Source(tuple(folders), _about(settings))


def read_tables(source: Source) -> Tables:
    """Return all rows of a pack; ``PackError`` holds the faults of every file that has some."""
    rows: dict[str, Sequence[TableRow]] = {}
    errors: list[PackError] = []
    removed = _removed(source)
    for table in TABLES:
        for language in source.about.languages if table.spoken else ("",):
            try:
                rows[table.place(language)] = _layered(source.folders, table, language, removed)
            except PackError as error:
                errors.append(error)
    if not errors:
        return Tables(source, rows)
    if len(errors) == 1:
        raise errors[0]
    faults = tuple(fault for error in errors for fault in error.faults)
    raise PackError("pack-unsound", faults, name=source.about.name, count=len(faults))


def _settings(folder: Path) -> dict[str, object]:
    try:
        return tomllib.loads((folder / ABOUT).read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise PackError("pack-not-utf8", (("not-utf8", {"file": ABOUT}),), file=ABOUT) from None
    except tomllib.TOMLDecodeError as error:
        details = {"file": ABOUT, "fault": str(error)}
        raise PackError("pack-bad-toml", (("bad-toml", details),), **details) from None


def _about(settings: Mapping[str, object]) -> About:
    missing = [name for name, field in About.model_fields.items() if field.is_required() and name not in settings]
    if missing:
        details = {"missing": ", ".join(missing)}
        raise PackError("pack-about", (("about", details),), **details)
    try:
        return About.model_validate(settings)
    except ValidationError as error:
        fault = error.errors()[0]
        details = {"name": ".".join(map(str, fault["loc"])), "known": ", ".join(About.model_fields)}
        code = "about-unknown" if fault["type"] == "extra_forbidden" else "about-value"
        raise PackError(f"pack-{code}", ((code, details),), **details) from None


Removed = Mapping[str, Mapping[tuple[str, ...], str]]


def _removed(source: Source) -> list[tuple[Path, RemovedRow]]:
    """Return what the overlays take away, each with the folder that says so."""
    found = []
    for folder in source.folders[1:]:
        found += [(folder, row) for row in read_rows(folder, REMOVED) or () if isinstance(row, RemovedRow)]
    return found


def _layered(
    folders: Sequence[Path], table: Table, language: str, removed: Iterable[tuple[Path, RemovedRow]]
) -> list[TableRow]:
    """Return the rows of one file: those of the lowest folder, changed by each folder above it."""
    rows = read_rows(folders[0], table, language) or []
    for folder in folders[1:]:
        gone = [_key(row.key) for place, row in removed if place == folder and _concerns(row.file, table, language)]
        rows = [row for row in rows if not any(table.key_of(row)[: len(key)] == key for key in gone)]
        if (folder / table.place(language)).is_file():
            rows = _laid_over(rows, read_rows(folder, table, language) or (), table)
    return rows


def _key(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(KEY.strip()))


def _concerns(file: str, table: Table, language: str) -> bool:
    """Return whether taking a row from ``file`` takes rows from this one: itself, or the file it details."""
    return file in (table.place(language), table.name, table.about)


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
        for language in tables.source.about.languages:
            for row in tables.rows.get(table.place(language), ()):
                key = table.key_of(row)
                if key[: len(main.key)] not in known:
                    details = {"file": table.place(language), "key": KEY.join(key), "main": main.name}
                    found.append(("orphan", details))
    return found
