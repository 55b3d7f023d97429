"""List labels as Word prints them ("4.2.3", "a)", "Điều 1."), by the rules of ISO/IEC 29500-1 §17.9.

Word stores no label: it stores which list and level a paragraph belongs to, and counts while it lays out the page.
This module counts the same way. ``Numbering`` holds the definitions, a ``Counter`` the state of one story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from transition.documents import numerals
from transition.documents.names import FONTS, OFF, RPR, VAL, first, w
from transition.documents.styles import font_of

if TYPE_CHECKING:
    from lxml import etree

LEVELS: Final = 9
_PLACE: Final = re.compile(r"%([1-9])")
_UNCOUNTED: Final = frozenset({"none", "bullet"})
_LVL: Final = w("lvl")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """Level (1 …) whose use restarts this one; 0 never; ``None`` any higher level."""
    legal: bool = False
    style: str = ""
    custom: str = ""
    font: str = ""
    places: tuple[int, ...] = ()
    """The levels whose numbers the text names ("%1.%2"), counted from 0."""

    @property
    def bullet(self) -> bool:
        """Whether the level prints a mark instead of a number."""
        return self.format == "bullet"


@dataclass(frozen=True, slots=True)
class List:
    """One ``w:num``: the abstract list it counts with, its levels, and levels that start anew with it."""

    abstract: str
    levels: tuple[Level, ...]
    starts: tuple[tuple[int, int], ...] = ()
    multilevel: bool = False
    """Whether some level names one above its own ("%1.%2"): an outline, not a plain list."""


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before a paragraph, and where in its list it stands (level 0 …)."""

    text: str
    level: int
    bullet: bool
    multilevel: bool


class Numbering:
    """The list definitions of a file; each is read when a paragraph asks for it."""

    def __init__(self, root: etree._Element | None) -> None:
        self._lists: dict[str, List | None] = {}
        self._abstracts: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        if root is not None:
            self._abstracts = {a.get(w("abstractNumId"), ""): a for a in root.iterchildren(w("abstractNum"))}
            self._nums = {n.get(w("numId"), ""): n for n in root.iterchildren(w("num"))}

    def find(self, num_id: str) -> List | None:
        """Return a list, ``None`` for "0" (no list) and for ids that lead nowhere."""
        if num_id not in self._lists:
            num = self._nums.get(num_id)
            self._lists[num_id] = None if num is None else _read_list(num, self._abstracts)
        return self._lists[num_id]

    @staticmethod
    def level_of_style(found: List, lineage: tuple[str, ...]) -> int | None:
        """Return the level of a list that is linked to one of these styles, nearest style first."""
        for style in lineage:
            for index, level in enumerate(found.levels):
                if level.style == style:
                    return index
        return None


def _read_list(num: etree._Element, abstracts: dict[str, etree._Element]) -> List | None:
    abstract_el = num.find(w("abstractNumId"))
    abstract_id = abstract_el.get(VAL, "") if abstract_el is not None else ""
    abstract_id = _follow_style_link(abstract_id, abstracts)
    if abstract_id not in abstracts:
        return None
    levels = [Level(format="none")] * LEVELS
    for el in abstracts[abstract_id].iterchildren(_LVL):
        _put(levels, el)
    starts: list[tuple[int, int]] = []
    for override in num.iterchildren(w("lvlOverride")):
        index = _int(override.get(w("ilvl")), -1)
        replaced = override.find(_LVL)
        if replaced is not None:
            _put(levels, replaced)
        start = override.find(w("startOverride"))
        if start is not None and 0 <= index < LEVELS:
            starts.append((index, _int(start.get(VAL), 1)))
    multilevel = any(len(_PLACE.findall(level.text)) > 1 for level in levels)
    return List(abstract_id, tuple(levels), tuple(starts), multilevel)


def _follow_style_link(abstract_id: str, abstracts: dict[str, etree._Element]) -> str:
    """Return the abstract list that carries the levels of a list style (``numStyleLink`` → ``styleLink``)."""
    el = abstracts.get(abstract_id)
    link = el.find(w("numStyleLink")) if el is not None else None
    if link is None:
        return abstract_id
    for other_id, other in abstracts.items():
        target = other.find(w("styleLink"))
        if target is not None and target.get(VAL) == link.get(VAL):
            return other_id
    return abstract_id


def _put(levels: list[Level], el: etree._Element) -> None:
    index = _int(el.get(w("ilvl")), -1)
    if 0 <= index < LEVELS:
        levels[index] = _read_level(el)


def _read_level(el: etree._Element) -> Level:
    told = {child.tag: child for child in reversed(el)}

    def value(name: str, default: str = "") -> str:
        found = told.get(w(name))
        return default if found is None else found.get(VAL, default)

    fmt = told.get(w("numFmt"))
    if fmt is None:  # Word wraps newer formats ("001, 002") in alternate content: its choice comes first
        fmt = next(el.iter(w("numFmt")), None)
    legal = told.get(w("isLgl"))
    restart = value("lvlRestart")
    look = told.get(RPR)
    fonts = first(look, FONTS) if look is not None else None
    text = value("lvlText")
    return Level(
        start=_int(value("start", "0"), 0),
        format=fmt.get(VAL, "decimal") if fmt is not None else "decimal",
        text=text,
        restart=_int(restart, 0) if restart else None,
        legal=legal is not None and legal.get(VAL, "1") not in OFF,
        style=value("pStyle"),
        custom=fmt.get(w("format"), "") if fmt is not None else "",
        font=(font_of(fonts, "hAnsi") or font_of(fonts, "ascii")) if fonts is not None else "",
        places=tuple(dict.fromkeys(int(place) - 1 for place in _PLACE.findall(text))),
    )


def _int(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default


class Counter:
    """The running numbers of one story (body, or one header, note …)."""

    def __init__(self) -> None:
        self._values: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def next(self, num_id: str, found: List, level: int) -> Label:
        """Count one paragraph and return its label."""
        level = min(max(level, 0), LEVELS - 1)
        values = self._values.setdefault(found.abstract, [None] * LEVELS)
        if found.starts:
            self._override(num_id, found, level, values)
        current = values[level]
        definition = found.levels[level]
        values[level] = definition.start if current is None else current + 1
        for upper in range(level):
            if values[upper] is None:
                values[upper] = found.levels[upper].start
        self._restart_below(found, level, values)
        text = "" if definition.bullet else _label(found.levels, level, values)
        return Label(text, level, definition.bullet, found.multilevel)

    def _override(self, num_id: str, found: List, level: int, values: list[int | None]) -> None:
        """Start a level anew where this list instance says so and is used there for the first time."""
        for index, start in found.starts:
            if index <= level and (num_id, index) not in self._started:
                self._started.add((num_id, index))
                values[index] = start - 1 if index == level else start
                for lower in range(index + 1, LEVELS):
                    values[lower] = None

    @staticmethod
    def _restart_below(found: List, level: int, values: list[int | None]) -> None:
        for lower in range(level + 1, LEVELS):
            if values[lower] is not None:
                restart = found.levels[lower].restart
                if restart is None or (restart != 0 and level < restart):
                    values[lower] = None


def _label(levels: tuple[Level, ...], level: int, values: list[int | None]) -> str:
    definition = levels[level]
    text = definition.text
    for index in definition.places:
        number = ""
        if index <= level and levels[index].format not in _UNCOUNTED:
            other, current = levels[index], values[index]
            value = other.start if current is None else current
            number = numerals.write(value, "decimal" if definition.legal else other.format, other.custom)
        text = text.replace(f"%{index + 1}", number)
    return text.strip()
