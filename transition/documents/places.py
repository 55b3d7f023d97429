"""Finds again, in the XML of a Word file, the place a ``Location`` names, and a paragraph there to hang a comment on.

Blocks, rows and cells are counted as the reader's walk counts them.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from transition.documents.inline import branch
from transition.documents.names import (
    ALTERNATE,
    FALLBACK,
    SDT,
    SDT_CONTENT,
    TBL,
    TC,
    THROUGH,
    TR,
    TXBX_CONTENT,
    P,
    T,
    w,
)
from transition.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml import etree

    from transition.documents.package import Package
    from transition.model import Location

_CHUNK: Final = w("altChunk")
_REFERENCES: Final = {
    "footnotes": w("footnoteReference"),
    "endnotes": w("endnoteReference"),
    "comments": w("commentReference"),
}
_SEPARATORS: Final = ("separator", "continuationSeparator", "continuationNotice")
_UNREAD: Final = frozenset({w("del"), w("moveFrom"), TXBX_CONTENT})
_DRAWN: Final = (w("drawing"), w("pict"), w("object"))
_CUT: Final = "… "


class Places:
    """The places of one Word file; ``root`` is its main part, parsed."""

    def __init__(self, package: Package, root: etree._Element) -> None:
        self._package = package
        self._root = root
        self._blocks: dict[etree._Element, list[etree._Element]] = {}

    def element(self, location: Location) -> etree._Element | None:
        """Return the paragraph, table, row, cell or embedded file of a location; ``None`` outside the running text.

        What stands in a text box, or is crossed out, is where its paragraph is; a note is where its mark is. Headers
        and footers have no place in the text.
        """
        if location.part == "body":
            return self._below(self._body, location.path) if self._body is not None else None
        if location.part in _REFERENCES and location.path:
            return self._marked(location.part, location.path[0])
        return None

    def paragraph(self, location: Location, found: str = "") -> etree._Element | None:
        """Return the paragraph a comment on a location can be anchored to; ``found`` is the text it is about.

        What stands in a header is spoken about at the first paragraph of the text. Where an anchor would do harm, the
        nearest plain paragraph takes its place; ``None`` if the file has no such paragraph.
        """
        element = self.element(location)
        if element is None:
            return next((p for p in self._paragraphs if self._plain(p)), None)
        wanted = element if element.tag == P else _speaking(element, found)
        return wanted if wanted is not None and self._plain(wanted) else self._nearest(element)

    # --- the walk -----------------------------------------------------------------------------

    @cached_property
    def _body(self) -> etree._Element | None:
        return next((el for el in self._root if isinstance(el.tag, str) and el.tag.endswith("}body")), None)

    def _below(self, container: etree._Element, path: Sequence[int]) -> etree._Element | None:
        """Return what a path counts to, from a container of blocks."""
        if container not in self._blocks:
            self._blocks[container] = list(_blocks(container))
        block = _nth(self._blocks[container], path[0]) if path else None
        if block is None or block.tag == P or len(path) == 1:
            return block
        if block.tag != TBL:
            return block
        row = _nth(_parts(block, TR), path[1])
        if row is None or len(path) == 2:  # noqa: PLR2004 - block, row
            return row
        cell = _nth(_parts(row, TC), path[2])
        if cell is None or len(path) == 3:  # noqa: PLR2004 - block, row, cell
            return cell
        return self._below(cell, path[3:])

    def _marked(self, part: str, place: int) -> etree._Element | None:
        """Return the paragraph with the mark of the note that is met as the ``place``-th."""
        seen: list[str] = []
        known = self._notes(part)
        for mark in self._root.iter(_REFERENCES[part]):
            id = mark.get(w("id")) or ""
            if id in seen or id not in known or any(a.tag in _UNREAD for a in mark.iterancestors()):
                continue
            seen.append(id)
            if len(seen) == place:
                return next(mark.iterancestors(P), None)
        return None

    def _notes(self, part: str) -> set[str]:
        for rel in self._package.relationships(self._package.main).values():
            if rel.kind == part:
                try:
                    root = self._package.xml(rel.target)
                except UnreadableError:
                    return set()
                return {el.get(w("id")) or "" for el in root if el.get(w("type")) not in _SEPARATORS}
        return set()

    # --- where an anchor does no harm ----------------------------------------------------------

    @cached_property
    def _paragraphs(self) -> list[etree._Element]:
        """Every paragraph with text, in order, those in boxes left out: comments on them are shown nowhere."""
        body = self._body
        if body is None:
            return []
        return [p for p in body.iter(P) if _text(p) and not any(a.tag in _BOXED for a in p.iterancestors())]

    def _plain(self, paragraph: etree._Element) -> bool:
        """Say whether an anchor does no harm.

        LibreOffice loses text where a comment is anchored in the first paragraph of a content control around
        blocks, rows or cells, or beside a drawing inside one (seen in 7.4).
        """
        for around in paragraph.iterancestors(SDT):
            if next(around.iter(P), None) is paragraph or next(paragraph.iter(*_DRAWN), None) is not None:
                return False
        return True

    def _nearest(self, element: etree._Element) -> etree._Element | None:
        order = {el: n for n, el in enumerate(self._root.iter("*"))}
        here = order[element]
        plain = [p for p in self._paragraphs if self._plain(p)]
        return min(plain, key=lambda p: (abs(order[p] - here), order[p]), default=None)


_BOXED: Final = frozenset({TXBX_CONTENT, FALLBACK})


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the blocks that are counted, also those inside content controls and insertions."""
    for el in container:
        tag = el.tag
        if tag in (P, TBL, _CHUNK):
            yield el
        elif tag == SDT:
            content = el.find(SDT_CONTENT)
            if content is not None:
                yield from _blocks(content)
        elif tag in THROUGH:
            yield from _blocks(el)
        elif tag == ALTERNATE:
            chosen = branch(el)
            if chosen is not None:
                yield from _blocks(chosen)


def _parts(el: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield the rows of a table or the cells of a row."""
    for child in el:
        if child.tag == wanted:
            yield child
        elif child.tag == SDT or child.tag in THROUGH:
            yield from _parts(child, wanted)


def _nth(elements: Iterable[etree._Element], number: int) -> etree._Element | None:
    return next((el for n, el in enumerate(elements, 1) if n == number), None)


def _text(el: etree._Element) -> str:
    return " ".join("".join(t.text or "" for t in el.iter(T)).split())


def _speaking(element: etree._Element, found: str) -> etree._Element | None:
    """Return the paragraph of a row or cell that says what was found, else its first one with text."""
    wanted = _folded(found)
    pieces = [piece for text in found.split(" | ") if (piece := _folded(text))]
    best: tuple[int, etree._Element | None] = (0, None)
    for p in element.iter(P):
        text = _folded(_text(p))
        if not text or any(a.tag in _BOXED for a in p.iterancestors()):
            continue
        if wanted and wanted in text:
            return p
        said = max((len(piece) for piece in pieces if piece in text), default=0)
        said = max(said, len(text) if text in wanted else 1)
        if said > best[0]:
            best = said, p
    return best[1]


def _folded(text: str) -> str:
    return " ".join(text.split()).strip(_CUT).casefold()
