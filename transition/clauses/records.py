"""A pack as plain texts: for workbooks and CSV files, and back from them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from transition.clauses.about import ABOUT, About
from transition.clauses.csvfiles import write_csv
from transition.clauses.sources import Tables
from transition.clauses.tables import TABLES, Table, choices
from transition.errors import PackError
from transition.model import ClausePack

Sheets = Mapping[str, Sequence[Sequence[str]]]
"""Name of a sheet → its rows, the first of which holds the heads."""

SETTINGS = "pack"
_HEADS = ("setting", "value")
_LISTS = frozenset(name for name, field in About.model_fields.items() if field.annotation == list[str])
_FLAGS = frozenset(name for name, field in About.model_fields.items() if field.annotation is bool)


def sheet_name(table: Table, language: str) -> str:
    """Return what a file's sheet is called: "clauses", "clauses.vi"."""
    name = table.name.removesuffix(".csv")
    return f"{name}.{language}" if table.spoken else name


def to_sheets(tables: Tables) -> dict[str, list[list[str]]]:
    """Return every file of a pack as a sheet, overlays laid into it, and its settings as the first."""
    sheets = {SETTINGS: [list(_HEADS), *_settings_rows(tables.source.about)]}
    for table, language in _files(tables.source.about.languages):
        rows = tables.rows.get(table.place(language), ())
        cells = [[str(getattr(row, column)) for column in table.columns] for row in rows]
        sheets[sheet_name(table, language)] = [list(table.columns), *cells]
    return sheets


def cell_choices(languages: Sequence[str]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the only values a column may hold, by sheet and head, for the columns that are not free."""
    found = {}
    for table, language in _files(languages):
        for column in table.columns:
            if allowed := choices(table, column):
                found[sheet_name(table, language), column] = allowed
    return found


def write_sheets(sheets: Sheets, folder: Path) -> None:
    """Write sheets into an empty or new folder as a pack; what stands in the cells is checked when it is loaded."""
    refuse_used(folder)
    settings = _settings(sheets.get(SETTINGS, ()))
    languages = [str(language) for language in _as_list(settings.get("languages"))]
    wanted = [(table, language, sheet_name(table, language)) for table, language in _files(languages)]
    missing = [name for table, _, name in wanted if name not in sheets and not table.optional]
    if missing or not languages:
        raise PackError("pack-sheets", missing=", ".join(missing) or f"{SETTINGS}: languages")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ABOUT).write_text(to_toml(settings), encoding="utf-8", newline="\n")
    for table, language, name in wanted:
        heads, *rows = sheets.get(name) or [list(table.columns)]
        if rows or not table.optional:
            write_csv(folder / table.place(language), heads, rows)


def foreign_sheets(sheets: Sheets) -> tuple[str, ...]:
    """Return the names of the sheets that belong to no file of a pack."""
    languages = [str(language) for language in _as_list(_settings(sheets.get(SETTINGS, ())).get("languages"))]
    known = {SETTINGS, *(sheet_name(table, language) for table, language in _files(languages))}
    return tuple(name for name in sheets if name not in known)


def refuse_used(folder: Path) -> None:
    """Raise ``PackError`` where a folder holds something already: nobody's work is overwritten."""
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise PackError("pack-folder-used", folder=folder)


def new_pack(tables: Tables, folder: Path) -> None:
    """Write a copy of a pack, named after its new folder, with all its rows in files of its own."""
    sheets = to_sheets(tables)
    heads, *rows = sheets[SETTINGS]
    sheets[SETTINGS] = [heads, *([name, folder.name if name == "name" else value] for name, value in rows)]
    write_sheets(sheets, folder)


def new_overlay(tables: Tables, below: str, folder: Path) -> None:
    """Write the start of an overlay: a ``pack.toml`` that names the pack below, and empty files for own rows.

    ``below`` is the name of a shipped pack or the path of a folder.
    """
    refuse_used(folder)
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"extends": below, "name": folder.name, "version": tables.source.about.version}
    (folder / ABOUT).write_text(to_toml(settings), encoding="utf-8", newline="\n")
    for table, language in _files(tables.source.about.languages):
        if table.about == "requirements.csv" or table.name == "requirements.csv":
            write_csv(folder / table.place(language), table.columns, ())


def crosswalk(pack: ClausePack) -> list[list[str]]:
    """Return the clause map as one flat table: a row a pair, with the titles and reasons in each language."""
    titles = {(c.edition, c.number): c.titles for c in pack.clauses}
    texts = [f"{name}_{language}" for language in pack.languages for name in ("old_title", "new_title", "rationale")]
    heads = ["from_edition", "to_edition", "old", "new", "relation", "change", "strength", "certainty", "source"]
    rows = [[*heads, "symmetric", *texts]]
    for c in pack.correspondence:
        row = [c.from_edition, c.to_edition, c.old, c.new, c.relation, c.change, str(c.strength), c.certainty, c.source]
        row.append("yes" if c.symmetric else "no")
        for language in pack.languages:
            row.append(titles.get((pack.from_edition, c.old), {}).get(language, ""))
            row.append(titles.get((pack.to_edition, c.new), {}).get(language, ""))
            row.append(c.rationale.get(language, ""))
        rows.append(row)
    return rows


def write_crosswalk(pack: ClausePack, file: Path) -> None:
    """Write the clause map as one CSV file."""
    heads, *rows = crosswalk(pack)
    write_csv(file, heads, rows)


def to_toml(settings: Mapping[str, object]) -> str:
    """Return settings as the text of a ``pack.toml``."""
    plain = [f"{key} = {_toml(value)}" for key, value in settings.items() if not isinstance(value, Mapping)]
    for key, value in settings.items():
        if isinstance(value, Mapping):
            plain += ["", f"[{key}]", *(f"{name} = {_toml(text)}" for name, text in value.items())]
    return "\n".join(plain) + "\n"


def _toml(value: object) -> str:
    # Texts, flags and lists of texts are written in TOML as in JSON.
    return json.dumps(value, ensure_ascii=False)


def _files(languages: Sequence[str]) -> list[tuple[Table, str]]:
    return [(table, language) for table in TABLES for language in (languages if table.spoken else ("",))]


def _settings_rows(about: About) -> list[list[str]]:
    rows: list[list[str]] = []
    for name, value in about.model_dump(exclude={"extends", "borrows"}).items():
        if isinstance(value, dict):
            rows += [[f"{name}.{language}", text] for language, text in value.items()]
        elif isinstance(value, list):
            rows.append([name, "\n".join(value)])
        else:
            rows.append([name, ("yes" if value else "no") if isinstance(value, bool) else str(value)])
    return rows


def _settings(rows: Sequence[Sequence[str]]) -> dict[str, object]:
    """Return the settings that stand in a sheet, as ``pack.toml`` holds them."""
    settings: dict[str, object] = {}
    for name, value, *_ in (row for row in rows[1:] if len(row) >= len(_HEADS) and row[0].strip()):
        table, _, language = name.strip().partition(".")
        if language:
            known = settings.setdefault(table, {})
            if isinstance(known, dict):
                known[language] = value.strip()
        elif table in _LISTS:
            settings[table] = [line.strip() for line in value.splitlines() if line.strip()]
        elif table in _FLAGS:
            settings[table] = value.strip().casefold() in ("yes", "true", "1")
        else:
            settings[table] = value.strip()
    return settings


def _as_list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []
