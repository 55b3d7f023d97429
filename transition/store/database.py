"""The database of a project: every change people made, in the order they came in, and nothing is ever taken out.

What stands now is the sum of the changes, so history and present cannot disagree. An entry is either there whole or
not at all, whatever instant the program or the machine stops at.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import sqlalchemy as sql
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from transition.errors import InputError
from transition.model import Change, Subject
from transition.store.backup import BACKUP, parse, render, write_whole

DATABASE = "decisions.sqlite"
_SECONDS = 10
_schema = sql.MetaData()
_about = sql.Table(
    "about",
    _schema,
    sql.Column("name", sql.String, primary_key=True),
    sql.Column("value", sql.String, nullable=False),
)
_changes = sql.Table(
    "changes",
    _schema,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=True),
    *(
        sql.Column(name, sql.String, nullable=False)
        for name in ("kind", "key", "edition", "field", "old", "new", "who", "day", "why", "way")
    ),
)
_taken = sql.Table(
    "taken",
    _schema,
    sql.Column("sha256", sql.String, primary_key=True),
    sql.Column("file", sql.String, nullable=False),
    sql.Column("day", sql.String, nullable=False),
)
_findings = sql.Table(
    "findings",
    _schema,
    sql.Column("requirement", sql.String, primary_key=True),
    sql.Column("verdict", sql.String, nullable=False),
    sql.Column("stamp", sql.String, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the program found about one requirement in the last run."""

    requirement: str
    verdict: str
    stamp: str


def _first(connection: sql.Connection) -> None:
    _schema.create_all(connection)
    for deed in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER changes_stay_{deed.lower()} BEFORE {deed} ON changes "
            "BEGIN SELECT RAISE(ABORT, 'the history is only ever added to'); END"
        )


UPGRADES: tuple[Callable[[sql.Connection], None], ...] = (_first,)
"""The step number n brings a store of version n to version n + 1; a step is never changed once it was shipped."""


class Store:
    """The history of one project. Writing is for those who hold the project's lock."""

    def __init__(self, folder: Path) -> None:
        """Open the store in ``folder``, made or brought up to date where needed.

        A new one takes over what a backup beside it holds. ``InputError`` where the file is damaged, in use, or of a
        newer program.
        """
        self._folder = folder
        self._engine = _engine(folder / DATABASE)
        try:
            with self._faults():
                self._bring_up_to_date()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def history(self) -> tuple[Change, ...]:
        """Return every change, the oldest first."""
        with self._faults(), self._engine.begin() as connection:
            return _history(connection)

    def taken(self) -> Mapping[str, str]:
        """Return the hashes of the files that were taken over, and when."""
        with self._faults(), self._engine.begin() as connection:
            return {row.sha256: row.day for row in connection.execute(sql.select(_taken))}

    def findings(self) -> tuple[Finding, ...]:
        """Return what the last run found, in no order people would expect."""
        with self._faults(), self._engine.begin() as connection:
            rows = connection.execute(sql.select(_findings).order_by(_findings.c.requirement))
            return tuple(Finding(row.requirement, row.verdict, row.stamp) for row in rows)

    def note(self, name: str) -> str:
        """Return a fact kept under a name, or ""."""
        with self._faults(), self._engine.begin() as connection:
            return _note(connection, name)

    def append(self, changes: Iterable[Change], files: Mapping[str, str] | None = None, day: str = "") -> None:
        """Add ``changes`` and the hashes of the ``files`` (hash → name) they came from, all or none of them.

        The backup follows; where the program is stopped in between, the next one to write puts it right.
        """
        with self._faults(), self._engine.begin() as connection:
            _insert(connection, _changes, [_row(change) for change in changes])
            known = set(connection.execute(sql.select(_taken.c.sha256)).scalars())
            new = [{"sha256": h, "file": name, "day": day} for h, name in (files or {}).items() if h not in known]
            _insert(connection, _taken, new)
        self.write_backup()

    def write_backup(self) -> None:
        """Write the readable copy beside the store, where it does not say the same already."""
        write_whole(self.backup, render(self.history()))

    @property
    def backup(self) -> Path:
        """The readable copy of the history."""
        return self._folder / BACKUP

    def keep_findings(self, findings: Sequence[Finding], notes: Mapping[str, str]) -> None:
        """Keep what a run found, in the place of the run before, with facts about it."""
        rows = [{"requirement": f.requirement, "verdict": f.verdict, "stamp": f.stamp} for f in findings]
        with self._faults(), self._engine.begin() as connection:
            connection.execute(sql.delete(_findings))
            _insert(connection, _findings, rows)
            for name, value in notes.items():
                _keep_note(connection, name, value)

    def _bring_up_to_date(self) -> None:
        with self._engine.begin() as connection:
            version = _version(connection)
        if version > len(UPGRADES):
            raise InputError("store-newer", file=DATABASE, version=version, known=len(UPGRADES))
        if version == len(UPGRADES):
            return
        if version:
            shutil.copy2(self._folder / DATABASE, self._folder / f"{DATABASE}.v{version}")
        with self._engine.begin() as connection:
            # Another program may have done it since.
            version = _version(connection)
            for step in UPGRADES[version:]:
                step(connection)
            if version == 0 and self.backup.is_file():
                kept = parse(self.backup.read_text(encoding="utf-8"), BACKUP)
                _insert(connection, _changes, [_row(change) for line in kept for change in line.changes])
            _keep_note(connection, "version", str(len(UPGRADES)))

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Tell what a damaged or busy file makes the database say."""
        try:
            yield
        except OperationalError as fault:
            if "locked" in str(fault.orig):
                raise InputError("project-in-use", folder=self._folder) from None
            raise InputError("project-not-writable", folder=self._folder, fault=fault.orig) from None
        except IntegrityError:
            raise  # what was to be written is wrong, not the file
        except DatabaseError as fault:
            raise InputError("store-damaged", file=DATABASE, fault=fault.orig, backup=BACKUP) from None


def _engine(file: Path) -> sql.Engine:
    url = sql.URL.create("sqlite", database=str(file))
    engine = sql.create_engine(url, poolclass=sql.NullPool, connect_args={"timeout": _SECONDS})

    @sql.event.listens_for(engine, "connect")
    def _connect(connection: Any, _: object) -> None:
        # Transactions are begun by us, so that making tables belongs to them too.
        connection.isolation_level = None
        connection.execute("PRAGMA synchronous = FULL")

    @sql.event.listens_for(engine, "begin")
    def _begin(connection: sql.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _version(connection: sql.Connection) -> int:
    if not sql.inspect(connection).has_table(_about.name):
        return 0
    return int(_note(connection, "version") or 0)


def _note(connection: sql.Connection, name: str) -> str:
    found = connection.execute(sql.select(_about.c.value).where(_about.c.name == name)).scalar()
    return str(found or "")


def _keep_note(connection: sql.Connection, name: str, value: str) -> None:
    connection.execute(sql.delete(_about).where(_about.c.name == name))
    connection.execute(sql.insert(_about).values(name=name, value=value))


def _insert(connection: sql.Connection, table: sql.Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(sql.insert(table), rows)


def _history(connection: sql.Connection) -> tuple[Change, ...]:
    rows = connection.execute(sql.select(_changes).order_by(_changes.c.number))
    return tuple(
        Change(Subject(r.kind, r.key, r.edition), r.field, r.old, r.new, r.who, r.day, r.why, r.way) for r in rows
    )


def _row(change: Change) -> dict[str, str]:
    about = change.subject
    return {
        "kind": about.kind,
        "key": about.key,
        "edition": about.edition,
        "field": change.field,
        "old": change.old,
        "new": change.new,
        "who": change.who,
        "day": change.when,
        "why": change.why,
        "way": change.way,
    }
