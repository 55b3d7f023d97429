"""The walk over a Word file: everything a reader sees, once, in reading order, as blocks.

The XML is walked directly: object layers over it lose text boxes, content controls, notes and list labels.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

from transition.documents import chunks, graphics, grid
from transition.documents.blocks import Block, Extra, Paragraph
from transition.documents.fields import Fields
from transition.documents.inline import Line, branch, look_of, mark_is, plain
from transition.documents.names import (
    ALTERNATE,
    ID,
    JC,
    NUM_PR,
    OUTLINE,
    P_STYLE,
    PPR,
    R_ID,
    RPR,
    SDT,
    SDT_CONTENT,
    SECTION,
    TBL,
    THROUGH,
    VAL,
    VANISH,
    P,
    first,
    w,
)
from transition.documents.numbering import Counter, Label, Numbering
from transition.documents.styles import CENTRED, ParagraphStyle, RunStyle
from transition.documents.tidy import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

    from transition.documents.package import Relationship
    from transition.documents.source import Source

    _Properties: TypeAlias = "dict[str, etree._Element]"  # noqa: SLF001 - the name lxml gives it
    """What a paragraph says about itself, by the full names of its properties."""

_GALLERY: Final = (w("sdtPr"), w("docPartObj"), w("docPartGallery"))
_REFERENCES: Final = {w("headerReference"): "header", w("footerReference"): "footer"}
_CHUNK: Final = w("altChunk")
_DELETED: Final = w("del")
_LEVEL: Final = w("ilvl")
_NUM_ID: Final = w("numId")
_OUTLINE_LEVELS: Final = 9


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
        self._place: tuple[int, ...] = ()
        """The place of the paragraph that is being read, for what is anchored in it."""
        self.in_cell = False

    def blocks(self, container: etree._Element, path: tuple[int, ...] = ()) -> list[Block]:
        """Return the blocks of a container in order; ``path`` is the place of the container."""
        out: list[Block] = []
        self._fill(container, path, out, [0])
        return out

    def use_up(self, container: etree._Element) -> list[Block]:
        """Return the blocks of a container and empty it on the way, so that text takes the place of its XML."""
        out: list[Block] = []
        count = [0]
        for el in container:
            self._fill((el,), (), out, count)
            el.clear()
        return out

    def _fill(  # noqa: C901 - one branch for each kind of block
        self, container: Iterable[etree._Element], path: tuple[int, ...], out: list[Block], count: list[int]
    ) -> None:
        for el in container:
            tag = el.tag
            if tag == P:
                number = count[0] = count[0] + 1
                paragraph = self._paragraph(el, (*path, number))
                if paragraph is not None:
                    out.append(paragraph)
            elif tag == TBL:
                count[0] += 1
                out.append(grid.table(self, el, (*path, count[0])))
            elif tag == SDT:
                self._content_control(el, path, out, count)
            elif tag in THROUGH:
                self._fill(el, path, out, count)
            elif tag == ALTERNATE:
                chosen = branch(el)
                if chosen is not None:
                    self._fill(chosen, path, out, count)
            elif tag == SECTION:
                self._section(el)
            elif tag == _CHUNK:
                count[0] += 1
                out += self._chunk(el, (*path, count[0]))

    def _content_control(self, el: etree._Element, path: tuple[int, ...], out: list[Block], count: list[int]) -> None:
        content = el.find(SDT_CONTENT)
        if content is None:
            return
        gallery: etree._Element | None = el
        for name in _GALLERY:
            gallery = gallery.find(name) if gallery is not None else None
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
        source = self.source
        simple = plain(el) if self._fields.quiet and self._carried is None and not source.watch else None
        if simple is None:
            return self._any_paragraph(el, path)
        told = _told(simple[0])
        style = self._style_of(told)
        runs = simple[1]
        if source.old_fonts.active:
            text = source.old_fonts.read([(source.styles.effective(rpr, style), piece) for rpr, piece in runs])
        else:
            text = runs[0][1] if len(runs) == 1 else "".join([piece for _, piece in runs])
        if (SECTION in told or RPR in told) and self._vanishes(told, text, []):
            return None
        label = self._label(told, style)
        bare = text.strip()
        if not (bare or (label is not None and label.text and self.in_cell)):
            return None
        centred, outline = _alignment(told, style)
        look = look_of(bare, runs, style, source.styles, centred)
        toc = style.is_toc or self._toc_depth > 0
        return Paragraph(path, clean(bare), style, look, outline, label, toc, "", _pieces(text))

    def _any_paragraph(self, el: etree._Element, path: tuple[int, ...]) -> Paragraph | None:
        """Return a paragraph that may hold boxes, notes, fields, changes or hidden text."""
        source = self.source
        told = _told(first(el, PPR))
        style = self._style_of(told)
        place, self._place = self._place, path
        line = Line(source.styles, style, self._fields, source.watch, source.old_fonts, self._anchored)
        line.add(el)
        self._place = place
        self._fields.close_paragraph()
        self._count(line)
        text, struck, extras = line.text, line.struck, line.extras
        bare = text.strip()
        if self._carried is not None:
            text, extras, self._carried = self._carried[0] + text, self._carried[1] + extras, None
        if told and self._vanishes(told, text, extras):
            return None
        label = self._label(told, style)
        if not (text.strip() or struck or extras or (label is not None and label.text and self.in_cell)):
            return None
        centred, outline = _alignment(told, style)
        toc = line.toc or style.is_toc or self._toc_depth > 0
        paragraph = Paragraph(path, clean(text), style, line.look(bare, centred), outline, label, toc, clean(struck))
        paragraph.pieces = _pieces(text)
        if extras:
            paragraph.before = [e for started, e in extras if not started]
            paragraph.after = [e for started, e in extras if started]
        return paragraph

    def _style_of(self, told: _Properties) -> ParagraphStyle:
        named = told.get(P_STYLE)
        return self.source.styles.default if named is None else self.source.styles.paragraph(named.get(VAL) or "")

    def _count(self, line: Line) -> None:
        if line.inserted or line.deleted:
            self.source.tally["inserted"] += line.inserted
            self.source.tally["deleted"] += line.deleted

    def _vanishes(self, told: _Properties, text: str, extras: list[tuple[bool, Extra]]) -> bool:
        """Say whether the paragraph ends without a mark: deleted (its text joins the next) or hidden and empty."""
        section, mark = told.get(SECTION), told.get(RPR)
        if section is not None:
            self._section(section)
        if mark is None or not self.source.marked:
            return False
        if mark_is(mark, _DELETED):
            self.source.tally["deleted"] += 1
            self._carried = (text, extras)
            return True
        return not text.strip() and self.source.watch and mark_is(mark, VANISH)

    def _label(self, told: _Properties, style: ParagraphStyle) -> Label | None:
        num = told.get(NUM_PR)
        num_id, level = style.num_id, None
        if num is not None:
            listed = {el.tag: el.get(VAL) or "" for el in reversed(num)}
            num_id = listed.get(_NUM_ID, num_id)
            level = grid.digit(listed[_LEVEL]) if _LEVEL in listed else None
        if not num_id or num_id == "0":
            return None
        found = self.source.numbering.find(num_id)
        if found is None:
            return None
        if level is None:
            linked = Numbering.level_of_style(found, style.lineage)
            level = linked if linked is not None else (style.ilvl or 0)
        label = self._counter.next(num_id, found, level)
        if not (label.text and self.source.old_fonts.active):
            return label
        return self._in_unicode(label, found.levels[label.level].font, told.get(RPR), style)

    def _in_unicode(self, label: Label, font: str, mark: etree._Element | None, style: ParagraphStyle) -> Label:
        """Return a label whose words ("Điều 1.") are read by the font of the level, else of the paragraph's mark."""
        look = self.source.styles.effective(mark, style).under(RunStyle(font=font))
        return replace(label, text=self.source.old_fonts.read_one(look, label.text))

    # --- what is anchored in paragraphs ----------------------------------------------------------

    def _anchored(self, line: Line, kind: str, el: etree._Element) -> None:
        """Add what is anchored here to the line that is being read."""
        found = self._graphic(el, self._place, len(line.extras)) if kind == "graphic" else self._note(kind, el)
        line.extras += [(line.started, extra) for extra in found]

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
        note_id = reference.get(ID) or ""
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


def _told(properties: etree._Element | None) -> _Properties:
    """Return what a paragraph says about itself; where a property is there twice, the first holds."""
    return {} if properties is None else {el.tag: el for el in reversed(properties)}


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(clean, text.split("\t")))) if "\t" in text else ()


def _alignment(told: _Properties, style: ParagraphStyle) -> tuple[bool, int | None]:
    centred, outline = style.centred, style.outline
    align, level = told.get(JC), told.get(OUTLINE)
    if align is not None:
        centred = align.get(VAL) in CENTRED
    if level is not None:
        value = grid.digit(level.get(VAL), _OUTLINE_LEVELS)
        outline = value + 1 if value < _OUTLINE_LEVELS else None  # the tenth level is body text
    return centred, outline


def _sign(blocks: list[Block], author: str) -> None:
    """Put the author before a comment, as Word shows it."""
    first = next((b for b in blocks if isinstance(b, Paragraph)), None)
    if first is not None and author:
        first.text = f"{author}: {first.text.lstrip()}"
