"""The walk over a Word file: everything a reader sees, once, in reading order, as blocks.

The XML is walked directly: object layers over it lose text boxes, content controls, notes and list labels.
"""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from transition.documents import chunks, graphics
from transition.documents.blocks import Block, Cell, Extra, Paragraph, Row, Table
from transition.documents.inline import Fields, Line, branch, mark_is
from transition.documents.names import ALTERNATE, PPR, R_ID, RPR, SDT, SDT_CONTENT, TBL, TC, TR, VAL, P, w
from transition.documents.numbering import Counter, Label, Numbering
from transition.documents.oldfonts import OldFonts, effective
from transition.documents.styles import ParagraphStyle, RunStyle, Styles
from transition.documents.tidy import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from transition.documents.package import Package, Relationship

_THROUGH: Final = frozenset(w(n) for n in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "txbxContent"))
_OUT: Final = frozenset(w(n) for n in ("del", "moveFrom"))
_GALLERY: Final = f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}"
_SECTION: Final = w("sectPr")
_REFERENCES: Final = {w("headerReference"): "header", w("footerReference"): "footer"}
_CENTRED: Final = frozenset({"center", "centre"})
_HIDING: Final = tuple(w(n) for n in ("vanish", "strike", "dstrike", "specVanish"))
_FEATURES: Final = (b":vanish", b":strike", b":dstrike", b":specVanish")


@dataclass(slots=True)
class Source:
    """The parts every story of a file shares."""

    package: Package
    styles: Styles
    numbering: Numbering
    notes: dict[str, dict[str, etree._Element]] = field(default_factory=dict)
    """Part (footnotes, endnotes, comments) → id → its element."""
    seen_notes: set[tuple[str, str]] = field(default_factory=set)
    tally: Tally[str] = field(default_factory=Tally)
    old_fonts: OldFonts = field(default_factory=OldFonts)
    watch: bool = False
    """Whether hidden or struck text may occur at all; looking at every run costs a third of the walk."""

    def notice(self, root: etree._Element | None) -> None:
        """Take note of what a further part (header, notes) asks to be looked at."""
        self.old_fonts.notice(root)
        if root is not None and not self.watch:
            self.watch = next(root.iter(*_HIDING), None) is not None


class Story:
    """One flow of text: the body, a header, a note. Counts its lists and keeps its open fields."""

    def __init__(self, source: Source, part: str, relationships: dict[str, Relationship]) -> None:
        self.source = source
        self.part = part
        self.relationships = relationships
        self.header_ids: list[tuple[str, str, str]] = []
        self._fields = Fields()
        self._counter = Counter()
        self._box_counter = Counter()
        self._carried: tuple[str, list[tuple[bool, Extra]]] | None = None
        self._toc_depth = 0
        self._in_cell = False

    def blocks(self, container: etree._Element, path: tuple[int, ...] = ()) -> list[Block]:
        """Return the blocks of a container in order; ``path`` is the place of the container."""
        out: list[Block] = []
        self._fill(container, path, out, [0])
        return out

    def _fill(  # noqa: C901 - one branch for each kind of block
        self, container: etree._Element, path: tuple[int, ...], out: list[Block], count: list[int]
    ) -> None:
        for el in container:
            tag = el.tag
            if tag == P:
                count[0] += 1
                paragraph = self._paragraph(el, (*path, count[0]))
                if paragraph is not None:
                    out.append(paragraph)
            elif tag == TBL:
                count[0] += 1
                out.append(self._table(el, (*path, count[0])))
            elif tag == SDT:
                self._content_control(el, path, out, count)
            elif tag in _THROUGH:
                self._fill(el, path, out, count)
            elif tag == ALTERNATE:
                chosen = branch(el)
                if chosen is not None:
                    self._fill(chosen, path, out, count)
            elif tag == _SECTION:
                self._section(el)
            elif tag == w("altChunk"):
                count[0] += 1
                out += self._chunk(el, (*path, count[0]))

    def _content_control(self, el: etree._Element, path: tuple[int, ...], out: list[Block], count: list[int]) -> None:
        content = el.find(SDT_CONTENT)
        if content is None:
            return
        gallery = el.find(_GALLERY)
        toc = gallery is not None and "table of contents" in (gallery.get(VAL) or "").lower()
        self._toc_depth += toc
        self._fill(content, path, out, count)
        self._toc_depth -= toc

    def _section(self, el: etree._Element) -> None:
        for ref in el:
            if ref.tag in _REFERENCES:
                self.header_ids.append((_REFERENCES[ref.tag], ref.get(w("type")) or "default", ref.get(R_ID) or ""))

    # --- paragraphs ---------------------------------------------------------------------------

    def _paragraph(self, el: etree._Element, path: tuple[int, ...]) -> Paragraph | None:
        """Return one paragraph, ``None`` where nothing of it is to be seen."""
        ppr = el.find(PPR)
        style = self._style_of(ppr)
        extras: list[tuple[bool, Extra]] = []

        def anchor(kind: str, target: etree._Element) -> None:
            found = self._graphic(target, path, len(extras)) if kind == "graphic" else self._note(kind, target)
            extras.extend((line.started, e) for e in found)

        line = Line(self.source.styles, style, self._fields, self.source.watch, self.source.old_fonts, anchor)
        line.add(el)
        self._fields.close_paragraph()
        self._count(line)
        text, struck = line.text, line.struck
        if self._carried is not None:
            text, extras, self._carried = self._carried[0] + text, self._carried[1] + extras, None
        if ppr is not None and self._vanishes(ppr, text, extras):
            return None
        label = self._label(ppr, style)
        if not (text.strip() or struck or extras or (label is not None and label.text and self._in_cell)):
            return None
        centred, outline = _alignment(ppr, style)
        pieces = tuple(filter(None, map(clean, text.split("\t")))) if "\t" in text else ()
        paragraph = Paragraph(path, clean(text), style, line.look(centred), outline, label, struck=clean(struck))
        paragraph.toc = line.toc or style.is_toc or self._toc_depth > 0
        paragraph.pieces = pieces
        if extras:
            paragraph.before = [e for started, e in extras if not started]
            paragraph.after = [e for started, e in extras if started]
        return paragraph

    def _count(self, line: Line) -> None:
        if line.inserted:
            self.source.tally["inserted"] += line.inserted
        if line.deleted:
            self.source.tally["deleted"] += line.deleted

    def _style_of(self, ppr: etree._Element | None) -> ParagraphStyle:
        found = ppr.find(w("pStyle")) if ppr is not None else None
        return self.source.styles.default if found is None else self.source.styles.paragraph(found.get(VAL) or "")

    def _vanishes(self, ppr: etree._Element, text: str, extras: list[tuple[bool, Extra]]) -> bool:
        """Say whether the paragraph ends without a mark: deleted (its text joins the next) or hidden and empty."""
        section = ppr.find(_SECTION)
        if section is not None:
            self._section(section)
        if mark_is(ppr, "del"):
            self.source.tally["deleted"] += 1
            self._carried = (text, extras)
            return True
        return not text.strip() and self.source.watch and mark_is(ppr, "vanish")

    def _label(self, ppr: etree._Element | None, style: ParagraphStyle) -> Label | None:
        num = ppr.find(w("numPr")) if ppr is not None else None
        num_id, level = style.num_id, None
        if num is not None:
            id_el, level_el = num.find(w("numId")), num.find(w("ilvl"))
            num_id = (id_el.get(VAL) or "") if id_el is not None else num_id
            level = _digit(level_el.get(VAL)) if level_el is not None else None
        if not num_id or num_id == "0":
            return None
        found = self.source.numbering.find(num_id)
        if found is None:
            return None
        if level is None:
            linked = Numbering.level_of_style(found, style.lineage)
            level = linked if linked is not None else (style.ilvl or 0)
        label = self._counter.next(num_id, found, level)
        return self._in_unicode(label, found.levels[label.level].font, ppr, style)

    def _in_unicode(self, label: Label, font: str, ppr: etree._Element | None, style: ParagraphStyle) -> Label:
        """Return a label whose words ("Điều 1.") are read by the font of the level, else of the paragraph's mark."""
        if not (label.text and self.source.old_fonts.active):
            return label
        mark = ppr.find(RPR) if ppr is not None else None
        look = effective(mark, style.run, self.source.styles).under(RunStyle(font=font))
        return replace(label, text=self.source.old_fonts.read_one(look, label.text))

    # --- what is anchored in paragraphs ----------------------------------------------------------

    def _graphic(self, el: etree._Element, path: tuple[int, ...], index: int) -> list[Extra]:
        """Return the text boxes and alternative texts of one drawing."""
        out: list[Extra] = []
        outer = self._fields, self._counter
        self._fields, self._counter = Fields(), self._box_counter  # boxes are counted apart from the text around them
        for kind, found in graphics.contents(el, self.source.package, self.relationships):
            place = (*path, index + len(out) + 1)
            if isinstance(found, str):
                out.append(Extra(kind, self.part, [Paragraph((*place, 1), found)]))
            else:
                blocks = self.blocks(found, place)
                if blocks:
                    out.append(Extra(kind, self.part, blocks))
        self._fields, self._counter = outer
        return out

    def _note(self, part: str, reference: etree._Element) -> list[Extra]:
        """Return the note or comment a reference leads to, the first time it is met."""
        note_id = reference.get(w("id")) or ""
        el = self.source.notes.get(part, {}).get(note_id)
        if el is None or (part, note_id) in self.source.seen_notes:
            return []
        self.source.seen_notes.add((part, note_id))
        story = Story(self.source, part, {})
        place = len([1 for p, _ in self.source.seen_notes if p == part])
        blocks = story.blocks(el, (place,))
        if part == "comments" and blocks:
            _sign(blocks, el.get(w("author")) or "")
        return [Extra("footnote" if part == "footnotes" else "note", part, blocks)] if blocks else []

    def _chunk(self, el: etree._Element, path: tuple[int, ...]) -> list[Block]:
        rel = self.relationships.get(el.get(R_ID) or "")
        if rel is None:
            return []
        lines = chunks.chunk_lines(self.source.package, rel.target)
        notes = [Extra("note", self.part, [Paragraph((*path, i), t)]) for i, t in enumerate(lines, 1)]
        return [Paragraph(path, "", before=notes)] if notes else []

    # --- tables -----------------------------------------------------------------------------------

    def _table(self, el: etree._Element, path: tuple[int, ...]) -> Table:
        rows: list[Row] = []
        for number, tr in enumerate(_descend(el, TR), 1):
            row = self._row(tr, (*path, number))
            if row is not None:
                rows.append(row)
        return Table(path, rows)

    def _row(self, tr: etree._Element, path: tuple[int, ...]) -> Row | None:
        column, header = 0, False
        properties = tr.find(w("trPr"))
        if properties is not None:
            if properties.find(w("del")) is not None:
                self.source.tally["deleted"] += 1
                return None
            header = properties.find(w("tblHeader")) is not None
            before = properties.find(w("gridBefore"))
            column = _digit(before.get(VAL)) if before is not None else 0
        cells: list[Cell] = []
        for number, tc in enumerate(_descend(tr, TC), 1):
            cell = self._cell(tc, (*path, number), column)
            if cell is not None:
                column += cell.span
                cells.append(cell)
        return Row(path, cells, header)

    def _cell(self, tc: etree._Element, path: tuple[int, ...], column: int) -> Cell | None:
        cell = Cell(path, column, 1)
        properties = tc.find(w("tcPr"))
        if properties is not None:
            for el in properties:
                tag = el.tag
                if tag == w("gridSpan"):
                    cell.span = max(1, min(_digit(el.get(VAL)), 64))
                elif tag in _MERGES:
                    cell.merged = (el.get(VAL) or "continue") == "continue"
                elif tag == w("shd"):
                    cell.shaded = (el.get(w("fill")) or "auto").lower() not in ("auto", "ffffff", "")
                elif tag == w("cellDel"):
                    return None
        if not cell.merged:
            outer, self._in_cell = self._in_cell, True
            cell.blocks = self.blocks(tc, path)
            self._in_cell = outer
        return cell


_MERGES: Final = frozenset({w("vMerge"), w("hMerge")})


def _descend(el: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Yield rows of a table or cells of a row, also those inside content controls and insertions."""
    for child in el:
        if child.tag == wanted:
            yield child
        elif child.tag == SDT or child.tag in _THROUGH:
            yield from _descend(child, wanted)


def _alignment(ppr: etree._Element | None, style: ParagraphStyle) -> tuple[bool, int | None]:
    centred, outline = style.centred, style.outline
    if ppr is None:
        return centred, outline
    align, level = ppr.find(w("jc")), ppr.find(w("outlineLvl"))
    if align is not None:
        centred = align.get(VAL) in _CENTRED
    if level is not None:
        value = _digit(level.get(VAL), 9)
        outline = value + 1 if value < 9 else None  # noqa: PLR2004 - nine outline levels, the tenth is body text
    return centred, outline


def _digit(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default  # noqa: PLR2004


def _sign(blocks: list[Block], author: str) -> None:
    """Put the author before a comment, as Word shows it."""
    first = next((b for b in blocks if isinstance(b, Paragraph)), None)
    if first is not None and author:
        first.text = f"{author}: {first.text.lstrip()}"


def watches(data: bytes, styles: Styles) -> bool:
    """Say whether hidden or struck text may occur in a part."""
    return any(f in data for f in _FEATURES) or styles.hides
