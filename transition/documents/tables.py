"""Tables become passages: data rows one each with their heads as context, layout cells as plain paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from transition.documents import language, vocabulary
from transition.documents.blocks import Block, Cell, Paragraph, Row, Table
from transition.documents.drafts import Collector, Draft
from transition.documents.numbers import typed_number
from transition.documents.sections import section_role

if TYPE_CHECKING:
    from transition.model import PassageKind

JOIN: Final = " | "
_HEAD_LETTERS: Final = 60
_TITLE_LETTERS: Final = 100
_LONG_ROW: Final = 150
_SENTENCE: Final = re.compile(r"[.;]\s|[.;]$")


def add_table(out: Collector, table: Table, part: str, kind: PassageKind | None, heads: tuple[str, ...]) -> None:
    """Add the drafts of one table; ``kind`` is set inside headers, notes and boxes."""
    number = len(out.tables) + 1
    out.tables[number] = table
    rows = [row for row in table.rows if any(c.blocks for c in row.cells)]
    head_rows = header_rows(rows)
    if is_layout(table, rows, head_rows):
        side = _side_headed([[c for c in row.cells if c.blocks] for row in rows])
        for row in rows:
            _add_layout_row(out, row, part, kind, heads, number, side=side)
        return
    names = tuple(JOIN.join(_flat(c.text) for c in row.cells if c.text) for row in rows[:head_rows])
    above: dict[int, Cell] = {}
    for index, row in enumerate(rows):
        is_head = index < head_rows
        if not is_head and kind is None and is_title_row(table, row):
            cell = next(c for c in row.cells if c.text)
            for block in cell.blocks:
                if isinstance(block, Paragraph):
                    out.paragraph(block, part, kind, (), number, row_title=True)
            continue
        own_heads = heads if is_head else (*heads, *names, *_merged_heads(row, above))
        _add_row(out, row, part, kind, own_heads, number, is_head)
        for cell in row.cells:
            if not cell.merged:
                above[cell.column] = cell


def _add_layout_row(
    out: Collector,
    row: Row,
    part: str,
    kind: PassageKind | None,
    heads: tuple[str, ...],
    number: int,
    *,
    side: bool,
) -> None:
    for cell in row.cells:
        for block in cell.blocks:
            if isinstance(block, Table):
                add_table(out, block, part, kind, heads)
            else:
                titled = _lone(row, cell) or (side and cell is row.cells[0])
                out.paragraph(block, part, kind, heads, number, row_title=titled)


def _lone(row: Row, cell: Cell) -> bool:
    return sum(1 for c in row.cells if c.text) == 1 and len(cell.paragraphs) == 1


def _add_row(
    out: Collector, row: Row, part: str, kind: PassageKind | None, heads: tuple[str, ...], number: int, is_head: bool
) -> None:
    filled = [c for c in row.cells if c.text]
    if _apart(row, filled):
        for cell in row.cells:
            _add_stretches(out, cell, part, kind, heads, number, is_head)
    else:
        _add_cells(out, row.path, row.cells, part, kind, heads, number, is_head)
        for cell in row.cells:
            _add_beside(out, cell.blocks, part, kind, heads)


def _add_stretches(
    out: Collector, cell: Cell, part: str, kind: PassageKind | None, heads: tuple[str, ...], number: int, is_head: bool
) -> None:
    """Add one cell by itself: its text up to a nested table, the table, the text after it."""
    blocks: list[Block] = []
    split = False
    for block in [*cell.blocks, None]:
        if isinstance(block, Paragraph):
            blocks.append(block)
            continue
        stretch = Cell(cell.path, cell.column, cell.span, merged=cell.merged, shaded=cell.shaded)
        stretch.fill(blocks)
        place = stretch.paragraphs[0].path if split and stretch.paragraphs else cell.path
        _add_cells(out, place, [stretch], part, kind, heads, number, is_head)
        _add_beside(out, blocks, part, kind, heads)
        if block is not None:
            add_table(out, block, part, kind, heads)
            blocks, split = [], True


def _add_beside(
    out: Collector, blocks: list[Block], part: str, kind: PassageKind | None, heads: tuple[str, ...]
) -> None:
    """Add what stands beside the text of these blocks: crossed out words, boxes, notes."""
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.struck:
                out.drafts.append(Draft((*block.path, 0), part, block.struck, "revision-history", heads=heads))
            if block.before or block.after:
                out.extras([*block.before, *block.after], kind)


def _add_cells(
    out: Collector,
    path: tuple[int, ...],
    cells: list[Cell],
    part: str,
    kind: PassageKind | None,
    heads: tuple[str, ...],
    number: int,
    is_head: bool,
) -> None:
    """Add one passage for these cells; the label that Word prints first becomes its number."""
    texts = [c.text for c in cells]
    if not any(texts):
        return
    label, printed = _first_label(cells)
    if printed:
        first = next(i for i, text in enumerate(texts) if text)
        texts[first] = texts[first][len(label) :].strip()
    if not any(heads) or is_head or len(cells) == 1:  # under column heads an empty cell keeps its place
        texts = [text for text in texts if text]
    joined = (
        re.sub(r"(?:\s*\|\s*)+$", "", JOIN.join(texts)).lstrip("| ") if any(heads) else JOIN.join(t for t in texts if t)
    )
    flat = tuple(_flat(c.text) for c in cells)
    out.drafts.append(
        Draft(
            path, part, joined, kind or "table-cell", label, cells=flat, heads=heads, table=number, header_row=is_head
        )
    )


def _first_label(cells: list[Cell]) -> tuple[str, bool]:
    """Return the label before the first text of a row, and whether that text begins with it.

    A column of automatic numbers has labels and no text.
    """
    for cell in cells:
        for block in cell.blocks:
            if isinstance(block, Paragraph) and (block.text or block.number):
                return block.number, bool(block.text and block.number)
    return "", False


def _apart(row: Row, filled: list[Cell]) -> bool:
    """Say whether the cells of a row are passages of their own: long ones, nested tables, two languages."""
    if any(c.tables for c in row.cells):
        return True
    counts = [len(c.text.split()) for c in filled]
    if sum(counts) > _LONG_ROW:
        return True
    speaking = [c for c, count in zip(filled, counts, strict=True) if count > 3]  # noqa: PLR2004
    return len(speaking) > 1 and {"en", "vi"} <= {language.detect(c.text) for c in speaking}


def _merged_heads(row: Row, above: dict[int, Cell]) -> tuple[str, ...]:
    """Return what stands in the merged cells that reach down into this row."""
    if not any(c.merged for c in row.cells):
        return ()
    found = (_flat(above[c.column].text) for c in row.cells if c.merged and c.column in above)
    return tuple(dict.fromkeys(t for t in found if t and len(t) <= _TITLE_LETTERS))


def _flat(text: str) -> str:
    return " ".join(text.split())


# --- what sort of table ---------------------------------------------------------------------------


def is_layout(table: Table, rows: list[Row], head_rows: int) -> bool:
    """Say whether a table only places text on the page: one column, or cells that hold whole sections."""
    if not rows:
        return True
    filled = [[c for c in row.cells if c.blocks] for row in rows]
    if max(len(cells) for cells in filled) == 1 and all(len(r.cells) == 1 for r in rows):
        return True
    if head_rows:
        return any(_has_headings(c) for cells in filled[1:] for c in cells) and table.width <= 2  # noqa: PLR2004
    if any(_has_headings(c) for cells in filled for c in cells):
        return True
    return _side_headed(filled) or _prose_columns(filled)


def _has_headings(cell: Cell) -> bool:
    """Say whether a cell holds a heading with text of its own below it."""
    paragraphs = cell.paragraphs
    return len(paragraphs) > 1 and any(
        p.outline is not None or (_numbered(p) and p.look.bold and len(p.text) <= _TITLE_LETTERS)
        for p in paragraphs[:-1]
    )


def _numbered(paragraph: Paragraph) -> bool:
    return bool(paragraph.number or typed_number(paragraph.text))


def _side_headed(filled: list[list[Cell]]) -> bool:
    """Say whether the left column holds section headings and the right one their text."""
    pairs = [cells for cells in filled if len(cells) == 2]  # noqa: PLR2004
    if len(pairs) < max(2, 0.6 * len(filled)) or any(len(cells) > 2 for cells in filled):  # noqa: PLR2004
        return False
    headed = [cells for cells in pairs if _is_side_head(cells[0]) and len(cells[1].text.split()) >= 6]  # noqa: PLR2004
    return len(headed) >= 0.6 * len(pairs)


def _is_side_head(cell: Cell) -> bool:
    paragraphs = cell.paragraphs
    if not 1 <= len(paragraphs) <= 2 or len(cell.text) > _HEAD_LETTERS:  # noqa: PLR2004
        return False
    typed = typed_number(paragraphs[0].text)
    words = paragraphs[0].text[typed.end if typed else 0 :].strip()
    return bool(_numbered(paragraphs[0]) and words) or section_role(words) != ""


def _prose_columns(filled: list[list[Cell]]) -> bool:
    """Say whether few cells hold many paragraphs each, like columns of a page."""
    cells = [c for row in filled for c in row]
    if max(len(row) for row in filled) > 2 or len(filled) > 3:  # noqa: PLR2004
        return False
    counts = [len(c.paragraphs) for c in cells]
    words = sum(len(c.text.split()) for c in cells)
    return words > 60 and min(counts) >= 1 and max(counts) >= 4  # noqa: PLR2004


def header_rows(rows: list[Row]) -> int:
    """Return how many rows at the top hold column heads."""
    if len(rows) < 2:  # noqa: PLR2004
        return 0
    marked = 0
    while marked < len(rows) - 1 and rows[marked].header:
        marked += 1
    if marked and marked <= 3:  # noqa: PLR2004
        return marked
    return 1 if _is_head(rows[0], rows[1:]) else 0


def _is_head(first: Row, others: list[Row]) -> bool:
    cells = [c for c in first.cells if c.text]
    if len(cells) < 2 or any(len(c.text) > _HEAD_LETTERS or _SENTENCE.search(c.text) for c in cells):  # noqa: PLR2004
        return False
    known = sum(1 for c in cells if vocabulary.fold(c.text) in vocabulary.group("outline", "column_heads"))
    if known >= 2 and known >= 0.5 * len(cells):  # noqa: PLR2004
        return True
    if known and len(cells) > 2 and not any(c.isdigit() for cell in cells for c in cell.text):  # noqa: PLR2004
        return True
    bold = all(_bold(c) for c in cells)
    left_bold = [_bold(row.cells[0]) for row in others if row.cells and row.cells[0].text]
    if bold and not (left_bold and all(left_bold)):
        return True
    shaded = all(c.shaded for c in cells)
    return shaded and not all(c.shaded for row in others for c in row.cells if c.text)


def _bold(cell: Cell) -> bool:
    return all(p.look.bold for p in cell.paragraphs)


def is_title_row(table: Table, row: Row) -> bool:
    """Say whether a row is the title of the rows below it: one short bold or numbered cell across the table."""
    filled = [c for c in row.cells if c.text]
    if len(filled) != 1 or table.width < 2 or any(c.merged for c in row.cells):  # noqa: PLR2004
        return False
    cell = filled[0]
    paragraphs = cell.paragraphs
    if len(paragraphs) != 1 or len(cell.text) > _TITLE_LETTERS or cell.tables:
        return False
    across = cell.span >= table.width or (cell.column == row.cells[0].column and cell.span > 1)
    look = paragraphs[0].look
    strong = look.bold or look.caps or paragraphs[0].outline is not None
    return (
        across
        and (strong or section_role(_after_number(cell.text)) != "")
        and not cell.text.rstrip().endswith((".", ";"))
    )


def _after_number(text: str) -> str:
    typed = typed_number(text)
    return text[typed.end :] if typed else text
