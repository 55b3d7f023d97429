"""Numbers in the forms Word counts in: 3, iii, C, 3rd, Third."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_ONES: Final = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
]  # fmt: skip
_TENS: Final = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS: Final = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
    "twelve": "twelfth",
}  # fmt: skip
_LETTERS: Final = 26
_HUNDRED: Final = 100
_TEENS: Final = range(11, 14)


def write(value: int, form: str, custom: str = "") -> str:
    """Return a number in one of Word's number formats; unknown formats are written as decimals.

    ``custom`` is the pattern of the format "custom" ("001, 002, 003, ...").
    """
    if form == "custom":
        return str(value).zfill(len(custom.partition(",")[0].strip()))
    writer = _WRITERS.get(form)
    return str(value) if writer is None else writer(value)


def roman(value: int) -> str:
    """Return a roman numeral, decimal where there is none."""
    if not 0 < value < 4000:  # noqa: PLR2004 - the last number with a plain roman form is 3999
        return str(value)
    out = ""
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        out += sign * count
    return out


def letters(value: int) -> str:
    """Return a, b … z, aa, bb …, as Word repeats the letter."""
    if value < 1:
        return str(value)
    times, index = divmod(value - 1, _LETTERS)
    return chr(ord("a") + index) * (min(times, 30) + 1)


def ordinal(value: int) -> str:
    """Return 1st, 2nd, 3rd, 4th."""
    if value % _HUNDRED in _TEENS:
        return f"{value}th"
    return f"{value}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(value % 10, 'th') }"


def words(value: int) -> str:
    """Return an English number word up to ninety-nine, decimal above."""
    if not 0 <= value < _HUNDRED:
        return str(value)
    if value < len(_ONES):
        return _ONES[value]
    ten, one = divmod(value, 10)
    return _TENS[ten] + (f"-{_ONES[one]}" if one else "")


def ordinal_words(value: int) -> str:
    """Return first, second, twenty-third …; decimal with its ending above ninety-nine."""
    if not 0 <= value < _HUNDRED:
        return ordinal(value)
    head, dash, last = words(value).rpartition("-")
    if last in _ORDINALS:
        last = _ORDINALS[last]
    elif last.endswith("y"):
        last = last[:-1] + "ieth"
    else:
        last += "th"
    return head + dash + last


_WRITERS: Final[dict[str, Callable[[int], str]]] = {
    "none": lambda _: "",
    "bullet": lambda _: "",
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": lambda value: letters(value).upper(),
    "lowerLetter": letters,
    "ordinal": ordinal,
    "cardinalText": lambda value: words(value).capitalize(),
    "ordinalText": lambda value: ordinal_words(value).capitalize(),
    "numberInDash": lambda value: f"- {value} -",
}
