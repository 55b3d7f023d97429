"""The CSV files of a profile: a row model each."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from transition.clauses.tables import Number, Table, TableRow, VocabularyText, WaveRow, YesNo


class ExpectedRow(TableRow):
    """``expected.csv``: a document such an organisation typically has."""

    id: str = Field(min_length=1)
    types: str
    headings: YesNo


class ExpectedText(TableRow):
    """``<language>/expected.csv``: its name, and cues of its title."""

    id: str
    label: str = Field(min_length=1)
    cues: str


class StepRow(TableRow):
    """``steps.csv``: a step of the road map and the waves of the transition plan it holds."""

    id: str = Field(min_length=1)
    waves: str


class StepText(TableRow):
    """``<language>/steps.csv``: what the step is called and what is done."""

    id: str
    title: str = Field(min_length=1)
    what: str = Field(min_length=1)


class LawRow(TableRow):
    """``laws.csv``: a decision or circular that documents cite."""

    number: str = Field(min_length=1)
    date: str
    state: Literal["in-force", "replaced", "unknown"]
    replaced_by: str


class LawText(TableRow):
    """``<language>/laws.csv``: what it is about, and what to think of a reference to it."""

    number: str
    subject: str = Field(min_length=1)
    note: str


class ClauseWords(TableRow):
    """``<language>/clauses.csv``: words such an organisation uses for the subject of a clause."""

    edition: str
    number: Number
    terms: str


PROFILE_TABLES: tuple[Table, ...] = (
    Table("expected.csv", ExpectedRow, ("id",)),
    Table("expected.csv", ExpectedText, ("id",), spoken=True, about="expected.csv"),
    Table("steps.csv", StepRow, ("id",)),
    Table("steps.csv", StepText, ("id",), spoken=True, about="steps.csv"),
    Table("waves.csv", WaveRow, ("wave",), optional=True),
    Table("laws.csv", LawRow, ("number",), optional=True),
    Table("laws.csv", LawText, ("number",), spoken=True, about="laws.csv", optional=True),
    Table("clauses.csv", ClauseWords, ("edition", "number"), spoken=True, optional=True),
    Table("vocabulary.csv", VocabularyText, ("group",), spoken=True, optional=True),
)
