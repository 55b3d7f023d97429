"""What the walk over a Word file hands on: paragraphs and tables with their looks, before anything is judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from transition.documents.styles import ParagraphStyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transition.documents.numbering import Label


@dataclass(frozen=True, slots=True)
class Look:
    """How the visible letters of a paragraph look, taken together; paragraphs that look the same share one."""

    bold: bool = False
    caps: bool = False
    size: int = 0
    centred: bool = False


_NO_STYLE: Final = ParagraphStyle()
_NO_LOOK: Final = Look()


@dataclass(slots=True)
class Extra:
    """Something that stands beside the text of a paragraph: a text box, a footnote, a comment, an alt text."""

    kind: str
    part: str
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Paragraph:
    """One paragraph as a reader sees it.

    ``before`` are extras anchored before its first visible character, ``after`` the others; ``struck`` is text
    crossed out; ``toc`` says that it stands in a table of contents.
    """

    path: tuple[int, ...]
    text: str
    style: ParagraphStyle = _NO_STYLE
    look: Look = _NO_LOOK
    outline: int | None = None
    label: Label | None = None
    toc: bool = False
    struck: str = ""
    pieces: tuple[str, ...] = ()
    """The text between tabs, where there are any: page headers set their fields apart by tabs."""
    before: Sequence[Extra] = ()
    after: Sequence[Extra] = ()

    @property
    def number(self) -> str:
        """The automatic label as printed, "" for none and for bullets."""
        return self.label.text if self.label else ""


@dataclass(slots=True)
class Cell:
    """One visible cell; ``column`` counts grid columns from 0; ``merged`` repeats the cell above without its text."""

    path: tuple[int, ...]
    column: int
    span: int
    blocks: list[Block] = field(default_factory=list)
    merged: bool = False
    shaded: bool = False
    text: str = ""
    """The text of the cell with the labels of its paragraphs, one paragraph a line."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    """The paragraphs with text that stand directly in the cell."""
    tables: list[Table] = field(default_factory=list)

    def fill(self, blocks: list[Block]) -> None:
        """Put in what stands in the cell."""
        self.blocks = blocks
        for block in blocks:
            if isinstance(block, Table):
                self.tables.append(block)
            elif block.text:
                self.paragraphs.append(block)
        self.text = "\n".join([f"{p.number} {p.text}" if p.number else p.text for p in self.paragraphs])


@dataclass(slots=True)
class Row:
    """One row; ``header`` where Word repeats it on every page."""

    path: tuple[int, ...]
    cells: list[Cell] = field(default_factory=list)
    header: bool = False


@dataclass(slots=True)
class Table:
    """One table; rows hold only visible cells."""

    path: tuple[int, ...]
    rows: list[Row] = field(default_factory=list)
    width: int = field(init=False, default=0)
    """The number of grid columns the widest row takes."""

    def __post_init__(self) -> None:
        self.width = max((sum(c.span for c in r.cells) for r in self.rows), default=0)


Block = Paragraph | Table
