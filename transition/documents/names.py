"""The XML names of WordprocessingML this room works with, in the form lxml uses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml import etree

W_NS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A_NS: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
C_NS: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DGM_NS: Final = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
MC_NS: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP_NS: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
W14_NS: Final = "http://schemas.microsoft.com/office/word/2010/wordml"
V_NS: Final = "urn:schemas-microsoft-com:vml"
M_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
CT_NS: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
REL_NS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"


@cache
def w(name: str) -> str:
    """Return the full name of a ``w:`` element or attribute."""
    return f"{{{W_NS}}}{name}"


def first(parent: etree._Element, tag: str) -> etree._Element | None:
    """Return the first child of a name; properties stand first nearly always."""
    for el in parent:
        if el.tag == tag:
            return el
    return None


P: Final = w("p")
R: Final = w("r")
T: Final = w("t")
TBL: Final = w("tbl")
TR: Final = w("tr")
TC: Final = w("tc")
PPR: Final = w("pPr")
RPR: Final = w("rPr")
VAL: Final = w("val")
SDT: Final = w("sdt")
SDT_CONTENT: Final = w("sdtContent")
TXBX_CONTENT: Final = w("txbxContent")
ALTERNATE: Final = f"{{{MC_NS}}}AlternateContent"
CHOICE: Final = f"{{{MC_NS}}}Choice"
FALLBACK: Final = f"{{{MC_NS}}}Fallback"
P_STYLE: Final = w("pStyle")
NUM_PR: Final = w("numPr")
JC: Final = w("jc")
OUTLINE: Final = w("outlineLvl")
SECTION: Final = w("sectPr")
FONTS: Final = w("rFonts")
ID: Final = w("id")
VANISH: Final = w("vanish")
HIDING: Final = (VANISH, w("strike"), w("dstrike"), w("specVanish"))
"""What takes text out of sight, at a run, a paragraph mark or a style."""
R_ID: Final = f"{{{R_NS}}}id"

OFF: Final = frozenset({"0", "false", "off", "none"})

THROUGH: Final = frozenset(w(n) for n in ("ins", "moveTo", "customXml", "smartTag", "sdtContent", "txbxContent"))
"""What stands around blocks, rows or cells without being one."""
