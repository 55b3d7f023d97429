"""Charts as plain shapes: geometry only, so that page, PDF and Word show one and the same drawing.

Across, everything is a share of the width (0 … 1), so that a drawing is as wide as its place and nothing is stretched;
down, it is measured in points of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

FILLS: Mapping[str, str] = {
    "met": "#1f7a5c",
    "partial": "#b8770f",
    "gap": "#b3372f",
    "review": "#5a67a6",
    "not-applicable": "#8a95a5",
    "plan": "#2f5d9b",
    "late": "#b3372f",
    "grid": "#dde2e9",
    "due": "#1b2636",
    "now": "#b45309",
}
"""What a shape shows → its colour where no style sheet says another."""
PLANNED = "#e3ebf6"
"""Fill of what is only proposed; its outline is drawn broken."""
_CHARACTER = 8.0

Kind = Literal["box", "proposal", "dot", "line"]


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape: ``name`` says what it shows; ``x`` and ``width`` are shares of the drawing's width.

    A ``dot`` stands with its middle at ``x``; a ``line`` runs from top to bottom; ``text`` stands in the middle of a
    box.
    """

    kind: Kind
    name: str
    x: float
    width: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes, the later ones on top, and what is read out instead of them."""

    label: str
    height: float
    shapes: tuple[Shape, ...]


def stacked(
    parts: Sequence[tuple[str, int]],
    label: str,
    *,
    width: float = 320,
    height: float = 14,
    scale: int = 0,
    numbers: bool = False,
) -> Drawing:
    """Return one bar of ``(verdict, count)`` parts.

    It fills its place when the counts add up to ``scale`` (their own sum unless told otherwise). ``width`` is about how
    wide the place will be: gaps and the least width of a part follow from it. With ``numbers`` each part wide enough
    carries its count.
    """
    shown = [(name, count) for name, count in parts if count > 0]
    total = sum(count for _, count in shown)
    length = total / scale if scale else 1.0
    gap = 1.5 / width
    shapes = []
    left = 0.0
    for (name, count), size in zip(shown, _widths(shown, total, length, 4 / width), strict=True):
        inner = max(size - gap, 1 / width)
        fits = numbers and inner * width >= len(str(count)) * _CHARACTER + 6
        shapes.append(Shape("box", name, left, inner, str(count) if fits else ""))
        left += size
    return Drawing(label, height, tuple(shapes))


def _widths(shown: Sequence[tuple[str, int]], total: int, length: float, least: float) -> list[float]:
    """Share ``length`` by count, but leave even the smallest part wide enough to be seen."""
    if not shown:
        return []
    floor = min(least, length / len(shown))
    free = length - floor * len(shown)
    return [floor + free * count / total for _, count in shown]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time as shares of the whole: where it begins and ends, and whether it is only proposed."""

    starts: float
    ends: float
    proposed: bool


def lane(
    spans: Iterable[Span],
    dots: Iterable[tuple[float, bool]],
    ticks: Iterable[float],
    now: float | None,
    label: str,
    height: float = 22,
) -> Drawing:
    """Return one line of a plan: its ``spans``, today (``now``), and a dot for each fixed day, late or not."""
    shapes = [Shape("line", "grid", tick) for tick in ticks]
    for span in spans:
        kind: Kind = "proposal" if span.proposed else "box"
        shapes.append(Shape(kind, "plan", span.starts, max(span.ends - span.starts, 0.008)))
    shapes += [] if now is None else [Shape("line", "now", now)]
    shapes += [Shape("dot", "late" if late else "due", at) for at, late in dots]
    return Drawing(label, height, tuple(shapes))
