"""Profiles: what kind of organisation wrote the documents, what it typically has, cites and calls things."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transition.clauses import beside
from transition.clauses import profile_tables as t
from transition.clauses.about import unreadable_line
from transition.clauses.cells import lines, listed
from transition.clauses.packs import maps_folder
from transition.clauses.reading import read_rows
from transition.clauses.tables import TableRow, VocabularyText, WaveRow
from transition.errors import PackError
from transition.model import Clause, ClausePack, Texts, Wave

ABOUT = "profile.toml"
DEFAULT_PROFILE = "company"
_FOLDER = "profiles"
_LAW = "law"  # the vocabulary group of what may name an old edition without being a stale citation

Row = TypeVar("Row", bound=TableRow)
Phrases = Mapping[str, Mapping[str, tuple[str, ...]]]


class About(BaseModel):
    """``profile.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str = Field(min_length=1)
    least_documents: int = Field(ge=1)
    declarations: list[str]
    title: dict[str, str]
    note: dict[str, str]


@dataclass(frozen=True, slots=True)
class ExpectedDocument:
    """A document such an organisation typically has: known by its type, by its title, or by a heading."""

    id: str
    types: tuple[str, ...]
    headings: bool
    labels: Texts
    cues: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the road map; ``waves`` are those of the transition plan it holds."""

    id: str
    waves: tuple[int, ...]
    titles: Texts
    what: Texts


@dataclass(frozen=True, slots=True)
class Law:
    """A decision or circular that documents cite; its title may name an old edition and stays as it is."""

    number: str
    date: str
    state: str
    replaced_by: str
    subjects: Texts
    notes: Texts


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of organisation."""

    name: str
    titles: Texts
    notes: Texts
    least_documents: int
    declarations: tuple[str, ...]
    expected: tuple[ExpectedDocument, ...]
    steps: tuple[Step, ...]
    laws: tuple[Law, ...] = ()
    waves: tuple[Wave, ...] = ()
    """When the waves of the transition plan run in such an organisation; none: as the pack says."""
    vocabulary: Phrases = field(default_factory=dict)
    clause_words: Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """(edition, clause number) → language → words of the clause's subject."""


def available_profiles() -> tuple[str, ...]:
    """Return the names of the shipped profiles."""
    return tuple(sorted(p.parent.name for p in (maps_folder() / _FOLDER).glob(f"*/{ABOUT}")))


def load_profile(name: str | Path = DEFAULT_PROFILE) -> Profile:
    """Return a profile, a shipped one by name or a folder; ``PackError`` says what is wrong."""
    for folder in (Path(name), maps_folder() / _FOLDER / str(name)):
        if (folder / ABOUT).is_file():
            return _load(folder.resolve())
    known = ", ".join(available_profiles())
    raise PackError("profile-not-found", name=str(name), available=known)


@cache
def _load(folder: Path) -> Profile:
    about = _about(folder)
    languages = tuple(about.title)

    def told(model: type[Row], key: str) -> dict[str, dict[str, Row]]:
        found: dict[str, dict[str, Row]] = {}
        for language in languages:
            for row in _rows(folder, model, language):
                found.setdefault(getattr(row, key), {})[language] = row
        return found

    names, steps, laws = told(t.ExpectedText, "id"), told(t.StepText, "id"), told(t.LawText, "number")
    profile = Profile(
        name=about.name,
        titles=dict(about.title),
        notes=dict(about.note),
        least_documents=about.least_documents,
        declarations=tuple(about.declarations),
        expected=tuple(
            ExpectedDocument(
                row.id,
                listed(row.types),
                row.headings == "yes",
                {lang: text.label for lang, text in names.get(row.id, {}).items()},
                {lang: lines(text.cues) for lang, text in names.get(row.id, {}).items()},
            )
            for row in _rows(folder, t.ExpectedRow)
        ),
        steps=tuple(
            Step(
                row.id,
                tuple(int(wave) for wave in listed(row.waves)),
                {lang: text.title for lang, text in steps.get(row.id, {}).items()},
                {lang: text.what for lang, text in steps.get(row.id, {}).items()},
            )
            for row in _rows(folder, t.StepRow)
        ),
        laws=tuple(
            Law(
                row.number,
                row.date,
                row.state,
                row.replaced_by,
                {lang: text.subject for lang, text in laws.get(row.number, {}).items()},
                {lang: text.note for lang, text in laws.get(row.number, {}).items()},
            )
            for row in _rows(folder, t.LawRow)
        ),
        waves=beside.waves(_rows(folder, WaveRow)),
        vocabulary={lang: groups for lang in languages if (groups := _groups(folder, lang))},
        clause_words=_clause_words(folder, languages),
    )
    _check(profile, languages)
    return profile


def _about(folder: Path) -> About:
    try:
        text = (folder / ABOUT).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PackError("pack-not-utf8", file=ABOUT) from None
    try:
        return About.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        details = unreadable_line(ABOUT, text, error)
        raise PackError("pack-bad-toml", (("bad-toml", details),), **details) from None
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise PackError("profile-about", name=place, known=", ".join(About.model_fields)) from None


def _rows(folder: Path, model: type[Row], language: str = "") -> list[Row]:
    table = next(table for table in t.PROFILE_TABLES if table.model is model)
    return [row for row in read_rows(folder, table, language) or () if isinstance(row, model)]


def _groups(folder: Path, language: str) -> dict[str, tuple[str, ...]]:
    return {row.group: lines(row.phrases) for row in _rows(folder, VocabularyText, language)}


def _clause_words(folder: Path, languages: Sequence[str]) -> Mapping[tuple[str, str], Mapping[str, tuple[str, ...]]]:
    found: dict[tuple[str, str], dict[str, tuple[str, ...]]] = {}
    for language in languages:
        for row in _rows(folder, t.ClauseWords, language):
            found.setdefault((row.edition, row.number), {})[language] = lines(row.terms)
    return found


def _check(profile: Profile, languages: Iterable[str]) -> None:
    """Raise ``PackError`` for what is said in one language only, and for laws replaced by unknown ones."""
    told: list[tuple[str, str, Texts]] = [("expected.csv", e.id, e.labels) for e in profile.expected]
    told += [("steps.csv", s.id, s.titles) for s in profile.steps]
    told += [("laws.csv", law.number, law.subjects) for law in profile.laws]
    for file, key, texts in told:
        for language in languages:
            if not texts.get(language):
                raise PackError("profile-text", file=f"{language}/{file}", key=key)
    numbers = {law.number for law in profile.laws}
    for law in profile.laws:
        if law.replaced_by and law.replaced_by not in numbers:
            raise PackError("profile-law", key=law.number, value=law.replaced_by)


def in_profile(pack: ClausePack, profile: Profile) -> ClausePack:
    """Return ``pack`` with what ``profile`` says: vocabulary, laws, names for clauses' subjects, and when waves run."""
    pack = replace(pack, waves=profile.waves) if profile.waves else pack
    if not (profile.vocabulary or profile.laws or profile.clause_words):
        return pack
    laws = tuple(phrase for law in profile.laws for phrase in _named(law))
    vocabulary = {}
    for language in pack.languages:
        groups = dict(pack.vocabulary.get(language, {}))
        more = dict(profile.vocabulary.get(language, {}))
        more[_LAW] = (*more.get(_LAW, ()), *laws)
        for group, phrases in more.items():
            groups[group] = tuple(dict.fromkeys((*groups.get(group, ()), *phrases)))
        vocabulary[language] = groups
    clauses = tuple(_worded(c, profile.clause_words.get((c.edition, c.number), {})) for c in pack.clauses)
    return replace(pack, vocabulary=vocabulary, clauses=clauses)


def _named(law: Law) -> Iterator[str]:
    """Yield how texts name a law: by its whole number, or by the number without the issuer's letters."""
    yield law.number
    number, _, rest = law.number.partition("/")
    year = rest.partition("/")[0]
    if year.isdigit():
        yield f"số {number}/{year}"


def _worded(clause: Clause, words: Mapping[str, tuple[str, ...]]) -> Clause:
    if not words:
        return clause
    terms = dict(clause.terms)
    for language, more in words.items():
        terms[language] = tuple(dict.fromkeys((*terms.get(language, ()), *more)))
    return replace(clause, terms=terms)
