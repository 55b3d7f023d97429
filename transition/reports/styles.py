"""How cells look: colours with enough contrast, and one format per look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from transition.reports.named import NamedWorkbook

FONT = "Arial"
"""Every office program has it or a face of the same widths, so columns and lines come out alike."""
NAVY = "#1F3864"
YELLOW = "#FFD966"
YOURS = "#FFFBEB"
INK = "#1F2933"
GREY = "#52606D"
LINE = "#D5DAE1"
PALE = "#F3F5F8"
LINK = "#0B4F9E"

# Fill and text of a verdict's cell; the text says the verdict too, so colour never stands alone.
VERDICT_COLOURS: dict[str, tuple[str, str]] = {
    "met": ("#DDF1E4", "#0F5132"),
    "partial": ("#FFF0C2", "#6B4A00"),
    "gap": ("#FADBD8", "#8B1A10"),
    "review": ("#E1E4F8", "#2F3A8C"),
    "not-applicable": ("#E8EAED", "#44505C"),
}
SEVERITY_COLOURS: dict[str, tuple[str, str]] = {
    "major-risk": ("#FADBD8", "#8B1A10"),
    "minor-risk": ("#FFF0C2", "#6B4A00"),
    "none": ("#E8EAED", "#44505C"),
}
# Bars of the chart, and the text on them.
BAR_COLOURS: dict[str, tuple[str, str]] = {
    "met": ("#1E7B4F", "#FFFFFF"),
    "partial": ("#F2B632", "#1F2933"),
    "gap": ("#B3261E", "#FFFFFF"),
    "review": ("#5562C1", "#FFFFFF"),
    "not-applicable": ("#9AA5B1", "#1F2933"),
}

_BASE: dict[str, Any] = {"font_name": FONT, "font_scheme": "none", "font_size": 10, "font_color": INK, "valign": "top"}
_CELL: dict[str, Any] = {**_BASE, "bottom": 1, "bottom_color": LINE, "text_wrap": True}
_TILE: dict[str, Any] = {**_BASE, "align": "center", "valign": "vcenter"}

STYLES: dict[str, dict[str, Any]] = {
    "title": {**_BASE, "font_size": 16, "bold": True, "font_color": NAVY, "valign": "vcenter"},
    "heading": {**_BASE, "font_size": 12, "bold": True, "font_color": NAVY, "valign": "vcenter"},
    "tip": {**_BASE, "font_color": GREY},
    "note": {**_BASE, "text_wrap": True},
    "plain": {**_BASE},
    "program": {**_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter"},
    "yours": {**_CELL, "bold": True, "bg_color": YELLOW, "valign": "vcenter"},
    "text": _CELL,
    "key": {**_CELL, "bold": True},
    "key_link": {**_CELL, "bold": True, "font_color": LINK, "underline": 1},
    "centre": {**_CELL, "align": "center"},
    "centre_link": {**_CELL, "align": "center", "underline": 1},
    "number": {**_CELL, "num_format": "0.00", "align": "center"},
    "integer": {**_CELL, "num_format": "0", "align": "center"},
    "heat": {**_CELL, "num_format": "0", "align": "center", "font_size": 9},
    "date": {**_CELL, "align": "left"},
    "money": {**_CELL, "num_format": "#,##0"},
    "link": {**_CELL, "font_color": LINK, "underline": 1},
    "tile_label": {**_TILE, "bg_color": PALE, "font_color": GREY, "bold": True, "text_wrap": True},
    "tile_note": {**_TILE, "bg_color": PALE, "font_color": GREY, "font_size": 8, "text_wrap": True},
    "tile_number": {**_TILE, "bg_color": PALE, "font_size": 24, "bold": True, "font_color": NAVY},
    "tile_date": {**_TILE, "bg_color": PALE, "font_color": GREY, "font_size": 8},
    "total": {**_CELL, "bold": True, "top": 1, "top_color": NAVY, "bg_color": PALE},
    "total_count": {**_CELL, "bold": True, "top": 1, "top_color": NAVY, "bg_color": PALE, "align": "center"},
    "count": {**_CELL, "align": "center", "num_format": "0"},
}


class Styles:
    """The formats of one workbook, each made once and only when first asked for."""

    def __init__(self, book: NamedWorkbook, date_format: str, names: Mapping[str, str]) -> None:
        """Make formats in ``book``; ``names`` are what people see of them under "Cell styles"."""
        self._book = book
        self._date_format = date_format
        self._names = names
        self._made: dict[str, Any] = {}

    def __call__(self, name: str, **extra: object) -> Any:
        """Return the format of that name, with ``extra`` properties on top."""
        key = name + "".join(f"|{k}={extra[k]}" for k in sorted(extra))
        if key not in self._made:
            date = {"num_format": self._date_format} if name == "date" else {}
            self._made[key] = self._book.add_format({**STYLES[name], **date, **extra})
            if extra:
                self._book.like(self(name), self._made[key])
            elif name in self._names:
                self._book.name_format(self._names[name], self._made[key])
        return self._made[key]

    def cell(self, form: str, *, yours: bool) -> Any:
        """Return the format of a table cell; the user's own cells are tinted."""
        return self(form, bg_color=YOURS) if yours else self(form)

    def tint(self, fill: str, ink: str) -> Any:
        """Return the format a conditional rule lays over a cell."""
        key = f"tint {fill} {ink}"
        if key not in self._made:
            self._made[key] = self._book.add_format({"bg_color": fill, "font_color": ink})
        return self._made[key]
