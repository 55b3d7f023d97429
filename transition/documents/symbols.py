"""Characters that Word stores as a place in a symbol font, and what form fields show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transition.documents.names import OFF, VAL, w

if TYPE_CHECKING:
    from lxml import etree

_PRIVATE: Final = 0xF000
_GREEK: Final = (
    "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
    "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
)
_SYMBOL: Final = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
    0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™",
    0xD6: "√", 0xDE: "⇒", 0xE5: "∑",
}  # fmt: skip
_WINGDINGS: Final = {
    0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆",
    0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔",
    0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip


def character(font: str, code: str) -> str:
    """Return the character that ``w:sym`` prints: ``font`` as named, ``code`` in hexadecimal ("F0FC")."""
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if not 0 < value < 0x110000 or 0xD800 <= value < 0xE000:  # noqa: PLR2004 - outside Unicode, or half a pair
        return ""
    place = value - _PRIVATE if value >= _PRIVATE and value < _PRIVATE + 0x100 else value
    name = font.lower()
    if name == "symbol":
        return _symbol(place)
    if name == "wingdings":
        return _WINGDINGS.get(place, chr(value))
    return chr(place)


def _symbol(place: int) -> str:
    for first, letters in ((0x41, _GREEK[0]), (0x61, _GREEK[1])):
        if first <= place < first + len(letters):
            return letters[place - first]
    return _SYMBOL.get(place, chr(place))


def form_field(begin: etree._Element) -> str:
    """Return what a legacy form field shows that has no result of its own: a box, or the chosen entry."""
    data = begin.find(w("ffData"))
    if data is None:
        return ""
    box = data.find(w("checkBox"))
    if box is not None:
        state = box.find(w("checked"))
        state = box.find(w("default")) if state is None else state
        return "☒" if state is not None and state.get(VAL, "1") not in OFF else "☐"
    entries = [e.get(VAL, "") for e in data.iterfind(f"{w('ddList')}/{w('listEntry')}")]
    chosen = data.find(f"{w('ddList')}/{w('result')}")
    index = int(chosen.get(VAL, "0")) if chosen is not None and chosen.get(VAL, "0").isdigit() else 0
    return entries[index] if index < len(entries) else ""
