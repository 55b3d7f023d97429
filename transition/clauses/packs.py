"""Finding a clause pack and loading it."""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from transition.clauses import tables
from transition.clauses.rules import check_pack
from transition.errors import PackError
from transition.model import Clause, ClausePack, Condition, Correspondence, Element, Guard, Requirement, Term
from transition.text.cues import split_cues

DEFAULT_PACK = "iso9001-2008-2015"


def maps_folder() -> Path:
    """Return the folder of the shipped packs: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_clause_maps"
    return installed if installed.is_dir() else package.parent / "clause_maps"


def available_packs() -> tuple[str, ...]:
    """Return the names of the shipped packs."""
    return tuple(sorted(p.parent.name for p in maps_folder().glob("*/pack.toml")))


def pack_folder(name: str | Path) -> Path:
    """Return the folder of a pack, by name or by path; ``PackError`` if there is none."""
    for folder in (Path(name), maps_folder() / str(name)):
        if (folder / "pack.toml").is_file():
            return folder
    raise PackError("pack-not-found", name=str(name), available=", ".join(available_packs()))


def load_pack(name: str | Path = DEFAULT_PACK) -> ClausePack:
    """Return the pack ``name`` (a shipped one or a folder), loaded and checked; ``PackError`` says what is wrong."""
    return _load(pack_folder(name).resolve())


@cache
def _load(folder: Path) -> ClausePack:
    try:
        about = tomllib.loads((folder / "pack.toml").read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        raise PackError("pack-bad-toml", file="pack.toml", fault=str(error)) from None
    missing = [
        k
        for k in ("name", "version", "from_edition", "to_edition", "languages", "standards", "title")
        if k not in about
    ]
    if missing:
        raise PackError("pack-about", missing=", ".join(missing))
    languages = tuple(about["languages"])
    pack = ClausePack(
        name=about["name"],
        version=about["version"],
        sha256=_fingerprint(folder),
        from_edition=about["from_edition"],
        to_edition=about["to_edition"],
        complete=bool(about.get("complete", False)),
        languages=languages,
        titles=dict(about["title"]),
        notice=dict(about.get("notice", {})),
        standards=tuple(sorted(about["standards"], key=lambda s: (-len(s), s))),
        clauses=_clauses(folder, languages),
        requirements=_requirements(folder, languages),
        correspondence=_correspondence(folder, languages),
        conditions=_conditions(folder, languages),
        terms=_terms(folder, languages),
        guards=_guards(folder, languages),
        vocabulary=_vocabulary(folder, languages),
    )
    check_pack(pack)
    return pack


def _fingerprint(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(p for p in folder.rglob("*") if p.suffix in (".csv", ".toml")):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        total.update(file.read_bytes() + b"\0")
    return total.hexdigest()


def _lines(cell: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in cell.splitlines() if line.strip())


def _list(cell: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in cell.split(";") if item.strip())


Key = tuple[str, ...]
TextsByKey = Mapping[Key, Mapping[str, Any]]


def _texts(
    folder: Path, languages: Sequence[str], name: str, model: type[tables.Row], key: Sequence[str]
) -> TextsByKey:
    """Return key → language → row for one file kept per language."""
    found: dict[Key, dict[str, Any]] = defaultdict(dict)
    for language in languages:
        for row in tables.read_table(folder / language / name, model):
            found[tuple(getattr(row, k) for k in key)][language] = row
    return found


def _pick(rows: Mapping[str, Any], column: str) -> dict[str, str]:
    return {language: getattr(row, column) for language, row in rows.items() if getattr(row, column)}


def _each(rows: Mapping[str, Any], column: str, split: Any = _lines) -> dict[str, tuple[str, ...]]:
    return {language: split(getattr(row, column)) for language, row in rows.items()}


def _clauses(folder: Path, languages: Sequence[str]) -> tuple[Clause, ...]:
    texts = _texts(folder, languages, "clauses.csv", tables.ClauseText, ("edition", "number"))
    return tuple(
        Clause(
            row.edition,
            row.number,
            _pick(texts.get((row.edition, row.number), {}), "title"),
            _each(texts.get((row.edition, row.number), {}), "variants"),
            row.parent,
            row.level,
            row.carries_requirements == "yes",
            _each(texts.get((row.edition, row.number), {}), "terms"),
        )
        for row in tables.read_table(folder / "clauses.csv", tables.ClauseRow)
    )


def _elements(folder: Path, languages: Sequence[str]) -> Mapping[Key, tuple[Element, ...]]:
    texts = _texts(folder, languages, "elements.csv", tables.ElementText, ("edition", "requirement", "element"))
    found: dict[Key, list[Element]] = defaultdict(list)
    for (edition, requirement, element), rows in texts.items():
        found[edition, requirement].append(
            Element(
                element,
                _pick(rows, "label"),
                _each(rows, "cues", split_cues),
                _each(rows, "hits"),
                _each(rows, "misses"),
            )
        )
    return {key: tuple(elements) for key, elements in found.items()}


def _requirements(folder: Path, languages: Sequence[str]) -> tuple[Requirement, ...]:
    texts = _texts(folder, languages, "requirements.csv", tables.RequirementText, ("edition", "id"))
    elements = _elements(folder, languages)
    rows = tables.read_table(folder / "requirements.csv", tables.RequirementRow)
    return tuple(
        _requirement(row, texts.get((row.edition, row.id), {}), elements.get((row.edition, row.id), ())) for row in rows
    )


def _requirement(row: tables.RequirementRow, texts: Mapping[str, Any], elements: tuple[Element, ...]) -> Requirement:
    return Requirement(
        id=row.id,
        edition=row.edition,
        clause=row.clause,
        wording=_pick(texts, "wording"),
        kind=row.kind,
        change=row.change,
        counterparts=_list(row.counterparts),
        terms=_each(texts, "terms"),
        usual_gap=_pick(texts, "usual_gap"),
        action=_pick(texts, "action"),
        question=_pick(texts, "question"),
        asked=row.asked,
        documented=row.documented,
        documented_need=row.documented_need,
        condition=row.condition,
        severity=row.severity,
        wave=row.wave,
        thread=row.thread,
        amendment=row.amendment,
        elements=elements,
    )


def _correspondence(folder: Path, languages: Sequence[str]) -> tuple[Correspondence, ...]:
    texts = _texts(folder, languages, "correspondence.csv", tables.CorrespondenceText, ("from_edition", "old", "new"))
    return tuple(
        Correspondence(
            row.from_edition,
            row.to_edition,
            row.old,
            row.new,
            row.relation,
            row.change,
            row.strength,
            _pick(texts.get((row.from_edition, row.old, row.new), {}), "rationale"),
            row.source,
            row.certainty,
            row.symmetric == "yes",
        )
        for row in tables.read_table(folder / "correspondence.csv", tables.CorrespondenceRow)
    )


def _conditions(folder: Path, languages: Sequence[str]) -> tuple[Condition, ...]:
    texts = _texts(folder, languages, "conditions.csv", tables.ConditionText, ("id",))
    ids: Iterable[str] = (row.id for row in tables.read_table(folder / "conditions.csv", tables.ConditionRow))
    return tuple(
        Condition(
            id,
            _pick(texts.get((id,), {}), "label"),
            _each(texts.get((id,), {}), "excluded", split_cues),
            _each(texts.get((id,), {}), "shown", split_cues),
        )
        for id in ids
    )


def _terms(folder: Path, languages: Sequence[str]) -> tuple[Term, ...]:
    texts = _texts(folder, languages, "terms.csv", tables.TermText, ("id",))
    return tuple(
        Term(
            row.id,
            row.kind,
            row.needed == "yes",
            _each(texts.get((row.id,), {}), "cues", split_cues),
            _pick(texts.get((row.id,), {}), "replacement"),
            _pick(texts.get((row.id,), {}), "advice"),
        )
        for row in tables.read_table(folder / "terms.csv", tables.TermRow)
    )


def _guards(folder: Path, languages: Sequence[str]) -> tuple[Guard, ...]:
    texts = _texts(folder, languages, "guards.csv", tables.GuardText, ("guard",))
    return tuple(
        Guard(
            id,
            max((int(row.longest or 0) for row in rows.values()), default=0),
            _each(rows, "cues", split_cues),
            _each(rows, "hits"),
            _each(rows, "misses"),
        )
        for (id,), rows in texts.items()
    )


def _vocabulary(folder: Path, languages: Sequence[str]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {
        language: {
            row.group: _lines(row.phrases)
            for row in tables.read_table(folder / language / "vocabulary.csv", tables.VocabularyText)
        }
        for language in languages
    }
