"""Text that stands in drawings: text boxes, WordArt, SmartArt, charts, alternative texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from transition.documents.inline import branch
from transition.documents.names import A_NS, ALTERNATE, C_NS, DGM_NS, OFF, R_ID, R_NS, TXBX_CONTENT, V_NS, WP_NS
from transition.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

    from transition.documents.package import Package, Relationship

_PROPERTIES: Final = f"{{{WP_NS}}}docPr"
_CHART: Final = f"{{{C_NS}}}chart"
_SMART_ART: Final = f"{{{DGM_NS}}}relIds"
_SMART_DATA: Final = f"{{{R_NS}}}dm"
_A_P: Final = f"{{{A_NS}}}p"
_A_T: Final = f"{{{A_NS}}}t"
_WORD_ART: Final = f"{{{V_NS}}}textpath"


def contents(  # noqa: C901 - one branch for each thing a drawing can hold
    el: etree._Element, package: Package, relationships: dict[str, Relationship]
) -> Iterator[tuple[str, str | etree._Element]]:
    """Yield what a drawing holds, in order: kind of passage and its text, or the element with its paragraphs.

    A box inside alternate content is yielded once; boxes inside boxes are left to whoever walks the outer one.
    """
    for child in el:
        tag = child.tag
        if tag == TXBX_CONTENT:
            yield "textbox", child
        elif tag == ALTERNATE:
            chosen = branch(child)
            if chosen is not None:
                yield from contents(chosen, package, relationships)
        elif tag == _PROPERTIES:
            if child.get("hidden", "0") not in OFF:
                return
            yield from _alternative(child)
        elif tag in (_CHART, _SMART_ART):
            name = child.get(R_ID if tag == _CHART else _SMART_DATA) or ""
            yield from (("note", t) for t in _drawn_lines(package, relationships.get(name)))
        elif tag == _A_P:
            text = "".join(t.text or "" for t in child.iter(_A_T))
            if text.strip():
                yield "textbox", text
        elif isinstance(tag, str):
            yield from _vml(child)
            yield from contents(child, package, relationships)


def _alternative(properties: etree._Element) -> Iterator[tuple[str, str]]:
    seen = ""
    for name in ("title", "descr"):
        text = (properties.get(name) or "").strip()
        if text and text != seen:
            seen = text
            yield "note", text


def _vml(el: etree._Element) -> Iterator[tuple[str, str]]:
    if el.tag == _WORD_ART and (el.get("string") or "").strip():
        yield "textbox", el.get("string") or ""
    elif (el.get("alt") or "").strip() and str(el.tag).startswith(f"{{{V_NS}}}"):
        yield "note", el.get("alt") or ""


def _drawn_lines(package: Package, rel: Relationship | None) -> list[str]:
    """Return the paragraphs of a chart (titles) or of a SmartArt's data; a damaged part gives none."""
    if rel is None:
        return []
    try:
        root = package.xml(rel.target)
    except UnreadableError as error:
        if error.code == "damaged-file":
            return []
        raise
    lines = ("".join(t.text or "" for t in p.iter(_A_T)).strip() for p in root.iter(_A_P))
    return [line for line in lines if line]
