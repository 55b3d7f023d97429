"""Word files are untrusted: what is refused, and the bounds within which the rest is read.

Nothing here trusts a size that a file declares about itself: declared sizes are summed first, because that is
cheap, and bytes are counted again while they are inflated.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree

from transition.errors import UnreadableError

if TYPE_CHECKING:
    import os
    from collections.abc import Sequence

MAX_FILE: Final = 96_000_000
"""Bytes of one file; larger ones hold pictures or worse, and no quality document needs them."""
MAX_ENTRIES: Final = 10_000
MAX_TOTAL: Final = 1_500_000_000
"""Declared bytes of all members together, pictures included (those are never inflated)."""
MAX_PART: Final = 48_000_000
"""Bytes of one XML part: ten times a manual of 500 pages."""
MAX_RATIO: Final = 400
"""Inflated bytes per stored byte of an XML part above which it is a bomb; dense tables reach about 60."""
RATIO_FLOOR: Final = 4_000_000
"""Parts below this size are harmless whatever their ratio."""
MAX_XML: Final = 80_000_000
"""Bytes of all XML inflated for one file."""
MAX_CELLS: Final = 120_000
MAX_MARKUP: Final = 3_000_000
"""Tags of one part; each element takes about a hundred bytes of memory, whatever it takes in the file."""

_FETCHED_ON_OPENING: Final = 0x441000
"""Windows' marks for offline, recall on open, and recall on data access."""

OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC: Final = b"PK"
RTF_MAGIC: Final = b"{\\rtf"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_WORD_STREAM: Final = "WordDocument".encode("utf-16-le")

_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/", b"http://schemas.openxmlformats.org/wordprocessingml/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
_DECLARED: Final = re.compile(rb"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["'][^>]*\?>""")
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
_CELL: Final = re.compile(rb"<(?:\w+:)?tc[\s>/]")


def sniff(data: bytes) -> str:
    """Return what a file is by its first bytes: zip, ole-encrypted, ole-word, ole, rtf, empty or other."""
    if not data:
        return "empty"
    if data.startswith(ZIP_MAGIC):
        return "zip"
    if data.startswith(OLE_MAGIC):
        if _ENCRYPTED in data:
            return "ole-encrypted"
        return "ole-word" if _WORD_STREAM in data else "ole"
    return "rtf" if data.lstrip()[:5] == RTF_MAGIC else "other"


def is_elsewhere(status: os.stat_result) -> bool:
    """Say whether opening a file would first fetch it from the cloud."""
    return bool(getattr(status, "st_file_attributes", 0) & _FETCHED_ON_OPENING)


def check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse a zip whose declared sizes or number of members cannot be those of a document."""
    if len(entries) > MAX_ENTRIES:
        raise UnreadableError("zip-bomb", size=len(entries))
    total = sum(e.file_size for e in entries)
    if total > MAX_TOTAL:
        raise UnreadableError("zip-bomb", size=f"{total // 1_000_000} MB")


def inflate(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Return the bytes of one XML member; ``left`` is how much the whole file may still inflate to."""
    if entry.flag_bits & 1:
        raise UnreadableError("password-protected")
    limit = min(MAX_PART, left)
    _check_ratio(entry.file_size, entry.compress_size)
    if entry.file_size > limit:
        raise UnreadableError("too-large", size=f"{entry.file_size // 1_000_000} MB")
    with archive.open(entry) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadableError("zip-bomb", size=f"{limit // 1_000_000} MB")
    _check_ratio(len(data), entry.compress_size)
    return data


def _check_ratio(size: int, stored: int) -> None:
    if size > RATIO_FLOOR and size > MAX_RATIO * max(stored, 1):
        raise UnreadableError("zip-bomb", size=f"{size // 1_000_000} MB")


def parse(data: bytes, part: str) -> etree._Element:
    """Parse one XML part without entities, network or DTD, in the transitional namespaces.

    Raises ``UnreadableError`` with ``doctype-refused`` for any document type declaration, ``too-large`` for
    absurd nesting or tables, ``damaged-file`` for XML that is not well formed.
    """
    data = utf8(data)
    if b"<!DOCTYPE" in data:
        raise UnreadableError("doctype-refused", part=part)
    if b"purl.oclc.org/ooxml" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    if data.count(b"<") > MAX_MARKUP:
        raise UnreadableError("too-large", size=f"> {MAX_MARKUP // 2} elements")
    if data.count(b"tc") > MAX_CELLS and sum(1 for _ in _CELL.finditer(data)) > MAX_CELLS:
        raise UnreadableError("too-large", size=f"> {MAX_CELLS} cells")
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise UnreadableError("too-large", size="> 255 levels") from error
        raise UnreadableError("damaged-file", part=part, reason=_short(error)) from error
    return root


def utf8(data: bytes) -> bytes:
    """Return the XML as UTF-8 without a declared encoding, so that what is searched is what is parsed."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _recode(data, name)
    if data[:2] == b"<\x00":
        return _recode(data, "utf-16-le")
    if data[:2] == b"\x00<":
        return _recode(data, "utf-16-be")
    found = _DECLARED.match(data)
    if found and found[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        return _recode(data, found[1].decode("ascii"))
    return data


def _recode(data: bytes, name: str) -> bytes:
    try:
        text = data.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableError("damaged-file", part="xml", reason=_short(error)) from error
    return re.sub(r"\A\ufeff?\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__
