"""The styles of a file, each resolved once through its ancestors, so that a paragraph asks by id only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from transition.documents.names import OFF, PPR, RPR, VAL, w

if TYPE_CHECKING:
    from lxml import etree

_HEADING: Final = re.compile(r"^heading ([1-9])$")
_ALIGN: Final = frozenset({"center", "centre"})


@dataclass(frozen=True, slots=True)
class RunStyle:
    """What a run looks like; ``None`` (or 0, "") where nothing is said about it."""

    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    struck: bool | None = None
    size: int = 0
    font: str = ""
    """The font of letters outside ASCII (Word's "high ANSI")."""
    ascii_font: str = ""

    def under(self, other: RunStyle) -> RunStyle:
        """Return this look with everything that ``other``, which stands nearer to the text, says instead."""
        return RunStyle(
            self.bold if other.bold is None else other.bold,
            self.caps if other.caps is None else other.caps,
            self.hidden if other.hidden is None else other.hidden,
            self.struck if other.struck is None else other.struck,
            other.size or self.size,
            other.font or self.font,
            other.ascii_font or self.ascii_font,
        )


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph of one style is: its name, its place in the outline, its list and its look."""

    name: str = ""
    outline: int | None = None
    num_id: str = ""
    ilvl: int | None = None
    lineage: tuple[str, ...] = ()
    centred: bool = False
    run: RunStyle = field(default_factory=RunStyle)

    @property
    def is_toc(self) -> bool:
        """Whether the style is one of a table of contents (or of figures)."""
        return self.name.startswith(("toc ", "table of figures"))

    @property
    def is_caption(self) -> bool:
        """Whether the style is that of a caption."""
        return self.name == "caption"

    @property
    def is_title(self) -> bool:
        """Whether the style is that of a document title."""
        return self.name == "title"


_NO_RUN: Final = RunStyle()


def flag(parent: etree._Element, name: str) -> bool | None:
    """Return an on/off property of Word: ``None`` if absent."""
    el = parent.find(w(name))
    return None if el is None else el.get(VAL, "1") not in OFF


def read_run_style(rpr: etree._Element | None) -> RunStyle:
    """Return what one ``w:rPr`` says."""
    if rpr is None or len(rpr) == 0:
        return _NO_RUN
    size, fonts = rpr.find(w("sz")), rpr.find(w("rFonts"))
    return RunStyle(
        bold=flag(rpr, "b"),
        caps=flag(rpr, "caps"),
        hidden=flag(rpr, "vanish"),
        struck=flag(rpr, "strike") or flag(rpr, "dstrike"),
        size=_number(size.get(VAL)) if size is not None else 0,
        font=_font(fonts, "hAnsi") if fonts is not None else "",
        ascii_font=_font(fonts, "ascii") if fonts is not None else "",
    )


def _font(fonts: etree._Element, kind: str) -> str:
    """Return the font named for one kind of letters; a font of the theme goes before it and is never an old one."""
    return "theme" if fonts.get(w(f"{kind}Theme")) else (fonts.get(w(kind)) or "")


def _number(value: str | None) -> int:
    try:
        return int(float(value or 0))
    except (ValueError, OverflowError):
        return 0


class Styles:
    """The styles part of a file; every lookup is a dictionary access."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._runs: dict[str, RunStyle] = {}
        self.default = ParagraphStyle()
        if root is None:
            return
        base = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{RPR}")
        self.default = ParagraphStyle(run=read_run_style(base))
        default_id = ""
        for el in root.iterchildren(w("style")):
            style_id = el.get(w("styleId")) or ""
            self._elements[style_id] = el
            if el.get(w("type")) == "paragraph" and el.get(w("default"), "0") not in OFF:
                default_id = style_id
        if default_id:
            self.default = self._resolve(default_id, ())

    @property
    def hides(self) -> bool:
        """Whether any style hides or strikes text."""
        return any(el.find(f"{RPR}/{w(n)}") is not None for el in self._elements.values() for n in ("vanish", "strike"))

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """Return a paragraph style, the default one for an unknown id."""
        if style_id not in self._elements:
            return self.default
        found = self._paragraphs.get(style_id)
        if found is None:
            found = self._paragraphs[style_id] = self._resolve(style_id, ())
        return found

    def run(self, style_id: str) -> RunStyle:
        """Return what a character style says."""
        found = self._runs.get(style_id)
        if found is None:
            found = _NO_RUN
            for el in self._chain(style_id):
                found = found.under(read_run_style(el.find(RPR)))
            self._runs[style_id] = found
        return found

    def _chain(self, style_id: str) -> list[etree._Element]:
        """Return a style and its ancestors, farthest first; a cycle is cut where it closes."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while style_id in self._elements and style_id not in seen:
            seen.add(style_id)
            el = self._elements[style_id]
            chain.append(el)
            based = el.find(w("basedOn"))
            style_id = based.get(VAL, "") if based is not None else ""
        return chain[::-1]

    def _resolve(self, style_id: str, lineage: tuple[str, ...]) -> ParagraphStyle:
        found = ParagraphStyle(run=self.default.run)
        for el in self._chain(style_id):
            lineage = (el.get(w("styleId")) or "", *lineage)
            found = _with_element(found, el)
        return replace(found, lineage=lineage)


def _with_element(base: ParagraphStyle, el: etree._Element) -> ParagraphStyle:
    """Return ``base`` with what one style element adds."""
    name_el = el.find(w("name"))
    name = (name_el.get(VAL, "") if name_el is not None else "").lower()
    base = replace(base, name=name, run=base.run.under(read_run_style(el.find(RPR))))
    built_in = _HEADING.match(name)
    if built_in:
        base = replace(base, outline=int(built_in[1]))
    ppr = el.find(PPR)
    if ppr is None:
        return base
    outline, num, align = ppr.find(w("outlineLvl")), ppr.find(w("numPr")), ppr.find(w("jc"))
    if outline is not None:
        level = _number(outline.get(VAL))
        base = replace(base, outline=level + 1 if 0 <= level < 9 else None)  # noqa: PLR2004 - nine outline levels
    if num is not None:
        num_id, ilvl = num.find(w("numId")), num.find(w("ilvl"))
        base = replace(
            base,
            num_id=num_id.get(VAL, "") if num_id is not None else base.num_id,
            ilvl=_number(ilvl.get(VAL)) if ilvl is not None else base.ilvl,
        )
    if align is not None:
        base = replace(base, centred=align.get(VAL) in _ALIGN)
    return base
