"""The walk over tables: rows, cells and their place in the grid, before anything is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transition.documents.blocks import Cell, Row, Table
from transition.documents.names import SDT, TC, THROUGH, TR, VAL, first, w

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from transition.documents.word import Story

_ROW_PROPERTIES: Final = w("trPr")
_CELL_PROPERTIES: Final = w("tcPr")
_DELETED: Final = w("del")
_HEADER: Final = w("tblHeader")
_BEFORE: Final = w("gridBefore")
_SPAN: Final = w("gridSpan")
_MERGES: Final = frozenset({w("vMerge"), w("hMerge")})
_SHADE: Final = w("shd")
_FILL: Final = w("fill")
_UNSHADED: Final = frozenset({"auto", "ffffff", ""})
_CELL_DELETED: Final = w("cellDel")
_WIDEST: Final = 64
_DIGITS: Final = 6


def table(story: Story, el: etree._Element, path: tuple[int, ...]) -> Table:
    """Return one table; ``story`` reads what stands in its cells."""
    rows = (_row(story, tr, (*path, number)) for number, tr in enumerate(_descend(el, TR), 1))
    return Table(path, [row for row in rows if row is not None])


def _row(story: Story, tr: etree._Element, path: tuple[int, ...]) -> Row | None:
    column, header = 0, False
    properties = first(tr, _ROW_PROPERTIES)
    if properties is not None:
        told = {el.tag: el for el in reversed(properties)}
        if _DELETED in told:
            story.source.tally["deleted"] += 1
            return None
        header = _HEADER in told
        column = digit(told[_BEFORE].get(VAL)) if _BEFORE in told else 0
    cells: list[Cell] = []
    for number, tc in enumerate(_descend(tr, TC), 1):
        cell = _cell(story, tc, (*path, number), column)
        if cell is not None:
            column += cell.span
            cells.append(cell)
    return Row(path, cells, header)


def _cell(story: Story, tc: etree._Element, path: tuple[int, ...], column: int) -> Cell | None:
    cell = Cell(path, column, 1)
    properties = first(tc, _CELL_PROPERTIES)
    if properties is not None:
        for el in properties:
            tag = el.tag
            if tag == _SPAN:
                cell.span = max(1, min(digit(el.get(VAL)), _WIDEST))
            elif tag in _MERGES:
                cell.merged = (el.get(VAL) or "continue") == "continue"
            elif tag == _SHADE:
                cell.shaded = (el.get(_FILL) or "auto").lower() not in _UNSHADED
            elif tag == _CELL_DELETED:
                return None
    if not cell.merged:
        outer, story.in_cell = story.in_cell, True
        cell.fill(story.blocks(tc, path))
        story.in_cell = outer
    return cell


def _descend(el: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those inside content controls and insertions."""
    for child in el:
        tag = child.tag
        if tag == wanted:
            yield child
        elif tag == SDT or tag in THROUGH:
            yield from _descend(child, wanted)


def digit(text: str | None, default: int = 0) -> int:
    """Return a small whole number written in digits, ``default`` for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < _DIGITS else default
