"""Charts and signs as our own SVG: they need no script, print sharply and speak to screen readers.

Colours come from the page's classes ``v-<name>``; attributes say the same in light colours for the PDF, whose writer
knows no style sheets in drawings, and for readers without any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from transition.reports.drawings import FILLS, PLANNED, Drawing, Shape

# Each verdict has its own shape, so that none is known by its colour alone.
_CUT = 'class="cut" fill="none" stroke="#fff" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"'
_RING = 'class="ring" fill="none" stroke="COLOUR" stroke-width="1.6" cx="8" cy="8" r="6.2"'
_SHAPES: Mapping[str, str] = {
    "met": f'<circle cx="8" cy="8" r="7"/><path {_CUT} d="M4.6 8.3l2.4 2.4 4.5-4.9"/>',
    "partial": f'<path d="M8 1a7 7 0 0 0 0 14z"/><circle {_RING}/>',
    "gap": (
        f'<rect x="1.5" y="1.5" width="13" height="13" rx="2.5"/><path {_CUT} d="M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6"/>'
    ),
    "review": (
        '<path d="M8 .6L15.4 8 8 15.4.6 8z"/>'
        f'<path {_CUT} d="M6.2 6.6a1.8 1.8 0 1 1 2.6 1.6c-.6.3-.8.6-.8 1.2m0 1.9v.1"/>'
    ),
    "not-applicable": (
        f'<circle {_RING}/><path class="stroke" fill="none" stroke="COLOUR" stroke-width="1.8" d="M5 8h6"/>'
    ),
}

_BEYOND = 60
_LETTERS = Markup('font-family="Noto Sans, Arial, sans-serif" font-weight="600"')


def sign(verdict: str, name: str) -> Markup:
    """Return the sign of a verdict, hidden from screen readers because its name stands beside it."""
    drawn = _SHAPES[verdict].replace("COLOUR", FILLS[verdict])
    return Markup(
        '<svg class="sign v-{}" fill="{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
        "<title>{}</title>{}</svg>"
    ).format(verdict, FILLS[verdict], name, Markup(drawn))  # noqa: S704 - our own drawing


def picture(drawing: Drawing, style: str = "bar") -> Markup:
    """Return a drawing as SVG of class ``style``, as wide as its place; its title is what a screen reader says."""
    pieces = Markup("").join(_piece(shape, drawing.height) for shape in drawing.shapes)
    return Markup('<svg class="{}" role="img" width="100%" height="{}"><title>{}</title>{}</svg>').format(
        style, _short(drawing.height), drawing.label, pieces
    )


def axis(labels: Sequence[tuple[float, str]], name: str) -> Markup:
    """Return the words over a time line, each beginning at its share of the width; hidden from screen readers."""
    texts = Markup("").join(
        Markup('<text x="{}" y="12" {} font-size="10" fill="#515d6e">{}</text>').format(_share(at), _LETTERS, text)
        for at, text in labels
    )
    return Markup(
        '<svg class="axis" width="100%" height="16" aria-hidden="true" focusable="false"><title>{}</title>{}</svg>'
    ).format(name, texts)


def _piece(shape: Shape, height: float) -> Markup:
    colour = FILLS[shape.name]
    if shape.kind == "line":
        # Taller than its drawing, so that the lines of all rows of a table join; the cell cuts off what is too much.
        return Markup('<rect class="v-{}" fill="{}" x="{}" y="{}" width="{}" height="{}"/>').format(
            shape.name, colour, _share(shape.x), -_BEYOND, 2 if shape.name == "now" else 1, _short(height + 2 * _BEYOND)
        )
    if shape.kind == "dot":
        return Markup('<circle class="dot v-{}" fill="{}" cx="{}" cy="{}" r="4.5"/>').format(
            shape.name, colour, _share(shape.x), _short(height / 2)
        )
    if shape.kind == "proposal":
        return Markup(
            '<rect class="proposal" fill="{}" stroke="{}" stroke-dasharray="4 3" x="{}" y="2" width="{}" height="{}"/>'
        ).format(PLANNED, colour, _share(shape.x), _share(shape.width), _short(height - 4))
    box = Markup('<rect class="v-{}" fill="{}" x="{}" y="0" width="{}" height="100%"/>').format(
        shape.name, colour, _share(shape.x), _share(shape.width)
    )
    if not shape.text:
        return box
    return box + Markup(
        '<text class="on" fill="#fff" x="{}" y="{}" text-anchor="middle" {} font-size="11">{}</text>'
    ).format(_share(shape.x + shape.width / 2), _short(height / 2 + 4), _LETTERS, shape.text)


def _share(part: float) -> str:
    return f"{_short(part * 100, 2)}%"


def _short(number: float, digits: int = 1) -> str:
    return f"{number:.{digits}f}".rstrip("0").rstrip(".")
