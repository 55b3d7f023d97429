"""Drawings in a Word file: the shapes of the page as Word's own, with a text for those who cannot see them."""

from __future__ import annotations

from transition.reports.drawings import FILLS, PLANNED, Drawing, Shape
from transition.reports.wordxml import quoted, run

_POINT = 12700
"""Word measures drawings in these parts of a point."""
_DOT = 6.5
_HAIR = 0.75
_OFFICE = "http://schemas.microsoft.com/office/word/2010"
_GROUP = f"{_OFFICE}/wordprocessingGroup"
_SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:wpg="{_GROUP}" xmlns:wps="{_OFFICE}/wordprocessingShape"'
)


def drawn(drawing: Drawing, width: float, number: int) -> str:
    """Return a drawing as a run, ``width`` points wide; ``number`` is one no other drawing of the file has."""
    across, down = round(width * _POINT), round(drawing.height * _POINT)
    label = quoted(drawing.label)
    shapes = _ground(across, down, number * 100) + "".join(
        _shape(shape, width, drawing.height, number * 100 + place) for place, shape in enumerate(drawing.shapes, 1)
    )
    frame = f'<a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/>'
    inner = f'<a:chOff x="0" y="0"/><a:chExt cx="{across}" cy="{down}"/>'
    return (
        f'<w:r><mc:AlternateContent {_SPACES}><mc:Choice Requires="wpg"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr={label}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{_GROUP}"><wpg:wgp><wpg:cNvGrpSpPr/>'
        f"<wpg:grpSpPr><a:xfrm>{frame}{inner}</a:xfrm></wpg:grpSpPr>{shapes}</wpg:wgp></a:graphicData></a:graphic>"
        f"</wp:inline></w:drawing></mc:Choice><mc:Fallback>{_spoken(drawing.label)}</mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _ground(across: int, down: int, number: int) -> str:
    """Return an unseen box as large as the drawing: LibreOffice stretches a group until its shapes fill it."""
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Ground {number}"/><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _spoken(label: str) -> str:
    """Return the label as the text that programs without vector shapes show."""
    return run(label).removeprefix("<w:r>").removesuffix("</w:r>")


def _shape(shape: Shape, width: float, height: float, number: int) -> str:
    colour = FILLS[shape.name]
    x, y, w, h, form = shape.x * width, 0.0, shape.width * width, height, "rect"
    fill, line = colour, "<a:ln><a:noFill/></a:ln>"
    if shape.kind == "dot":
        x, y, w, h, form = x - _DOT / 2, (height - _DOT) / 2, _DOT, _DOT, "ellipse"
        line = _line("#FFFFFF", 0.75)
    elif shape.kind == "line":
        w = _HAIR * (2 if shape.name == "now" else 1)
    elif shape.kind == "proposal":
        y, h = 2.0, height - 4
        fill, line = PLANNED, _line(colour, 0.75, "dash")
    x = min(max(x, 0.0), width - w)
    return (
        f'<wps:wsp><wps:cNvPr id="{number}" name="Shape {number}"/><wps:cNvSpPr/><wps:spPr><a:xfrm>'
        f'<a:off x="{round(x * _POINT)}" y="{round(y * _POINT)}"/>'
        f'<a:ext cx="{round(w * _POINT)}" cy="{round(h * _POINT)}"/></a:xfrm>'
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="{fill[1:]}"/></a:solidFill>'
        f"{line}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )


def _line(colour: str, points: float, dash: str = "solid") -> str:
    return (
        f'<a:ln w="{round(points * _POINT)}"><a:solidFill><a:srgbClr val="{colour[1:]}"/></a:solidFill>'
        f'<a:prstDash val="{dash}"/></a:ln>'
    )
