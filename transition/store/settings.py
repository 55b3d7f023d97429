"""transition.toml: what a project is told, checked; and which of several voices counts.

A flag on the command line rules over the environment (``TRANSITION_PACK``), that over the file, that over the default.
"""

from __future__ import annotations

import datetime as dt
import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from transition.errors import Fault, InputError, SettingsError

FILE = "transition.toml"
PREFIX = "TRANSITION_"
_LISTS = ("documents",)
_FROM_ENVIRONMENT = (
    "documents",
    "out",
    "pack",
    "profile",
    "language",
    "report_language",
    "organisation",
    "client",
    "auditor",
    "logo",
)

Text = Annotated[str, StringConstraints(strip_whitespace=True)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that must not be empty."""


def _date(value: object) -> object:
    """Take a date as TOML writes it; "" is none."""
    return None if value == "" else value


def _folders(value: object) -> object:
    """Take one folder for a list of one."""
    return (value,) if isinstance(value, str) else value


Day = Annotated[dt.date | None, BeforeValidator(_date)]


class Dates(BaseModel):
    """Days that stand on worksheets and reports."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    audit: Day = None
    deadline: Day = None


class ProjectSettings(BaseModel):
    """What a project is told; "" leaves a thing to the program's default.

    ``not_applicable`` maps conditions of the clause pack to the reason why they do not hold.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    documents: Annotated[tuple[Said, ...], Field(min_length=1), BeforeValidator(_folders)] = ("documents",)
    out: Said = "out"
    pack: Text = ""
    profile: Text = ""
    language: Literal["auto", "en", "vi"] = "auto"
    report_language: Literal["", "en", "vi"] = ""
    organisation: Text = ""
    client: Text = ""
    auditor: Text = ""
    logo: Text = ""
    dates: Dates = Dates()
    not_applicable: Mapping[str, Said] = {}


def is_project(folder: Path) -> bool:
    """Return whether ``folder`` is a project's."""
    return (folder / FILE).is_file()


def read_file(folder: Path) -> dict[str, Any]:
    """Return what the project's file says, unchecked; ``InputError`` where it is no TOML."""
    file = folder / FILE
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except tomllib.TOMLDecodeError as fault:
        raise InputError("settings-not-toml", file=FILE, fault=fault) from None
    except UnicodeDecodeError:
        raise InputError("settings-not-utf8", file=FILE) from None
    except OSError as fault:
        raise InputError("settings-unreadable", file=file, fault=fault.strerror or fault) from None


def resolve(
    file: Mapping[str, Any], environment: Mapping[str, str], flags: Mapping[str, object | None]
) -> ProjectSettings:
    """Return the settings that count; a flag that is ``None`` was not given.

    ``SettingsError`` names each thing that is wrong, with where it was said.
    """
    told: dict[str, Any] = dict(file)
    places = dict.fromkeys(told, FILE)
    for name in _FROM_ENVIRONMENT:
        text = environment.get(PREFIX + name.upper(), "").strip()
        if text:
            told[name] = text.split(os.pathsep) if name in _LISTS else text
            places[name] = PREFIX + name.upper()
    for name, value in flags.items():
        if value is not None:
            told[name] = value
            places[name] = "--" + name.replace("_", "-")
    try:
        return ProjectSettings.model_validate(told)
    except ValidationError as error:
        raise SettingsError("settings-wrong", tuple(_fault(e, told, places) for e in error.errors())) from None


def _fault(error: Any, told: Mapping[str, Any], places: Mapping[str, str]) -> Fault:
    """Return what is wrong with one setting, as a code with details."""
    steps = [str(step) for step in error["loc"]]
    # A wrong item of a list is told by the list's name, so is a wrong part of a table by both names.
    name = steps[0] if steps[0] in _LISTS else ".".join(steps[:2])
    details = {"place": places.get(steps[0], FILE), "name": name}
    if error["type"] == "extra_forbidden":
        known = list(Dates.model_fields if len(steps) > 1 else ProjectSettings.model_fields)
        near = difflib.get_close_matches(steps[-1], known, 1) or known
        return "setting-unknown", {**details, "known": ", ".join(near)}
    key = "setting-expects-" + _EXPECTED.get(steps[0], "text")
    return key, {**details, "value": str(told.get(steps[0], "")) if len(steps) == 1 else str(error["input"])}


_EXPECTED = {
    "documents": "folders",
    "language": "language",
    "report_language": "report-language",
    "dates": "date",
    "not_applicable": "reason",
}
