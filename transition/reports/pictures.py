"""An organisation's logo: what it is, how large it stands, and how a Word file holds it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from xml.sax.saxutils import quoteattr

HEIGHT, WIDEST = 44, 260
"""How large a logo is shown at most, in pixels of 1/96 inch."""
KINDS = {"image/png": "png", "image/jpeg": "jpeg", "image/gif": "gif"}
"""What Excel and Word can both show."""
PART = "media/logo"
_EMU = 9525
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that can be shown: its kind, its size in pixels, and by how much it is shown smaller."""

    kind: str
    width: int
    height: int

    @property
    def scale(self) -> float:
        """The factor by which it fits where logos go; small ones are not made larger."""
        return min(1.0, HEIGHT / self.height, WIDEST / self.width)

    @property
    def shown(self) -> tuple[int, int]:
        """Width and height as shown, in pixels."""
        return round(self.width * self.scale), round(self.height * self.scale)


@cache
def picture_of(data: bytes) -> Picture | None:
    """Return what a file's bytes show, or ``None`` where they are no picture of a kind that can be shown."""
    from docx.image.image import Image

    try:
        image = Image.from_blob(data)
        kind, width, height = KINDS[image.content_type], int(image.px_width), int(image.px_height)
    except Exception:  # noqa: BLE001 - whatever a damaged file makes the reader raise, it cannot be shown
        return None
    return Picture(kind, width, height) if width > 0 and height > 0 else None


def word_paragraph(picture: Picture, relation: str, described: str) -> str:
    """Return a paragraph of a Word file that shows the picture on the right."""
    width, height = (side * _EMU for side in picture.shown)
    size = f'cx="{width}" cy="{height}"'
    return (
        '<w:p><w:pPr><w:jc w:val="right"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {size}/><wp:docPr id="1" name="Logo" descr={quoteattr(described)}/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{_DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="0" name="Logo"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
