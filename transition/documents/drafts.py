"""Passages in the making: what tables and outline decide about, before it is frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from transition.documents.blocks import Block, Extra, Paragraph, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transition.model import PassageKind


@dataclass(slots=True)
class Draft:
    """One passage before its kind, trail and language are known.

    ``kind`` "" is undecided. ``paragraph`` is set for what may be a heading or list item, ``cells`` for table rows.
    ``table`` tells the tables of a file apart (0: none), ``heads`` are their column heads. ``row_title`` marks a row
    that is one cell across its table.
    """

    path: tuple[int, ...]
    part: str
    text: str
    kind: PassageKind | None = None
    number: str = ""
    paragraph: Paragraph | None = None
    cells: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    table: int = 0
    header_row: bool = False
    row_title: bool = False
    level: int | None = None
    lead: str = ""
    trail: tuple[str, ...] = ()
    role: str = ""
    """For a heading: what its section is (purpose, references, definitions …), "" for its own matter."""


@dataclass(slots=True)
class Collector:
    """Turns blocks into drafts, in order."""

    drafts: list[Draft] = field(default_factory=list)
    tables: dict[int, Table] = field(default_factory=dict)

    def take(
        self, blocks: list[Block], part: str, kind: PassageKind | None = None, heads: tuple[str, ...] = ()
    ) -> None:
        """Add everything in ``blocks``; ``kind`` fixes what it is, ``heads`` are the table heads above it."""
        for block in blocks:
            if isinstance(block, Table):
                self.table(block, part, kind, heads)
            else:
                self.paragraph(block, part, kind, heads)

    def paragraph(
        self,
        paragraph: Paragraph,
        part: str,
        kind: PassageKind | None = None,
        heads: tuple[str, ...] = (),
        table: int = 0,
        *,
        row_title: bool = False,
    ) -> None:
        """Add one paragraph with what is anchored in it."""
        if paragraph.before:
            self.extras(paragraph.before, kind)
        if paragraph.text:
            decided = kind or ("toc" if paragraph.toc else None)
            draft = Draft(paragraph.path, part, paragraph.text, decided, paragraph.number, paragraph, (), heads, table)
            draft.row_title = row_title
            self.drafts.append(draft)
        if paragraph.struck:
            # Text crossed out says what no longer holds: the old edition, evidence of nothing else.
            self.drafts.append(Draft((*paragraph.path, 0), part, paragraph.struck, "revision-history", heads=heads))
        if paragraph.after:
            self.extras(paragraph.after, kind)

    def extras(self, extras: Sequence[Extra], kind: PassageKind | None = None) -> None:
        """Add boxes and notes; inside a header or footer they belong to it."""
        for extra in extras:
            own: PassageKind = (
                "textbox" if extra.kind == "textbox" else "footnote" if extra.kind == "footnote" else "note"
            )
            fixed = kind if kind in ("header", "footer") and extra.part in ("header", "footer") else own
            if extra.part == "comments":
                self._comment(extra, own)
            else:
                self.take(extra.blocks, extra.part, fixed)

    def _comment(self, extra: Extra, kind: PassageKind) -> None:
        paragraphs = [b for b in extra.blocks if isinstance(b, Paragraph) and b.text]
        if paragraphs:
            text = "\n".join(p.text for p in paragraphs)
            self.drafts.append(Draft(paragraphs[0].path[:1], extra.part, text, kind))

    def table(self, table: Table, part: str, kind: PassageKind | None, heads: tuple[str, ...]) -> None:
        """Add one table."""
        from transition.documents.tables import add_table

        add_table(self, table, part, kind, heads)
