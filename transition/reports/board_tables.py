"""Paragraphs and tables of the board's two pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transition.reports.drawings import FILLS
from transition.reports.overview import Tally
from transition.reports.page import depth
from transition.reports.styles import GREY, NAVY
from transition.reports.wordxml import PT, Ink, cell, paragraph, row, run, table

SMALL = Ink(size=8.5)
FINE = Ink(size=7.5, colour=GREY)
QUIET = Ink(size=8, colour=GREY)
_AIR = 28
_TINTS = (0.0, 0.10, 0.18, 0.28, 0.38)
_PADDING = 8.0
"""Points left and right of what stands in a cell, together."""


def heading(text: str, *, new_page: bool = False) -> str:
    """Return a heading; with ``new_page`` it begins one."""
    told = '<w:pStyle w:val="Heading2"/>' + ("<w:pageBreakBefore/>" if new_page else "")
    return f"<w:p><w:pPr>{told}</w:pPr>{run(text)}</w:p>"


def inside(width: int) -> float:
    """Return how many points wide a drawing in a cell may be."""
    return width / PT - _PADDING


def line(*pieces: str) -> str:
    """Return a paragraph of a cell, with air above and below."""
    return paragraph(*pieces, before=_AIR, after=_AIR)


def centred(text: str) -> str:
    """Return a short text in the middle of its cell."""
    return line(run(text, SMALL)).replace('<w:jc w:val="left"/>', '<w:jc w:val="center"/>')


def tint(verdict: str, counted: Tally) -> str:
    """Return the fill of a cell of the heat map: the darker, the larger its share."""
    n = next(found for name, found in counted.counts.items() if name == verdict)
    strength = _TINTS[depth(n, counted.total)]
    if not strength:
        return ""
    parts = (int(FILLS[verdict][at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * strength):02X}" for part in parts)


def axis(marks: Sequence[tuple[float, str]], width: float) -> str:
    """Return the words over a time line as one paragraph, each at its place."""
    stops = "".join(f'<w:tab w:val="left" w:pos="{max(1, round(at * width * PT))}"/>' for at, _ in marks)
    ink = Ink(size=7, bold=True, colour="#FFFFFF")
    pieces = "".join(f"<w:r><w:tab/></w:r>{run(text, ink)}" for _, text in marks)
    return f"<w:p><w:pPr><w:tabs>{stops}</w:tabs></w:pPr>{pieces}</w:p>"


def framed(
    heads: Sequence[str],
    widths: Sequence[int],
    lines: Iterable[Sequence[tuple[str, str]]],
    title: str,
    own: dict[int, str] | None = None,
) -> str:
    """Return a table with a head; ``own`` holds heads that are ready paragraphs, by column."""
    white = Ink(bold=True, size=8, colour="#FFFFFF")
    top = [
        cell((own or {}).get(at) or paragraph(run(text, white)), width, NAVY)
        for at, (text, width) in enumerate(zip(heads, widths, strict=True))
    ]
    body = (row([cell(content, w, fill) for (content, fill), w in zip(line, widths, strict=True)]) for line in lines)
    return table([row(top, head=True), *body], widths, title)
