"""Small charts and signs as our own SVG: they need no script, print sharply and speak to screen readers.

Colours come from the page's classes ``v-<verdict>``; the plain ``fill`` is for readers without style sheets.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

FILLS: Mapping[str, str] = {
    "met": "#1f7a5c",
    "partial": "#b8770f",
    "gap": "#b3372f",
    "review": "#5a67a6",
    "not-applicable": "#8a95a5",
}
_GAP = 1.5
_LEAST = 3.0
_CHARACTER = 8.0

# Each verdict has its own shape, so that none is known by its colour alone.
_SHAPES: Mapping[str, str] = {
    "met": '<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.3l2.4 2.4 4.5-4.9"/>',
    "partial": '<path d="M8 1a7 7 0 0 0 0 14z"/><circle class="ring" cx="8" cy="8" r="6.2"/>',
    "gap": (
        '<rect x="1.5" y="1.5" width="13" height="13" rx="2.5"/><path class="cut" d="M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6"/>'
    ),
    "review": (
        '<path d="M8 .6L15.4 8 8 15.4.6 8z"/>'
        '<path class="cut" d="M6.2 6.6a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2m0 1.9v.1"/>'
    ),
    "not-applicable": '<circle class="ring" cx="8" cy="8" r="6.2"/><path class="stroke" d="M5 8h6"/>',
}


def sign(verdict: str) -> Markup:
    """Return the sign of a verdict, hidden from screen readers because its name stands beside it."""
    return Markup('<svg class="sign v-{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>').format(
        verdict,
        Markup(_SHAPES[verdict]),  # noqa: S704 - our own drawing
    )


def stacked_bar(
    parts: Sequence[tuple[str, int]],
    label: str,
    *,
    width: float = 320,
    height: float = 14,
    scale: int = 0,
    numbers: bool = False,
) -> Markup:
    """Return one horizontal bar of ``(verdict, count)`` parts.

    ``label`` is what a screen reader says. The bar fills ``width`` when the counts add up to ``scale`` (their own
    sum unless told otherwise). With ``numbers`` each part wide enough carries its count.
    """
    shown = [(name, count) for name, count in parts if count > 0]
    total = sum(count for _, count in shown)
    length = width * total / scale if scale else width
    pieces = []
    left = 0.0
    for (name, _), size, text in zip(shown, _widths(shown, total, length), _texts(shown, numbers), strict=True):
        inner = max(size - _GAP, 1.0)
        pieces.append(
            Markup('<rect class="v-{}" fill="{}" x="{}" y="0" width="{}" height="{}"/>').format(
                name, FILLS[name], _short(left), _short(inner), _short(height)
            )
        )
        if text and inner >= len(text) * _CHARACTER + 6:
            pieces.append(
                Markup('<text class="on" fill="#fff" x="{}" y="{}" text-anchor="middle">{}</text>').format(
                    _short(left + inner / 2), _short(height / 2 + 4.5), text
                )
            )
        left += size
    return Markup(
        '<svg class="bar" role="img" aria-label="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>'
    ).format(escape(label), _short(width), _short(height), Markup("").join(pieces))


def _widths(shown: Sequence[tuple[str, int]], total: int, length: float) -> list[float]:
    """Share ``length`` by count, but leave even the smallest part wide enough to be seen."""
    if not shown:
        return []
    floor = min(_LEAST, length / len(shown))
    free = length - floor * len(shown)
    return [floor + free * count / total for _, count in shown]


def _texts(shown: Sequence[tuple[str, int]], numbers: bool) -> list[str]:
    return [str(count) if numbers else "" for _, count in shown]


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
