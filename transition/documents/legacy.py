"""Files from before .docx: recognised by their bytes, turned into .docx, then read like any other.

LibreOffice converts them, many in one call. Word 97–2003 files it refuses, or all of them where it is missing, go
through msdoc2docx. Results are kept in the cache, so that a file is converted once. Only copies are handed out, never
the originals.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from transition.cache import Cache, user_cache
from transition.documents import chunks, msdoc, safety, soffice
from transition.documents.package import BROKEN
from transition.documents.soffice import office
from transition.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Self

__all__ = ["OldFiles", "kind_of", "office"]

SUFFIXES: Final = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "html": ".html", "word-xml": ".xml"}
_SHOWN: Final = {"doc": ".doc", "rtf": ".rtf", "odt": ".odt", "html": "HTML", "word-xml": "Word 2003 XML"}
_HTML: Final = re.compile(rb"(?is)\A(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).)*-->\s*)*(?:<!doctype\s+html|<html)")
_WORD_XML: Final = b"http://schemas.microsoft.com/office/word/2003/wordml"
_ODT: Final = b"application/vnd.oasis.opendocument.text"
_SECTOR: Final = 512
_BLOCK_MARKS: Final = (b"\xec\xa5", b"\xdc\xa5")
"""How the file information block begins in Word 97 and later, and in Word 6 and 95."""
_HEAD: Final = 4096
_KIND: Final = "converted"
_BATCH: Final = 32
_BATCH_SIZE: Final = 64_000_000
"""Files and bytes handed to LibreOffice in one call: few enough that a person sees progress."""


def kind_of(data: bytes) -> str:
    """Return which old format a file is in (a key of ``SUFFIXES``), "" if it is in none.

    Raises ``UnreadableError`` for one that wants a password or that nothing should be made to open.
    """
    match safety.sniff(data):
        case "ole-word":
            if _wants_password(data):
                raise UnreadableError("password-protected")
            return "doc"
        case "rtf":
            return "rtf"
        case "zip":
            return _check_odt(data) if _ODT in data[:_HEAD] or b"[Content_Types].xml" not in data else ""
        case "other" if _HTML.match(data[:_HEAD]):
            return "html"
        case "other" if _WORD_XML in data[:_HEAD] and data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
            safety.parse(data, "xml")
            return "word-xml"
    return ""


def _wants_password(data: bytes) -> bool:
    """Say whether the file information block, which begins a sector, has its mark for encryption."""
    for at in range(_SECTOR, len(data) - _SECTOR + 1, _SECTOR):
        if data[at : at + 2] in _BLOCK_MARKS:
            return bool(data[at + 11] & 1)
    return False


def _check_odt(data: bytes) -> str:
    """Look into a zip that is no Word file: return "odt" if it is an OpenDocument text that is safe to open."""
    import io

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = {e.filename: e for e in archive.infolist()}
            safety.check_entries(list(entries.values()))
            if "mimetype" not in entries or not safety.inflate(archive, entries["mimetype"], _HEAD).startswith(_ODT):
                return ""
            manifest = entries.get("META-INF/manifest.xml")
            if manifest and b"encryption-data" in safety.inflate(archive, manifest, safety.MAX_PART):
                raise UnreadableError("password-protected")
            for name in ("content.xml", "styles.xml"):
                if name in entries:
                    safety.parse(safety.inflate(archive, entries[name], safety.MAX_PART), name)
    except BROKEN as error:
        raise UnreadableError("damaged-file", part="zip", reason=str(error)[:120]) from error
    return "odt"


class OldFiles:
    """Converts the old files of one run.

    ``coming`` are the files of the run in the order they will be asked for: when one must be converted, those that
    follow are converted in the same call. ``told`` is called whenever another one is done. ``kept`` is where results
    are kept, the user's cache if not given.
    """

    def __init__(
        self, coming: Sequence[Path] = (), told: Callable[[], None] = lambda: None, kept: Cache | None = None
    ) -> None:
        self._coming = list(coming)
        self._kept = kept or user_cache()
        self._told = told
        self._ready: dict[str, bytes] = {}
        self._failed: dict[str, str] = {}
        self._broken = False
        self._office = office()
        self._office_key = f"libreoffice {soffice.version(self._office)}" if self._office else ""
        self._work: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Remove the copies that were made."""
        if self._work is not None:
            shutil.rmtree(self._work, ignore_errors=True)
            self._work = None

    def docx(self, data: bytes, kind: str) -> tuple[bytes, str]:
        """Return an old file as the bytes of a .docx, and the converter's name; ``UnreadableError`` if none could."""
        sha = hashlib.sha256(data).hexdigest()
        if self._office is not None:
            found = self._ready.pop(sha, None) or self._kept.get(_KIND, f"{self._office_key} {sha}")
            if found is None and sha not in self._failed:
                self._convert_batch(data, sha, kind)
                found = self._ready.pop(sha, None)
            if found is not None:
                return found, "libreoffice"
        found = self._without_office(data, sha) if kind == "doc" else None
        if found is not None:
            return found, msdoc.PACKAGE
        missing = "libreoffice-broken" if self._broken else "old-word-format"
        raise UnreadableError(self._failed.get(sha) or missing, format=_SHOWN[kind])

    def prepare(self) -> None:
        """Convert all coming files now, so that other processes find them in the cache."""
        while self._office is not None and self._coming:
            found = self._look(self._coming.pop(0))
            if found is not None:
                data, sha, kind = found
                self._convert_batch(data, sha, kind)
                self._ready.clear()

    def _convert_batch(self, data: bytes, sha: str, kind: str) -> None:
        """Convert a file and the old files that follow it."""
        batch = {self._copy(data, sha, kind): sha}
        size = len(data)
        while self._coming and len(batch) < _BATCH and size < _BATCH_SIZE:
            found = self._look(self._coming.pop(0))
            if found is not None and found[1] not in batch.values():
                size += len(found[0])
                batch[self._copy(*found)] = found[1]
        self._run(batch)
        for copy in batch:
            copy.unlink(missing_ok=True)

    def _run(self, batch: dict[Path, str]) -> None:
        assert self._office is not None  # noqa: S101 - only asked where it is
        files = list(batch)
        try:
            done, slow = soffice.convert(self._office, files, lambda _: self._told())
        except (soffice.OfficeBrokenError, OSError):
            self._office, self._broken = None, True
            return
        for file, sha in batch.items():
            if file in done:
                self._ready[sha] = done[file]
                self._kept.put(_KIND, f"{self._office_key} {sha}", done[file])
            else:
                self._failed[sha] = "conversion-too-slow" if file in slow else "conversion-failed"

    def _look(self, path: Path) -> tuple[bytes, str, str] | None:
        """Return bytes, hash and kind of a coming file that has to be converted, ``None`` for any other."""
        try:
            status = path.stat()
            if safety.is_elsewhere(status) or status.st_size > safety.MAX_FILE:
                return None
            with path.open("rb") as file:
                head = file.read(_HEAD)
                if safety.sniff(head) == "zip" and _ODT not in head:
                    return None
                data = head + file.read()
            kind = kind_of(data)
        except (OSError, UnreadableError):
            return None  # said when it is read
        sha = hashlib.sha256(data).hexdigest()
        known = (
            sha in self._ready or sha in self._failed or self._kept.get(_KIND, f"{self._office_key} {sha}") is not None
        )
        return None if not kind or known else (data, sha, kind)

    def _copy(self, data: bytes, sha: str, kind: str) -> Path:
        if self._work is None:
            self._work = Path(tempfile.mkdtemp(prefix="transition-"))
        copy = self._work / f"{sha}{SUFFIXES[kind]}"
        copy.write_bytes(chunks.without_links(data) if kind == "html" else data)
        return copy

    def _without_office(self, data: bytes, sha: str) -> bytes | None:
        version = msdoc.version()
        if not version:
            return None
        key = f"{msdoc.PACKAGE} {version} {sha}"
        found = self._kept.get(_KIND, key)
        if found is None:
            try:
                found = msdoc.convert(data)
            except msdoc.EncryptedError as error:
                raise UnreadableError("password-protected") from error
            if found:
                self._kept.put(_KIND, key, found)
        return found or None
