"""Finding a clause pack and loading it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from transition.clauses import beside
from transition.clauses import tables as t
from transition.clauses.cells import Key, each, lines, listed, pick
from transition.clauses.cells import texts as texts_of
from transition.clauses.rules import faults
from transition.clauses.sources import Source, Tables, find_source, orphans, read_tables
from transition.errors import PackError
from transition.model import Clause, ClausePack, Condition, Correspondence, Element, Guard, Requirement, Term
from transition.text.cues import split_cues

DEFAULT_PACK = "iso9001-2008-2015"
_loaded: dict[tuple[Path, ...], ClausePack] = {}


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
    source = pack_source(name)
    sha256 = source.sha256
    pack = _loaded.get(source.folders)
    # A pack that was edited since is read again.
    if pack is None or pack.sha256 != sha256:
        pack = _loaded[source.folders] = _load(source, sha256)
    return pack


def pack_source(name: str | Path) -> Source:
    """Return the folders of a pack, by name or by path, with those it extends; ``PackError`` if there is none."""
    return find_source(pack_folder(name).resolve(), pack_folder)


def _load(source: Source, sha256: str) -> ClausePack:
    tables = read_tables(source)
    pack = build_pack(tables, sha256)
    found = [*orphans(tables), *faults(pack)]
    if found:
        raise PackError("pack-unsound", tuple(found), name=pack.name, count=len(found))
    return pack


def build_pack(tables: Tables, sha256: str) -> ClausePack:
    """Return the pack that the rows make, unchecked."""
    about = tables.source.about
    languages = tuple(about.languages)
    return ClausePack(
        name=about.name,
        version=about.version,
        sha256=sha256,
        from_edition=about.from_edition,
        to_edition=about.to_edition,
        complete=about.complete,
        languages=languages,
        titles=dict(about.title),
        notice=dict(about.notice),
        standards=tuple(sorted(about.standards, key=lambda s: (-len(s), s))),
        clauses=_clauses(tables, languages),
        requirements=_requirements(tables, languages),
        correspondence=_correspondence(tables, languages),
        conditions=_conditions(tables, languages),
        terms=_terms(tables, languages),
        guards=_guards(tables, languages),
        vocabulary=_vocabulary(tables, languages),
        documented=beside.documented_information(tables, languages),
        references=beside.references(tables, languages),
        disagreements=beside.disagreements(tables, languages),
        waves=beside.waves(tables.of(t.WaveRow)),
    )


def _clauses(tables: Tables, languages: Sequence[str]) -> tuple[Clause, ...]:
    texts = texts_of(tables, languages, t.ClauseText)
    return tuple(
        Clause(
            row.edition,
            row.number,
            pick(texts.get((row.edition, row.number), {}), "title"),
            each(texts.get((row.edition, row.number), {}), "variants"),
            row.parent,
            row.level,
            row.carries_requirements == "yes",
            each(texts.get((row.edition, row.number), {}), "terms"),
        )
        for row in tables.of(t.ClauseRow)
    )


def _elements(tables: Tables, languages: Sequence[str]) -> Mapping[Key, tuple[Element, ...]]:
    texts = texts_of(tables, languages, t.ElementText)
    suggested = texts_of(tables, languages, t.SuggestionText)
    found: dict[Key, list[Element]] = defaultdict(list)
    for (edition, requirement, element), rows in texts.items():
        found[edition, requirement].append(
            Element(
                element,
                pick(rows, "label"),
                each(rows, "cues", split_cues),
                each(rows, "hits"),
                each(rows, "misses"),
                pick(suggested.get((edition, requirement, element), {}), "text"),
            )
        )
    return {key: tuple(elements) for key, elements in found.items()}


def _requirements(tables: Tables, languages: Sequence[str]) -> tuple[Requirement, ...]:
    texts = texts_of(tables, languages, t.RequirementText)
    own = texts_of(tables, languages, t.OwnText)
    elements = _elements(tables, languages)
    sure = beside.certainties(tables)
    found = []
    for row in tables.of(t.RequirementRow):
        key = (row.edition, row.id)
        made = _requirement(row, texts.get(key, {}), own.get(key, {}), elements.get(key, ()))
        if key in sure:
            made = replace(made, certainty=sure[key][0], source=sure[key][1])
        found.append(made)
    return tuple(found)


def _requirement(
    row: t.RequirementRow, texts: Mapping[str, Any], own: Mapping[str, Any], elements: tuple[Element, ...]
) -> Requirement:
    return Requirement(
        id=row.id,
        edition=row.edition,
        clause=row.clause,
        wording=pick(texts, "wording"),
        kind=row.kind,
        change=row.change,
        counterparts=listed(row.counterparts),
        terms=each(texts, "terms"),
        usual_gap=pick(texts, "usual_gap"),
        action=pick(texts, "action"),
        question=pick(texts, "question"),
        asked=row.asked,
        documented=row.documented,
        documented_need=row.documented_need,
        condition=row.condition,
        severity=row.severity,
        wave=row.wave,
        thread=row.thread,
        phase=row.phase,
        amendment=row.amendment,
        elements=elements,
        own_text=pick(own, "text"),
    )


def _correspondence(tables: Tables, languages: Sequence[str]) -> tuple[Correspondence, ...]:
    texts = texts_of(tables, languages, t.CorrespondenceText)
    return tuple(
        Correspondence(
            row.from_edition,
            row.to_edition,
            row.old,
            row.new,
            row.relation,
            row.change,
            row.strength,
            pick(texts.get((row.from_edition, row.old, row.new), {}), "rationale"),
            row.source,
            row.certainty,
            row.symmetric == "yes",
        )
        for row in tables.of(t.CorrespondenceRow)
    )


def _conditions(tables: Tables, languages: Sequence[str]) -> tuple[Condition, ...]:
    texts = texts_of(tables, languages, t.ConditionText)
    return tuple(
        Condition(
            row.id,
            pick(texts.get((row.id,), {}), "label"),
            each(texts.get((row.id,), {}), "excluded", split_cues),
            each(texts.get((row.id,), {}), "shown", split_cues),
        )
        for row in tables.of(t.ConditionRow)
    )


def _terms(tables: Tables, languages: Sequence[str]) -> tuple[Term, ...]:
    texts = texts_of(tables, languages, t.TermText)
    return tuple(
        Term(
            row.id,
            row.kind,
            row.needed == "yes",
            each(texts.get((row.id,), {}), "cues", split_cues),
            pick(texts.get((row.id,), {}), "replacement"),
            pick(texts.get((row.id,), {}), "advice"),
        )
        for row in tables.of(t.TermRow)
    )


def _guards(tables: Tables, languages: Sequence[str]) -> tuple[Guard, ...]:
    texts = texts_of(tables, languages, t.GuardText)
    return tuple(
        Guard(
            id,
            max((row.longest for row in rows.values()), default=0),
            each(rows, "cues", split_cues),
            each(rows, "hits"),
            each(rows, "misses"),
            next((row.reach for row in rows.values()), "sentence"),
            frozenset(t for row in rows.values() for t in row.threads.replace(";", " ").split()),
        )
        for (id,), rows in texts.items()
    )


def _vocabulary(tables: Tables, languages: Sequence[str]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    return {
        language: {row.group: lines(row.phrases) for row in tables.of(t.VocabularyText, language)}
        for language in languages
    }
