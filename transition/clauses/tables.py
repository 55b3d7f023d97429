"""The CSV files of a pack: a row model each, forgiving about how spreadsheets write, and the list of the files."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

DATE = "clause-became-date"
_DATES = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}(?:[ T].*)?|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}[-. /]{0,2}[^\W\d_]{3,}\.?[-. ]?\d{0,4}"
)
_YES_NO = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}


def _no_date(value: str) -> str:
    if _DATES.fullmatch(value):
        raise PydanticCustomError(DATE, "a clause number that became a date")
    return value


def _yes_no(value: object) -> object:
    return _YES_NO.get(value.strip().casefold(), value) if isinstance(value, str) else value


def _point(value: object) -> object:
    return value.strip().replace(",", ".") if isinstance(value, str) else value


def _zero(value: object) -> object:
    return value.strip() or "0" if isinstance(value, str) else value


Number = Annotated[str, AfterValidator(_no_date)]
"""A clause number or an id, which spreadsheets like to turn into a date."""
YesNo = Annotated[Literal["yes", "no"], BeforeValidator(_yes_no)]
Share = Annotated[float, BeforeValidator(_point), Field(ge=0, le=1)]


Row = TypeVar("Row", bound="TableRow")


class TableRow(BaseModel):
    """What all rows share: unknown columns are refused, blanks around values do not count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ClauseRow(TableRow):
    """``clauses.csv``: one clause of one edition."""

    edition: str
    number: Annotated[Number, Field(min_length=1)]
    parent: Number
    level: int = Field(ge=1, le=6)
    carries_requirements: Annotated[Literal["yes", "no", "heading"], BeforeValidator(_yes_no)]


class RequirementRow(TableRow):
    """``requirements.csv``: one requirement of one edition."""

    edition: str
    id: Annotated[Number, Field(min_length=1)]
    clause: Number
    kind: Literal[
        "do", "determine", "consider", "communicate", "maintain-documented-information", "retain-documented-information"
    ]
    change: Literal["new", "extended", "changed", "moved", "relaxed", "unchanged", "kept", "reworded", "removed"]
    counterparts: Number
    documented: Literal["document", "record", "none"]
    documented_need: Literal["required", "conditional", "as-needed", "common", "none"]
    condition: str
    severity: Literal["major-risk", "minor-risk", "none"]
    wave: int = Field(ge=0, le=8)
    asked: str
    thread: str
    phase: Literal["identify", "assess", "act", "check", ""] = ""
    amendment: str


class CorrespondenceRow(TableRow):
    """``correspondence.csv``: one typed pair, in the direction it was published."""

    from_edition: str
    to_edition: str
    old: Number
    new: Number
    relation: Literal["equal", "subset", "superset", "intersects", "none"]
    change: Literal["same", "reworded", "moved", "extended", "relaxed", "new", "withdrawn"]
    strength: Share
    certainty: str = Field(min_length=1)
    source: str = Field(min_length=1)
    symmetric: YesNo


class ConditionRow(TableRow):
    """``conditions.csv``: one circumstance requirements depend on."""

    id: str = Field(min_length=1)


class TermRow(TableRow):
    """``terms.csv``: one word of the old edition."""

    id: str = Field(min_length=1)
    kind: str
    needed: YesNo


class ClauseText(TableRow):
    """``<language>/clauses.csv``: title, other titles people use, and words of the topic."""

    edition: str
    number: Number
    title: str
    variants: str
    terms: str


class RequirementText(TableRow):
    """``<language>/requirements.csv``: the requirement in our own words, and what to say about it."""

    edition: str
    id: Number
    wording: str
    terms: str
    usual_gap: str
    action: str
    question: str


class OwnText(TableRow):
    """``<language>/own_text.csv``: the text a licence holder adds to a requirement."""

    edition: str
    id: Number
    text: str = Field(min_length=1)


class ElementText(TableRow):
    """``<language>/elements.csv``: what must be stated, and the cues that find it."""

    edition: str
    requirement: Number
    element: str = Field(min_length=1)
    label: str = Field(min_length=1)
    cues: str = Field(min_length=1)
    hits: str
    misses: str


class SuggestionText(TableRow):
    """``<language>/suggestions.csv``: wording an author may adapt to state an element."""

    edition: str
    requirement: Number
    element: str = Field(min_length=1)
    text: str = Field(min_length=1)


class CorrespondenceText(TableRow):
    """``<language>/correspondence.csv``: why a pair belongs together."""

    from_edition: str
    old: Number
    new: Number
    rationale: str = Field(min_length=1)


class ConditionText(TableRow):
    """``<language>/conditions.csv``: cues that exclude a circumstance, cues that show it."""

    id: str
    label: str
    excluded: str
    shown: str


class TermText(TableRow):
    """``<language>/terms.csv``: cues of an old word, what takes its place, and advice."""

    id: str
    cues: str
    replacement: str
    advice: str


def _sentence(value: object) -> object:
    """Read an empty cell as the widest reach."""
    return value or "sentence"


class GuardText(TableRow):
    """``<language>/guards.csv``: sentences that name a thing without stating that it is done."""

    guard: str = Field(min_length=1)
    longest: Annotated[int, BeforeValidator(_zero), Field(ge=0, le=100)]
    cues: str = Field(min_length=1)
    hits: str
    misses: str
    reach: Annotated[
        Literal["sentence", "clause", "subject", "label", "after", "quoted"], BeforeValidator(_sentence)
    ] = "sentence"
    threads: str = ""


class VocabularyText(TableRow):
    """``<language>/vocabulary.csv``: a named group of phrases."""

    group: str = Field(min_length=1)
    phrases: str


class CertaintyRow(TableRow):
    """``certainty.csv``: how sure a requirement is, where its edition could not be read."""

    edition: str
    id: Number
    certainty: str = Field(min_length=1)
    source: str = Field(min_length=1)


class DocumentedRow(TableRow):
    """``documented_information.csv``: something one edition wants in writing."""

    edition: str
    clause: Number
    item: int = Field(ge=1, le=99)
    mode: Literal["maintain", "retain", "document", "procedure", "record"]
    need: Literal["required", "conditional", "as-needed"]
    requirements: Number
    counterparts: Number


class DocumentedText(TableRow):
    """``<language>/documented_information.csv``: what it is, when it is wanted, and what becomes of it."""

    edition: str
    clause: Number
    item: int = Field(ge=1, le=99)
    what: str = Field(min_length=1)
    condition: str
    note: str


class ReferenceRow(TableRow):
    """``sources.csv``: a published table or article the clause map rests on."""

    id: str = Field(min_length=1)
    reference: str = Field(min_length=1)


class ReferenceText(TableRow):
    """``<language>/sources.csv``: what of a source was read."""

    id: str
    note: str


class DisagreementRow(TableRow):
    """``disagreements.csv``: a pair that other published tables leave out, or have beside those of the map."""

    from_edition: str
    old: Number
    new: Number
    says: Literal["omits", "adds"]
    sources: str = Field(min_length=1)


class DisagreementText(TableRow):
    """``<language>/disagreements.csv``: what to think of it."""

    from_edition: str
    old: Number
    new: Number
    says: Literal["omits", "adds"]
    note: str = Field(min_length=1)


class WaveRow(TableRow):
    """``waves.csv``: when a wave of the transition plan usually runs, in weeks."""

    wave: int = Field(ge=1, le=8)
    starts: int = Field(ge=0, le=520)
    weeks: int = Field(ge=1, le=520)


class RemovedRow(TableRow):
    """``remove.csv`` of an overlay: a row of the pack below that does not apply."""

    file: str = Field(min_length=1)
    key: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file of a pack: the model of its rows, the columns that make a row's key, and where it belongs.

    ``spoken`` files stand once in the folder of each language. ``about`` names the file whose rows these rows detail:
    their key begins with a key of that file; ``within`` names a spoken file of which there is a row with the very key
    of each of these. ``near`` are the columns by which a row that an overlay adds finds its
    place. An ``optional`` file may be missing; a ``lent`` one may come from the pack that ``pack.toml`` borrows from.
    """

    name: str
    model: type[TableRow]
    key: tuple[str, ...]
    spoken: bool = False
    about: str = ""
    within: str = ""
    near: tuple[str, ...] = ()
    optional: bool = False
    lent: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of the file, in order."""
        return tuple(self.model.model_fields)

    @property
    def needed(self) -> tuple[str, ...]:
        """The heads no file may lack; a pack of an earlier version may lack the others."""
        return tuple(name for name, field in self.model.model_fields.items() if field.is_required())

    def place(self, language: str) -> str:
        """Return the file's path inside a pack."""
        return f"{language}/{self.name}" if self.spoken else self.name

    def key_of(self, row: TableRow) -> tuple[str, ...]:
        """Return the key of one row."""
        picked = _picker(self.key)(row)
        return tuple(map(str, picked)) if len(self.key) > 1 else (str(picked),)


@cache
def _picker(columns: tuple[str, ...]) -> Callable[[TableRow], Any]:
    return attrgetter(*columns)


def choices(table: Table, column: str) -> tuple[str, ...]:
    """Return the only values a column may hold, or nothing if it is free."""
    return tuple(v for v in get_args(table.model.model_fields[column].annotation) if isinstance(v, str))


_ITEM = ("edition", "clause", "item")
_OPINION = ("from_edition", "old", "new", "says")

TABLES: tuple[Table, ...] = (
    Table("clauses.csv", ClauseRow, ("edition", "number"), near=("edition",), lent=True),
    Table("requirements.csv", RequirementRow, ("edition", "id"), near=("edition", "clause")),
    Table("correspondence.csv", CorrespondenceRow, ("from_edition", "old", "new"), near=("from_edition",)),
    Table("conditions.csv", ConditionRow, ("id",), lent=True),
    Table("terms.csv", TermRow, ("id",)),
    Table(
        "clauses.csv", ClauseText, ("edition", "number"), spoken=True, about="clauses.csv", near=("edition",), lent=True
    ),
    Table("requirements.csv", RequirementText, ("edition", "id"), spoken=True, about="requirements.csv"),
    Table(
        "elements.csv",
        ElementText,
        ("edition", "requirement", "element"),
        spoken=True,
        about="requirements.csv",
        near=("edition", "requirement"),
    ),
    Table(
        "suggestions.csv",
        SuggestionText,
        ("edition", "requirement", "element"),
        spoken=True,
        about="requirements.csv",
        within="elements.csv",
        near=("edition", "requirement"),
        optional=True,
    ),
    Table(
        "correspondence.csv",
        CorrespondenceText,
        ("from_edition", "old", "new"),
        spoken=True,
        about="correspondence.csv",
    ),
    Table("conditions.csv", ConditionText, ("id",), spoken=True, about="conditions.csv", lent=True),
    Table("terms.csv", TermText, ("id",), spoken=True, about="terms.csv"),
    Table("guards.csv", GuardText, ("guard",), spoken=True, lent=True),
    Table("vocabulary.csv", VocabularyText, ("group",), spoken=True, lent=True),
    Table("own_text.csv", OwnText, ("edition", "id"), spoken=True, about="requirements.csv", optional=True),
    Table("certainty.csv", CertaintyRow, ("edition", "id"), optional=True),
    Table("documented_information.csv", DocumentedRow, _ITEM, near=("edition", "clause"), optional=True),
    Table(
        "documented_information.csv",
        DocumentedText,
        _ITEM,
        spoken=True,
        about="documented_information.csv",
        near=("edition", "clause"),
        optional=True,
    ),
    Table("sources.csv", ReferenceRow, ("id",), optional=True),
    Table("sources.csv", ReferenceText, ("id",), spoken=True, about="sources.csv", optional=True),
    Table("waves.csv", WaveRow, ("wave",), optional=True),
    Table("disagreements.csv", DisagreementRow, _OPINION, optional=True),
    Table("disagreements.csv", DisagreementText, _OPINION, spoken=True, about="disagreements.csv", optional=True),
)
"""Every file of a pack, in the order people read them; a file without rows of its own model does not belong to it."""

REMOVED = Table("remove.csv", RemovedRow, ("file", "key"), optional=True)
"""The file by which an overlay takes rows away."""
