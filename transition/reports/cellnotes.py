"""Comments on cells ("notes" in newer programs), read straight from the workbook's parts."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

from lxml import etree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_COMMENTS = "/comments"
_PLACE = re.compile(r"([A-Z]+)(\d+)")


def read_cell_notes(workbook: Path, sheets: dict[str, str]) -> dict[str, dict[tuple[int, int], str]]:
    """Return for each sheet the texts of its comments by row and column, both counted from 1.

    ``sheets`` maps titles to the names of their parts. A part that cannot be read has no comments.
    """
    found: dict[str, dict[tuple[int, int], str]] = {}
    with zipfile.ZipFile(workbook) as archive:
        names = set(archive.namelist())
        for title, part in sheets.items():
            target = _comments_of(archive, part.lstrip("/"), names)
            if target:
                found[title] = _notes(archive.read(target))
    return found


def _comments_of(archive: zipfile.ZipFile, part: str, names: set[str]) -> str:
    """Return the name of the part that holds a sheet's comments, or ""."""
    folder, name = posixpath.split(part)
    relations = f"{folder}/_rels/{name}.rels"
    if relations not in names:
        return ""
    for relation in _parsed(archive.read(relations)):
        if str(relation.get("Type", "")).endswith(_COMMENTS):
            target = str(relation.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            return path if path in names else ""
    return ""


def _notes(data: bytes) -> dict[tuple[int, int], str]:
    found = {}
    for comment in _parsed(data).iter(f"{_MAIN}comment"):
        place = _PLACE.fullmatch(str(comment.get("ref", "")))
        text = "".join(str(t.text or "") for t in comment.iter(f"{_MAIN}t")).strip()
        if place and text:
            found[int(place[2]), _number(place[1])] = text
    return found


def _number(letters: str) -> int:
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
