"""Sets text in between the bytes of an XML part, so that all of it that was there stays as it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from transition.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PROPERTIES: Final = "pPr"
_WIDE: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be", b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a paragraph begins after its properties, where it ends, and the prefix of its name ("w:" or "")."""

    start: int
    end: int
    prefix: str


def spans(data: bytes, ordinals: frozenset[int]) -> dict[int, Span]:
    """Return where paragraphs stand in the bytes of a part.

    Paragraphs are named by their ordinal among all elements of the part, from 0; one without an end tag of its own has
    no span. The part must have been parsed before, so that its entities and its well-formedness are known.
    """
    walk = _Walk(ordinals)
    _run(data, walk)
    closed = _encoded("/>", data)
    return {n: span for n, span in walk.found.items() if n in walk.filled or not data.endswith(closed, 0, span.end)}


def insert(data: bytes, texts: Mapping[int, str]) -> bytes:
    """Return a part with ``texts`` set in before the bytes they are given for."""
    out = bytearray()
    done = 0
    for at in sorted(texts):
        out += data[done:at] + _encoded(texts[at], data)
        done = at
    return bytes(out + data[done:])


def append(data: bytes, text: str) -> bytes:
    """Return a part with ``text`` as the last content of its root element."""
    walk = _Walk(frozenset())
    _run(data, walk)
    if data.startswith(_encoded("</", data), walk.last):
        return insert(data, {walk.last: text})
    slash = _encoded("/>", data)
    at = data.rindex(slash, 0, walk.last)
    return data[:at] + _encoded(f">{text}</{walk.root}>", data) + data[at + len(slash) :]


class _Walk:
    """Follows the elements of a part and notes where they stand."""

    def __init__(self, wanted: frozenset[int]) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.found: dict[int, Span] = {}
        self.filled: set[int] = set()
        """The wanted paragraphs with something in them."""
        self.root = ""
        self.last = 0
        self._wanted = wanted
        self._count = 0
        self._depth = 0
        self._open: tuple[int, int, str] | None = None
        """Ordinal, depth and prefix of the wanted paragraph that is open."""
        self._begin: int | None = None

    def _start(self, name: str, _: object) -> None:
        if self._open is not None:
            self.filled.add(self._open[0])
            if self._begin is None and self._depth == self._open[1] and not name.endswith(_PROPERTIES):
                self._begin = self.parser.CurrentByteIndex
        elif self._count in self._wanted:
            prefix, colon, _local = name.rpartition(":")
            self._depth += 1
            self._open = self._count, self._depth, prefix + colon
            self._begin = None
            self._count += 1
            return
        self.root = self.root or name
        self._count += 1
        self._depth += 1

    def _end(self, _: str) -> None:
        if self._open is not None and self._depth == self._open[1]:
            end = self.parser.CurrentByteIndex
            self.found[self._open[0]] = Span(end if self._begin is None else self._begin, end, self._open[2])
            self._open = None
        self._depth -= 1
        if not self._depth:
            self.last = self.parser.CurrentByteIndex


def _run(data: bytes, walk: _Walk) -> None:
    try:
        walk.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnreadableError("damaged-file", part="xml", reason=str(error)[:120]) from error


def _encoded(text: str, data: bytes) -> bytes:
    """Return a text in the encoding of a part; letters a narrow one may not have are written as references."""
    wide = _WIDE.get(data[:2])
    return text.encode(wide) if wide else text.encode("ascii", "xmlcharrefreplace")
