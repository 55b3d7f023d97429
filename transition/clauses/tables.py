"""The CSV files of a pack: one row model each, read with every fault named by file, row and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transition.errors import PackError

Row = TypeVar("Row", bound="TableRow")


class TableRow(BaseModel):
    """What all rows share: unknown columns are refused, blanks around values do not count."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class ClauseRow(TableRow):
    """``clauses.csv``: one clause of one edition."""

    edition: str
    number: str = Field(min_length=1)
    parent: str
    level: int = Field(ge=1, le=6)
    carries_requirements: Literal["yes", "no", "heading"]


class RequirementRow(TableRow):
    """``requirements.csv``: one requirement of one edition."""

    edition: str
    id: str = Field(min_length=1)
    clause: str
    kind: Literal[
        "do", "determine", "consider", "communicate", "maintain-documented-information", "retain-documented-information"
    ]
    change: Literal["new", "extended", "changed", "moved", "relaxed", "unchanged", "kept", "reworded", "removed"]
    counterparts: str
    documented: Literal["document", "record", "none"]
    documented_need: Literal["required", "conditional", "as-needed", "common", "none"]
    condition: str
    severity: Literal["major-risk", "minor-risk", "none"]
    wave: int = Field(ge=0, le=8)
    asked: str
    thread: str
    amendment: str


class CorrespondenceRow(TableRow):
    """``correspondence.csv``: one typed pair, in the direction it was published."""

    from_edition: str
    to_edition: str
    old: str
    new: str
    relation: Literal["equal", "subset", "superset", "intersects", "none"]
    change: Literal["same", "reworded", "moved", "extended", "relaxed", "new", "withdrawn"]
    strength: float = Field(ge=0, le=1)
    certainty: str = Field(min_length=1)
    source: str = Field(min_length=1)
    symmetric: Literal["yes", "no"]


class ConditionRow(TableRow):
    """``conditions.csv``: one circumstance requirements depend on."""

    id: str = Field(min_length=1)


class TermRow(TableRow):
    """``terms.csv``: one word of the old edition."""

    id: str = Field(min_length=1)
    kind: str
    needed: Literal["yes", "no"]


class ClauseText(TableRow):
    """``<language>/clauses.csv``: title, other titles people use, and words of the topic."""

    edition: str
    number: str
    title: str
    variants: str
    terms: str


class RequirementText(TableRow):
    """``<language>/requirements.csv``: the requirement in our own words, and what to say about it."""

    edition: str
    id: str
    wording: str
    terms: str
    usual_gap: str
    action: str
    question: str


class ElementText(TableRow):
    """``<language>/elements.csv``: what must be stated, and the cues that find it."""

    edition: str
    requirement: str
    element: str = Field(min_length=1)
    label: str = Field(min_length=1)
    cues: str = Field(min_length=1)
    hits: str
    misses: str


class CorrespondenceText(TableRow):
    """``<language>/correspondence.csv``: why a pair belongs together."""

    from_edition: str
    old: str
    new: str
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


class GuardText(TableRow):
    """``<language>/guards.csv``: sentences that name a thing without stating that it is done."""

    guard: str = Field(min_length=1)
    longest: str
    cues: str = Field(min_length=1)
    hits: str
    misses: str


class VocabularyText(TableRow):
    """``<language>/vocabulary.csv``: a named group of phrases."""

    group: str = Field(min_length=1)
    phrases: str


def read_table(file: Path, model: type[Row]) -> list[Row]:
    """Return the rows of one CSV file, as Excel and LibreOffice save it (with or without BOM, comma or semicolon).

    Raises ``PackError`` naming file, row, column and value of the first fault.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise PackError("pack-file-missing", file=str(file.name), folder=str(file.parent)) from None
    except UnicodeDecodeError:
        raise PackError("pack-not-utf8", file=str(file)) from None
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    _check_columns(file, reader.fieldnames or [], model)
    rows = []
    for number, values in enumerate(reader, start=2):
        if not any(values.values()):
            continue
        try:
            rows.append(model.model_validate(values))
        except ValidationError as error:
            fault = error.errors()[0]
            column = str(fault["loc"][0]) if fault["loc"] else "?"
            value = str(values.get(column, ""))
            raise PackError(
                "pack-bad-value", file=file.name, row=str(number), column=column, value=value, expected=fault["msg"]
            ) from None
    return rows


def _check_columns(file: Path, found: Sequence[str], model: type[TableRow]) -> None:
    wanted = list(model.model_fields)
    unknown = [c for c in found if c not in wanted]
    missing = [c for c in wanted if c not in found]
    if unknown or missing:
        raise PackError(
            "pack-columns",
            file=file.name,
            unknown=", ".join(unknown) or "-",
            missing=", ".join(missing) or "-",
            wanted=", ".join(wanted),
        )
