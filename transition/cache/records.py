"""Records to bytes and back: JSON, compressed; what does not have the shape of the record asked for is no record."""

from __future__ import annotations

import gc
import hashlib
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import msgspec

Record = TypeVar("Record")
_FAST = 1  # the lowest level of compression halves the size again at most, for three times the work
_MOST = 512_000_000
"""Bytes of JSON one entry may unfold to."""
_decoders: dict[type[Any], msgspec.json.Decoder[Any]] = {}


def to_bytes(record: object) -> bytes:
    """Return a record, with all records in it, as compressed JSON."""
    import msgspec

    return zlib.compress(msgspec.json.encode(record), _FAST)


def from_bytes(kind: type[Record], data: bytes) -> Record | None:
    """Return the record that ``to_bytes`` made, ``None`` where ``data`` is not one of this kind."""
    import msgspec

    try:
        with no_collector():
            return _decoder(kind).decode(zlib.decompressobj().decompress(data, _MOST))
    except (zlib.error, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def key_of(*parts: object) -> str:
    """Return one key for strings, numbers, records and what holds them: same parts, same key."""
    import msgspec

    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()


def _decoder(kind: type[Record]) -> msgspec.json.Decoder[Record]:
    import msgspec

    if kind not in _decoders:
        _decoders[kind] = msgspec.json.Decoder(kind)
    decoder: msgspec.json.Decoder[Record] = _decoders[kind]
    return decoder


@contextmanager
def no_collector() -> Iterator[None]:
    """Keep the collector of cycles out of the way: records hold none, and it would look at each of them again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
