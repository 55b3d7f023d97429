"""The styles of a file, each resolved once through its ancestors, so that a paragraph asks by id only."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from transition.documents.names import FONTS, HIDING, JC, NUM_PR, OFF, OUTLINE, PPR, RPR, VAL, first, w

if TYPE_CHECKING:
    from lxml import etree

_HEADING: Final = re.compile(r"^heading ([1-9])$")
CENTRED: Final = frozenset({"center", "centre"})
_STYLE: Final = w("style")
_NAME: Final = w("name")
_RUN_STYLE: Final = w("rStyle")
_FLAGS: Final = {
    w("b"): "bold",
    w("caps"): "caps",
    w("vanish"): "hidden",
    w("strike"): "strike",
    w("dstrike"): "dstrike",
}
_SIZE: Final = w("sz")
_TOLD: Final = frozenset({*_FLAGS, _SIZE, _RUN_STYLE})
"""The run properties this room asks for beside fonts; the others are passed over."""


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
        if other is _NO_RUN:
            return self
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

    is_toc: bool = False
    """Whether the style is one of a table of contents (or of figures)."""
    is_caption: bool = False
    is_title: bool = False


_NO_RUN: Final = RunStyle()


def flag(parent: etree._Element, name: str) -> bool | None:
    """Return an on/off property of Word by its full name: ``None`` if absent."""
    el = first(parent, name)
    return None if el is None else el.get(VAL, "1") not in OFF


def read_run_style(rpr: etree._Element | None) -> RunStyle:
    """Return what one ``w:rPr`` says."""
    if rpr is None:
        return _NO_RUN
    # Where a property is there twice, the first holds.
    told = {el.tag: el for el in reversed(rpr) if el.tag in _TOLD or el.tag == FONTS}
    if not told:
        return _NO_RUN
    flags = {name: told[tag].get(VAL, "1") not in OFF for tag, name in _FLAGS.items() if tag in told}
    size, fonts = told.get(_SIZE), told.get(FONTS)
    return RunStyle(
        bold=flags.get("bold"),
        caps=flags.get("caps"),
        hidden=flags.get("hidden"),
        struck=flags.get("strike") or flags.get("dstrike"),
        size=_number(size.get(VAL)) if size is not None else 0,
        font=font_of(fonts, "hAnsi") if fonts is not None else "",
        ascii_font=font_of(fonts, "ascii") if fonts is not None else "",
    )


def font_of(fonts: etree._Element, kind: str) -> str:
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
        self._looks: dict[tuple[object, ...], RunStyle] = {}
        self.default = ParagraphStyle()
        self.hides = root is not None and next(root.iter(*HIDING), None) is not None
        """Whether any style hides or strikes text."""
        if root is None:
            return
        self.default = ParagraphStyle(run=read_run_style(_default_run(root)))
        default_id = ""
        for el in root.iterchildren(_STYLE):
            style_id = el.get(w("styleId")) or ""
            self._elements[style_id] = el
            if el.get(w("type")) == "paragraph" and el.get(w("default"), "0") not in OFF:
                default_id = style_id
        if default_id:
            self.default = self._resolve(default_id, ())

    def paragraph(self, style_id: str) -> ParagraphStyle:
        """Return a paragraph style, the default one for an unknown id."""
        found = self._paragraphs.get(style_id)
        if found is None:
            found = self._resolve(style_id, ()) if style_id in self._elements else self.default
            self._paragraphs[style_id] = found
        return found

    def effective(self, rpr: etree._Element | None, paragraph: ParagraphStyle, *, fonts: bool = True) -> RunStyle:
        """Return what a run looks like: paragraph style, then character style, then what is said at the run itself.

        Runs that say the same under one paragraph style share one answer. Without ``fonts`` the fonts are left aside.
        """
        if rpr is None:
            return paragraph.run
        key: tuple[object, ...] = (id(paragraph), fonts)
        for el in rpr:
            tag = el.tag
            if tag in _TOLD:
                key += (tag, el.get(VAL))
            elif tag == FONTS and fonts:
                key += tuple(el.items())
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._work_out(rpr, paragraph.run)
        return found

    def _work_out(self, rpr: etree._Element, base: RunStyle) -> RunStyle:
        character = first(rpr, _RUN_STYLE)
        if character is not None:
            base = base.under(self.run(character.get(VAL) or ""))
        return base.under(read_run_style(rpr))

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
        name = found.name
        toc = name.startswith(("toc ", "table of figures"))
        return replace(found, lineage=lineage, is_toc=toc, is_caption=name == "caption", is_title=name == "title")


def _default_run(root: etree._Element) -> etree._Element | None:
    for name in ("docDefaults", "rPrDefault", "rPr"):
        found = root.find(w(name))
        if found is None:
            return None
        root = found
    return root


def _with_element(base: ParagraphStyle, el: etree._Element) -> ParagraphStyle:
    """Return ``base`` with what one style element adds."""
    told = {child.tag: child for child in reversed(el)}
    name = _value(told.get(_NAME)).lower()
    built_in = _HEADING.match(name)
    outline = int(built_in[1]) if built_in else base.outline
    num_id, ilvl, centred = base.num_id, base.ilvl, base.centred
    ppr = told.get(PPR)
    if ppr is not None and len(ppr):
        told_of_paragraph = {child.tag: child for child in reversed(ppr)}
        level, align = told_of_paragraph.get(OUTLINE), told_of_paragraph.get(JC)
        if level is not None:
            value = _number(level.get(VAL))
            outline = value + 1 if 0 <= value < 9 else None  # noqa: PLR2004 - nine outline levels
        num = told_of_paragraph.get(NUM_PR)
        if num is not None:
            num_id_el, ilvl_el = first(num, w("numId")), first(num, w("ilvl"))
            num_id = num_id if num_id_el is None else _value(num_id_el)
            ilvl = ilvl if ilvl_el is None else _number(ilvl_el.get(VAL))
        if align is not None:
            centred = align.get(VAL) in CENTRED
    run = base.run.under(read_run_style(told.get(RPR)))
    return ParagraphStyle(name, outline, num_id, ilvl, base.lineage, centred, run)


def _value(el: etree._Element | None) -> str:
    return "" if el is None else el.get(VAL, "")
