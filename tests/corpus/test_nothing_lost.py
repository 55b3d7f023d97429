"""Whatever a document is made of, each visible word is read once, in reading order, and no hidden one ever."""

import re
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wordfiles import docx, field, levels, lists, p, part, r, tbl, textbox

from transition.documents import read_document

INLINE = {
    "run": r("vV "),
    "split": r("v") + '<w:proofErr w:type="spellStart"/>' + r("V "),
    "bold": r("vV ", "<w:b/><w:sz w:val='30'/>"),
    "tab": "<w:r><w:t>vV</w:t><w:tab/></w:r>",
    "break": "<w:r><w:t>vV</w:t><w:br/></w:r>",
    "link": f'<w:hyperlink w:anchor="a">{r("vV ")}</w:hyperlink>',
    "inserted": f'<w:ins w:id="1">{r("vV ")}</w:ins>',
    "field": field(" REF xX ", "vV "),
    "smart": f'<w:smartTag w:element="e">{r("vV ")}</w:smartTag>',
    "control": f"<w:sdt><w:sdtContent>{r('vV ')}</w:sdtContent></w:sdt>",
    "deleted": '<w:del w:id="2"><w:r><w:delText>xX </w:delText></w:r></w:del>',
    "hidden": r("xX ", "<w:vanish/>"),
    "style": r("xX ", '<w:rStyle w:val="Shy"/>'),
    "moved": f'<w:moveFrom w:id="3">{r("xX ")}</w:moveFrom>',
}
"""What can stand in a line; V and X become numbers, of words to be read and words never to be read."""
BLOCK = ("paragraph", "paragraph", "item", "control", "inserted", "table", "nested", "box", "empty", "joined")
Shape = st.recursive(
    st.tuples(st.sampled_from(BLOCK), st.lists(st.sampled_from(sorted(INLINE)), min_size=1, max_size=4)),
    lambda inner: st.tuples(st.sampled_from(("control", "nested", "box")), st.lists(inner, min_size=1, max_size=3)),
    max_leaves=12,
)


class Maker:
    """Writes blocks and hands out words: ``v1 v2 …`` visible, in the order they are read, ``x1 x2 …`` never to be read."""

    def __init__(self):
        self.visible, self.hidden = count(1), count(1)
        self.in_cell = False  # a row is one passage, so that a box in it follows the whole row: left out here

    def v(self):
        return f"v{next(self.visible)}"

    def inline(self, kind):
        return re.sub("[VX]", lambda m: str(next(self.visible if m[0] == "V" else self.hidden)), INLINE[kind])

    def line(self, inner):
        return "".join(self.inline(k) if isinstance(k, str) else r(f"{self.v()} ") for k in inner)

    def block(self, shape):
        kind, inner = shape
        match kind:
            case "paragraph":
                return p(self.line(inner))
            case "item":
                return p(self.line(inner), num=(1, len(inner) % 3))
            case "control":
                return f"<w:sdt><w:sdtContent>{self.blocks(inner)}</w:sdtContent></w:sdt>"
            case "inserted":
                return f'<w:ins w:id="4">{p(self.line(inner))}</w:ins>'
            case "table":
                rows = "".join(
                    f"<w:tr>{''.join(f'<w:tc>{p(self.line(inner))}</w:tc>' for _ in range(2))}</w:tr>" for _ in range(2)
                )
                return tbl(rows)
            case "nested":
                outer, self.in_cell = self.in_cell, True
                cell = self.blocks(inner)
                self.in_cell = outer
                return tbl(f"<w:tr><w:tc>{cell}<w:p/></w:tc><w:tc>{p(r(self.v()))}</w:tc></w:tr>")
            case "box":
                return self.blocks(inner) if self.in_cell else p(r(self.v() + " "), textbox(self.blocks(inner)))
            case "empty":
                return "<w:p><w:r/></w:p>"
            case "joined":
                return p(self.line(inner), ppr='<w:rPr><w:del w:id="5"/></w:rPr>') + p(r(self.v()))
        raise AssertionError(kind)

    def blocks(self, shapes):
        return "".join(self.block(s) if isinstance(s, tuple) else p(r(self.v())) for s in shapes)


STYLES = '<w:style w:type="character" w:styleId="Shy"><w:name w:val="Shy"/><w:rPr><w:vanish/></w:rPr></w:style>'
NUMBERING = lists(levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")))


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(Shape, min_size=1, max_size=6), st.booleans())
def test_no_visible_word_is_lost_or_repeated(tmp_path, shapes, foreign):
    maker = Maker()
    note = f"v{next(maker.visible)}" if foreign else ""
    body = maker.blocks(shapes) + p(r(maker.v()))
    file = tmp_path / "made.docx"
    parts = {"word/header1.xml": _header(note)} if foreign else {}
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>' if foreign else ""
    file.write_bytes(
        docx(
            body + section,
            styles=STYLES,
            numbering=NUMBERING,
            parts=parts,
            rels=part("header", "h1", "header1.xml") if foreign else "",
        )
    )
    document = read_document(file, "made.docx")
    assert [q.code for q in document.problems if q.severity == "error"] == []
    found = re.findall(r"v\d+", "\n".join(q.text for q in document.passages))
    assert found == [f"v{i}" for i in range(1, next(maker.visible))]
    assert not any(re.search(r"\bx\d", t) for q in document.passages for t in (*q.trail, q.text, q.lead, q.number))
    assert len({q.location for q in document.passages}) == len(document.passages)


def _header(word):
    from wordfiles import NAMESPACES

    return f"<w:hdr {NAMESPACES}>{p(r(word))}</w:hdr>"
