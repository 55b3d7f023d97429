"""A Word file as a package of parts: opened safely, main part found, relationships followed inside only."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from transition.documents import safety
from transition.documents.names import CT_NS, REL_NS
from transition.errors import UnreadableError

if TYPE_CHECKING:
    from lxml import etree

_MAIN_TYPE: Final = re.compile(
    r"wordprocessingml\.(document|template)\.main\+xml|ms-word\.(document|template)\.macroEnabled(Template)?\.main\+xml"
)
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, KeyError)
"""What the zip library raises on damaged files."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One link of a part: the last word of its type (``header``, ``styles`` …) and the part it leads to."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of one Word file; parts are inflated and parsed when asked for, within the bounds of ``safety``."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except BROKEN as error:
            raise UnreadableError("damaged-file", part="zip", reason=str(error)[:120]) from error
        safety.check_entries(entries)
        self._entries = {e.filename.replace("\\", "/").lstrip("/").lower(): e for e in entries}
        self._left = safety.MAX_XML
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self.main = self._find_main()

    def has(self, name: str) -> bool:
        """Say whether a part of this name is stored."""
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """Return the bytes of one part; ``UnreadableError`` if it is damaged, encrypted or too large."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise UnreadableError("damaged-file", part=name, reason="missing")
        try:
            data = safety.inflate(self._archive, entry, self._left)
        except BROKEN as error:
            raise UnreadableError("damaged-file", part=name, reason=str(error)[:120]) from error
        except RuntimeError as error:  # zipfile asks for a password this way
            raise UnreadableError("password-protected") from error
        self._left -= len(data)
        return data

    def xml(self, name: str) -> etree._Element:
        """Return the root of one XML part."""
        return safety.parse(self.read(name), name)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the internal relationships of a part by id; external and dangling ones are left out."""
        if part not in self._relationships:
            self._relationships[part] = self._read_relationships(part)
        return self._relationships[part]

    def _read_relationships(self, part: str) -> dict[str, Relationship]:
        folder, _, base = part.rpartition("/")
        name = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        if not self.has(name):
            return {}
        found: dict[str, Relationship] = {}
        for rel in self.xml(name).iter(f"{{{REL_NS}}}Relationship"):
            if rel.get("TargetMode") == "External":
                continue
            target = _resolve(folder, rel.get("Target") or "")
            if self.has(target):
                kind = (rel.get("Type") or "").rpartition("/")[2]
                found[rel.get("Id") or ""] = Relationship(rel.get("Id") or "", kind, target)
        return found

    def _find_main(self) -> str:
        for rel in self.relationships("").values():
            if rel.kind == "officeDocument":
                return self._checked(rel.target)
        for name in ("word/document.xml", "word/document2.xml"):
            if self.has(name):
                return name
        if self.has("mimetype") and b"opendocument.text" in self.read("mimetype"):
            raise UnreadableError("old-word-format", format=".odt")
        raise UnreadableError("not-a-word-file")

    def _checked(self, target: str) -> str:
        """Return the main part if the content types, where they can be read, do not say it is a workbook or slides."""
        if target.startswith("word/") or not self.has("[content_types].xml"):
            return target
        types = self.xml("[content_types].xml")
        for override in types.iter(f"{{{CT_NS}}}Override"):
            name = (override.get("PartName") or "").lstrip("/").lower()
            declared = override.get("ContentType") or ""
            if name == target.lower() and not _MAIN_TYPE.search(declared) and re.search("sheet|presentation", declared):
                raise UnreadableError("not-a-word-file")
        return target


def _resolve(folder: str, target: str) -> str:
    """Return the stored name a relationship's target means, or "" where it leads out of the package."""
    target = unquote(target.replace("\\", "/").partition("#")[0])
    path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    path = posixpath.normpath(path) if path else ""
    return "" if path.startswith("..") else path
