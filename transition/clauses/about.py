"""``pack.toml``: what a pack says of itself, and where in the file something is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from transition.errors import Fault, PackError
from transition.text.tokens import readable_languages

ABOUT = "pack.toml"

_AT = re.compile(r"\(at line (\d+), column \d+\)")
_TABLE = re.compile(r"\s*\[+([^\[\]]+)\]+\s*(?:#.*)?")
_SETTING = re.compile(r"\s*([\w.\"'-]+)\s*=")
_SHOWN = 60  # characters of a line in a message


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
    borrows: str = ""


def read_settings(folder: Path) -> dict[str, object]:
    """Return what stands in the ``pack.toml`` of one folder; ``PackError`` names the line that cannot be read."""
    try:
        text = (folder / ABOUT).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise PackError("pack-not-utf8", (("not-utf8", {"file": ABOUT}),), file=ABOUT) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        details = unreadable_line(ABOUT, text, error)
        raise PackError("pack-bad-toml", (("bad-toml", details),), **details) from None


def unreadable_line(file: str, text: str, error: tomllib.TOMLDecodeError) -> dict[str, str]:
    """Return the file, the number and the beginning of the line at which reading settings came to a stop."""
    lines = text.rstrip().splitlines() or [""]
    found = _AT.search(str(error))
    # Without a place, the end of the file came before the end of a text or list.
    number = min(int(found[1]), len(lines)) if found else len(lines)
    return {"file": file, "line": str(number), "text": lines[number - 1].strip()[:_SHOWN]}


def about_of(settings: Mapping[str, object], folders: Sequence[Path]) -> About:
    """Return the settings of a pack, checked; ``folders`` hold the files they come from, the lowest first."""
    missing = [name for name, field in About.model_fields.items() if field.is_required() and name not in settings]
    if missing:
        details = {"missing": ", ".join(missing)}
        raise PackError("pack-about", (("about", details),), **details)
    try:
        about = About.model_validate(settings)
    except ValidationError as error:
        faults = [_fault(folders, fault["loc"], fault["type"]) for fault in error.errors()]
        raise PackError(f"pack-{faults[0][0]}", tuple(faults), **faults[0][1]) from None
    unread = tuple(_unread(about, folders))
    if unread:
        raise PackError("pack-language-unread", unread, **unread[0][1])
    return about


def _fault(folders: Sequence[Path], place: Sequence[str | int], kind: str) -> Fault:
    names = tuple(str(part) for part in place if isinstance(part, str))
    file, line = _where(folders, names)
    details = {"file": file, "line": line, "name": ".".join(names), "known": ", ".join(About.model_fields)}
    return ("about-unknown" if kind == "extra_forbidden" else "about-value"), details


def _unread(about: About, folders: Sequence[Path]) -> Iterator[Fault]:
    """Yield the languages the program has no word lists of, so that it could look for nothing in them."""
    known = readable_languages()
    for language in about.languages:
        if language not in known:
            file, line = _where(folders, ("languages",))
            yield "language-unread", {"file": file, "line": line, "value": language, "known": ", ".join(known)}


def _where(folders: Sequence[Path], names: tuple[str, ...]) -> tuple[str, str]:
    """Return the file, as messages name it, and the line of the setting that counts: the highest that says it."""
    for folder in reversed(folders):
        line = _line(folder / ABOUT, names)
        if line:
            return (ABOUT if folder == folders[-1] else f"{folder.name}/{ABOUT}"), str(line)
    return ABOUT, "1"


def _line(file: Path, names: tuple[str, ...]) -> int:
    table: tuple[str, ...] = ()
    for number, line in enumerate(file.read_text(encoding="utf-8-sig").splitlines(), start=1):
        if head := _TABLE.fullmatch(line):
            table = _parts(head[1])
            found = table
        elif setting := _SETTING.match(line):
            found = (*table, *_parts(setting[1]))
        else:
            continue
        # A setting may hold others, as in title = { en = "…" }; the line of a table holds nothing yet.
        if found == names or (not head and found == names[: len(found)]):
            return number
    return 0


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip(" \"'") for part in name.split("."))
