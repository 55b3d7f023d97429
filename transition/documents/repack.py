"""A zip with some members changed and all others as they were stored, bit for bit.

Members that stay are never inflated: their stored bytes, names, dates and marks are copied. So nothing in them can
change, a bomb among them does no harm, and pictures cost no time.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from transition.documents.package import BROKEN
from transition.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_END: Final = struct.Struct("<4s4H2LH")
_SIZES_AFTER: Final = 8
"""The mark that sizes follow the data; they stand before it here."""
_UTF8: Final = 0x800
_OLDEST: Final = (0 << 9) | (1 << 5) | 1
"""1 January 1980, the date of members that are new, so that equal input gives equal bytes."""
_OURS: Final = 63
"""Version of the zip rules that members written here name; no reader minds, and no office program names the same."""
_LARGEST: Final = 0xFFFFFFFF
_MOST: Final = 0xFFFF


def repack(data: bytes, changed: Mapping[str, bytes], added: Mapping[str, bytes]) -> bytes:
    """Return the zip ``data`` with the members ``changed`` replaced and ``added`` at the end.

    Members are known by their names as ``Package`` knows them: with "/", and upper or lower case alike.
    """
    wanted = {name.lower(): content for name, content in changed.items()}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        out = _Writer()
        for entry in entries:
            content = wanted.get(entry.filename.replace("\\", "/").lstrip("/").lower())
            if content is not None:
                out.new(entry, content)
            else:
                out.kept(entry, _stored(data, entry))
        for name, content in added.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.new(entry, content)
        return out.done()
    except (*BROKEN, struct.error) as error:
        raise UnreadableError("damaged-file", part="zip", reason=str(error)[:120]) from error


def is_repacked(data: bytes, name: str) -> bool:
    """Return whether a member of a zip was changed by ``repack``, and by nobody since."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.getinfo(name).create_version == _OURS
    except BROKEN:
        return False


def _stored(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    names = _LOCAL.unpack_from(data, entry.header_offset)[-2:]
    start = entry.header_offset + _LOCAL.size + sum(names)
    found = data[start : start + entry.compress_size]
    if len(found) != entry.compress_size:
        raise zipfile.BadZipFile(entry.filename)
    return found


class _Writer:
    def __init__(self) -> None:
        self._out = bytearray()
        self._central = bytearray()
        self._count = 0

    def new(self, entry: zipfile.ZipInfo, content: bytes) -> None:
        """Add a member with new content, stored the way the old one was."""
        method = zipfile.ZIP_STORED if entry.compress_type == zipfile.ZIP_STORED else zipfile.ZIP_DEFLATED
        stored = content
        if method == zipfile.ZIP_DEFLATED:
            packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
            stored = packer.compress(content) + packer.flush()
        self._add(entry, stored, method, zlib.crc32(content), len(content), _OURS)

    def kept(self, entry: zipfile.ZipInfo, stored: bytes) -> None:
        """Add a member as it was stored."""
        self._add(entry, stored, entry.compress_type, entry.CRC, entry.file_size, entry.create_version)

    def _add(self, entry: zipfile.ZipInfo, stored: bytes, method: int, crc: int, size: int, version: int) -> None:
        name, flags = _name(entry)
        offset = len(self._out)
        if max(offset, size, len(stored)) >= _LARGEST or self._count >= _MOST:
            raise UnreadableError("too-large", size="4 GB")
        year, month, day, hour, minute, second = entry.date_time
        date = ((year - 1980) << 9) | (month << 5) | day if year >= 1980 else _OLDEST  # noqa: PLR2004
        time = (hour << 11) | (minute << 5) | (second // 2)
        common = (max(entry.extract_version, 20), flags, method, time, date, crc, len(stored), size, len(name))
        self._out += _LOCAL.pack(b"PK\x03\x04", *common, 0) + name + stored
        made = (entry.create_system << 8) | max(version, 20)
        more = (0, len(entry.comment), 0, entry.internal_attr, entry.external_attr, offset)
        self._central += _CENTRAL.pack(b"PK\x01\x02", made, *common, *more) + name + entry.comment
        self._count += 1

    def done(self) -> bytes:
        """Return the whole zip."""
        start, size = len(self._out), len(self._central)
        end = _END.pack(b"PK\x05\x06", 0, 0, self._count, self._count, size, start, 0)
        return bytes(self._out + self._central + end)


def _name(entry: zipfile.ZipInfo) -> tuple[bytes, int]:
    flags = entry.flag_bits & ~_SIZES_AFTER
    if flags & _UTF8:
        return entry.orig_filename.encode("utf-8"), flags
    try:
        # What zipfile read in the old code page is written back in it, so that names keep their bytes.
        return entry.orig_filename.encode("cp437"), flags
    except UnicodeEncodeError:
        return entry.orig_filename.encode("utf-8"), flags | _UTF8
