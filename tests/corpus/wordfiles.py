"""Small Word files, each named by what it breaks in readers that know less.

Run as a program, this writes them beside itself. In every file the words ``v01 v02 …`` are visible, in reading order;
words ``x01 …`` are deleted, hidden or codes and must never be read.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wpg="http://schemas.microsoft.com/office/word/2010/wordprocessingGroup" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_REL = "http://schemas.openxmlformats.org/package/2006/relationships"


def p(*content: str, style: str = "", ppr: str = "", num: tuple[int, int] | None = None) -> str:
    """A paragraph; plain strings become runs."""
    inner = f'<w:pStyle w:val="{style}"/>' if style else ""
    if num is not None:
        inner += f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    inner += ppr
    runs = "".join(c if c.startswith("<") else r(c) for c in content)
    return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{runs}</w:p>"


def r(text: str, rpr: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{rpr}</w:rPr>" if rpr else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def bold(text: str) -> str:
    return r(text, "<w:b/>")


def tc(*blocks: str, pr: str = "") -> str:
    """A cell; plain strings become paragraphs."""
    content = "".join(b if b.startswith("<") else p(b) for b in blocks) or "<w:p/>"
    return f"<w:tc>{f'<w:tcPr>{pr}</w:tcPr>' if pr else ''}{content}</w:tc>"


def tr(*cells: str, pr: str = "") -> str:
    """A row; plain strings become cells."""
    return f"<w:tr>{f'<w:trPr>{pr}</w:trPr>' if pr else ''}{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def docx(
    body: str,
    *,
    styles: str = "",
    numbering: str = "",
    parts: dict[str, str | bytes] | None = None,
    rels: str = "",
    main: str = "word/document.xml",
    content_type: str = MAIN,
    strict: bool = False,
    raw_document: bytes | None = None,
) -> bytes:
    """A whole Word file around a body; ``parts`` are further members, ``rels`` further relationships of the body."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{main}" ContentType="{content_type}"/></Types>'
        ),
        "_rels/.rels": _rels(f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="{main}"/>'),
        main: raw_document or f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
    }
    folder, _, base = main.rpartition("/")
    if styles:
        members[f"{folder}/styles.xml"] = f"<w:styles {NAMESPACES}>{styles}</w:styles>"
        rels += f'<Relationship Id="rIdS" Type="{REL}/styles" Target="styles.xml"/>'
    if numbering:
        members[f"{folder}/numbering.xml"] = f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>"
        rels += f'<Relationship Id="rIdN" Type="{REL}/numbering" Target="numbering.xml"/>'
    members[f"{folder}/_rels/{base}.rels"] = _rels(rels)
    members.update(parts or {})
    if strict:
        members = {name: _strict(data) for name, data in members.items()}
    return zipped(members)


def _rels(inner: str) -> str:
    return f'<Relationships xmlns="{PACKAGE_REL}">{inner}</Relationships>'


def _strict(data: str | bytes) -> str | bytes:
    if isinstance(data, bytes):
        return data
    data = data.replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    return data.replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A zip of these members with fixed times, so that the same content gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def part(kind: str, rel_id: str, name: str) -> str:
    """A relationship of the body to one more part."""
    return f'<Relationship Id="{rel_id}" Type="{REL}/{kind}" Target="{name}"/>'


def textbox(*blocks: str, fallback: bool = True) -> str:
    """A run with a text box as Word 2010 and later saves it: twice."""
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp>"
    drawing = (
        '<w:drawing><wp:anchor><wp:docPr id="1" name="Box 1"/><a:graphic><a:graphicData>'
        f"{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = (
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        if fallback
        else ""
    )
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>{old}</mc:AlternateContent></w:r>'


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def levels(*rows: tuple[str, str], extra: dict[int, str] | None = None) -> str:
    """The levels of an abstract list as (format, text)."""
    return "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>{(extra or {}).get(i, "")}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (fmt, text) in enumerate(rows)
    )


def lists(abstract: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{abstract}</w:abstractNum>{nums}'


HEADINGS = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="u1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="u2"><w:name w:val="heading 2"/><w:basedOn w:val="u1"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc3"><w:name w:val="Muc cap 3"/><w:basedOn w:val="u2"/>'
    '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Muc3b"><w:name w:val="Muc cap 3 moi"/><w:basedOn w:val="Muc3"/></w:style>'
)


def _headers() -> bytes:
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:headerReference w:type="first" r:id="h2"/>'
        '<w:footerReference w:type="even" r:id="f1"/><w:titlePg/></w:sectPr>'
    )
    again = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:footerReference w:type="default" r:id="f1"/></w:sectPr>'
    parts = {
        "word/header1.xml": f"<w:hdr {NAMESPACES}>{tbl(tr('v01 code', 'v02 title'))}</w:hdr>",
        "word/header2.xml": f"<w:hdr {NAMESPACES}>{p('v03 first page')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {NAMESPACES}>{p('v05 page ', field('PAGE x01', 'v06'))}</w:ftr>",
    }
    rels = (
        part("header", "h1", "header1.xml") + part("header", "h2", "header2.xml") + part("footer", "f1", "footer1.xml")
    )
    return docx(p("v04 body", ppr=section) + again, parts=parts, rels=rels)


def _notes() -> bytes:
    def note(kind: str, text: str) -> str:
        return f'<w:{kind}s {NAMESPACES}><w:{kind} w:type="separator" w:id="-1">{p("x09")}</w:{kind}><w:{kind} w:id="1">{p(text)}</w:{kind}></w:{kind}s>'

    parts = {
        "word/footnotes.xml": note("footnote", "v03 footnote"),
        "word/endnotes.xml": note("endnote", "v05 endnote"),
        "word/comments.xml": f'<w:comments {NAMESPACES}><w:comment w:id="7" w:author="Lan">{p("v07 why")}{p("v08 so")}</w:comment></w:comments>',
    }
    rels = (
        part("footnotes", "n1", "footnotes.xml")
        + part("endnotes", "n2", "endnotes.xml")
        + part("comments", "n3", "comments.xml")
    )
    body = (
        p("v01 text", '<w:r><w:footnoteReference w:id="1"/></w:r>', " v02 goes on")
        + p("v04 more", '<w:r><w:endnoteReference w:id="1"/></w:r>')
        + p('<w:commentRangeStart w:id="7"/>', "v06 said", '<w:r><w:commentReference w:id="7"/></w:r>')
        + p("v09 end")
    )
    return docx(body, parts=parts, rels=rels)


def _graphics() -> bytes:
    smart = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds r:dm="d1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    picture = '<w:r><w:drawing><wp:inline><wp:docPr id="3" name="Picture 3" descr="v02 flow chart of purchasing"/></wp:inline></w:drawing></w:r>'
    chart = '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="c1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    group = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpg"><w:drawing><wp:anchor><a:graphic><a:graphicData><wpg:wgp>'
        f"<wps:wsp><wps:txbx><w:txbxContent>{p('v06 one')}</w:txbxContent></wps:txbx></wps:wsp>"
        f"<wps:wsp><wps:txbx><w:txbxContent>{p('v07 two')}</w:txbxContent></wps:txbx></wps:wsp>"
        "</wpg:wgp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('x01 one')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    vml = f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('v09 old box')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    parts = {
        "word/data1.xml": f"<dgm:dataModel {NAMESPACES}><dgm:pt><dgm:t><a:p><a:r><a:t>v04 smart art</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>",
        "word/chart1.xml": f"<c:chartSpace {NAMESPACES}><c:title><a:p><a:r><a:t>v05 chart title</a:t></a:r></a:p></c:title></c:chartSpace>",
        "word/chunk.html": "<html><head><title>x02</title></head><body><p>v10 chunk</p><script>x03</script><p>v11 text</p></body></html>",
    }
    rels = (
        part("diagramData", "d1", "data1.xml") + part("chart", "c1", "chart1.xml") + part("aFChunk", "k1", "chunk.html")
    )
    body = (
        p("v01 text", picture)
        + p("v03 text", smart, chart)
        + p(group)
        + p("v08 text", vml)
        + '<w:altChunk r:id="k1"/>'
        + p("v12 end")
    )
    return docx(body, parts=parts, rels=rels)


def _numbering() -> bytes:
    abstract = levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)"), ("lowerRoman", "(%4)"))
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    steps = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 0), (1, 1), (2, 0), (2, 1), (1, 0)]
    return docx("".join(p(f"v{i:02d} item", num=n) for i, n in enumerate(steps, 1)), numbering=lists(abstract, nums))


def _formats() -> bytes:
    abstract = levels(
        ("upperRoman", "Part %1:"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"), ("decimalZero", "%2-%4"), ("none", "Note"),
        extra={1: "<w:isLgl/>", 2: '<w:lvlRestart w:val="1"/>'},
    )  # fmt: skip
    steps = [0, 1, 2, 1, 2, 3, 0, 1, 2, 3, 4]
    return docx("".join(p(f"v{i:02d} item", num=(1, n)) for i, n in enumerate(steps, 1)), numbering=lists(abstract))


def _linked() -> bytes:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    linked = {0: '<w:pStyle w:val="h1"/>', 1: '<w:pStyle w:val="h2"/>'}
    abstract = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Own"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="4"><w:styleLink w:val="Own"/>'
        f"{levels(('decimal', '%1'), ('decimal', '%1.%2'), extra=linked)}</w:abstractNum>"
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = p("v01", style="h1") + p("v02", style="h2") + p("v03 text") + p("v04", style="h2") + p("v05", style="h1")
    return docx(body + p("v06 off", style="h2", num=(0, 0)) + p("v07", style="h2"), styles=styles, numbering=abstract)


def _canvas() -> bytes:
    def shape(*blocks: str) -> str:
        return f"<wps:wsp><wps:txbx><w:txbxContent>{''.join(blocks)}</w:txbxContent></wps:txbx></wps:wsp>"

    canvas = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wpc"><w:drawing><wp:inline><a:graphic><a:graphicData>'
        f'<wpc:wpc xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas">{shape(p("v02 receive"))}'
        f"<wpg:wgp>{shape(p('v03 check'))}<wpg:grpSp>{shape(p('v04 store'), p('v05 file'))}</wpg:grpSp></wpg:wgp></wpc:wpc>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{p('x01')}</w:txbxContent></v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    old = (
        "<w:r><w:pict><v:group><v:rect><v:textbox><w:txbxContent>"
        + p("v07 one")
        + "</w:txbxContent></v:textbox></v:rect>"
        '<v:shape alt="v08 arrow"/><v:group><v:oval><v:textbox><w:txbxContent>'
        + p("v09 two")
        + "</w:txbxContent></v:textbox></v:oval>"
        '</v:group><v:shape><v:textpath string="v10 DRAFT"/></v:shape></v:group></w:pict></w:r>'
    )
    return docx(p("v01 chart", canvas) + p("v06 old", old) + p("v11 end"))


def _embedded() -> bytes:
    inner = docx(p("v02 embedded") + tbl(tr("v03", "v04")))
    return docx(
        p("v01") + '<w:altChunk r:id="k1"/>' + '<w:altChunk r:id="k2"/>' + p("v06"),
        parts={"word/inner.docx": inner, "word/plain.txt": "v05 plain text"},
        rels=part("aFChunk", "k1", "inner.docx") + part("aFChunk", "k2", "plain.txt"),
    )


def _margins_of_all_kinds() -> bytes:
    def margin(kind: str, text: str) -> str:
        return f"<w:{kind} {NAMESPACES}>{text}</w:{kind}>"

    parts = {
        "word/header1.xml": margin("hdr", p("v01 first")),
        "word/header2.xml": margin("hdr", p("v02 default", textbox(p("v03 stamp")))),
        "word/header3.xml": margin("hdr", p("v04 even")),
        "word/footer1.xml": margin(
            "ftr", "<w:sdt><w:sdtContent>" + p("v06 page ", field("PAGE", "v07")) + "</w:sdtContent></w:sdt>"
        ),
        "word/footer2.xml": margin("ftr", tbl(tr("v08", "v09"))),
        "word/header9.xml": margin("hdr", p("x01 no section uses it")),
    }
    rels = "".join(part("header" if n.startswith("word/h") else "footer", n[5:12], n[5:]) for n in parts)
    section = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{name}"/>'
        for kind, which, name in (
            ("header", "first", "header1"), ("header", "default", "header2"), ("header", "even", "header3"),
            ("footer", "default", "footer1"), ("footer", "even", "footer2"),
        )
    )  # fmt: skip
    return docx(p("v05 body") + f"<w:sectPr>{section}</w:sectPr>", parts=parts, rels=rels)


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


CORPUS: dict[str, bytes] = {
    "textbox-saved-twice": docx(
        p("v01 before", textbox(p("v02 in box"), tbl(tr("v03 a", "v04 b"))))
        + p("v05 after")
        + p(textbox(p("v06 alone")))
    ),
    "textbox-in-textbox": docx(p("v01", textbox(p("v02", textbox(p("v03")))))),
    "merged-cells": docx(
        tbl(
            tr(tc("v01", pr='<w:gridSpan w:val="2"/>'), "v02"),
            tr(tc("v03", pr='<w:vMerge w:val="restart"/>'), "v04", "v05"),
            tr(tc("x01", pr="<w:vMerge/>"), "v06", "v07"),
        )
    ),
    "nested-tables": docx(
        tbl(tr("v01", tc("v02", tbl(tr("v03", "v04"), tr("v05", "v06")), "<w:p/>"), "v07")) + p("v08")
    ),
    "whole-document-in-content-control": docx(
        "<w:sdt><w:sdtPr><w:alias w:val='x01'/></w:sdtPr><w:sdtContent>"
        + p("v01")
        + tbl(
            "<w:sdt><w:sdtContent>"
            + tr("v02", "<w:sdt><w:sdtContent>" + tc("v03") + "</w:sdtContent></w:sdt>")
            + "</w:sdtContent></w:sdt>"
        )
        + p("<w:sdt><w:sdtContent>" + r("v04") + "</w:sdtContent></w:sdt>")
        + "</w:sdtContent></w:sdt>"
    ),
    "tracked-changes": docx(
        p(
            "v01 ",
            f'<w:ins w:id="1" w:author="A">{r("v02 ")}</w:ins>',
            '<w:del w:id="2"><w:r><w:delText>x01</w:delText></w:r></w:del>',
        )
        + p("v03 joined ", ppr='<w:rPr><w:del w:id="3"/></w:rPr>')
        + p("v04 to this")
        + p(f'<w:moveFrom w:id="4">{r("x02")}</w:moveFrom>', f'<w:moveTo w:id="5">{r("v05")}</w:moveTo>')
        + tbl(tr("v06", "v07"), tr("x03", "x04", pr='<w:del w:id="6"/>'), tr("v08", "v09", pr='<w:ins w:id="7"/>'))
    ),
    "hidden-text": docx(
        p("v01 ", r("x01", "<w:vanish/>"), r("v02", '<w:vanish w:val="0"/>'))
        + p(r("x02", '<w:rStyle w:val="Hid"/>'))
        + p("x03", style="HidP")
        + p(r("v03", "<w:webHidden/>")),
        styles='<w:style w:type="character" w:styleId="Hid"><w:name w:val="Hid"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="HidP"><w:name w:val="HidP"/><w:rPr><w:vanish/></w:rPr></w:style>',
    ),
    "fields-and-links": docx(
        p("v01 ", field(" REF x01 ", "v02"), '<w:hyperlink r:id="gone">' + r(" v03 ") + "</w:hyperlink>")
        + p('<w:fldSimple w:instr="x02">' + r("v04") + "<w:fldData>eDAz</w:fldData></w:fldSimple>")
        + p("<w:smartTag w:element='x03'>" + r("v05 ") + "</w:smartTag>", "<w:customXml>" + r("v06") + "</w:customXml>")
        + p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>x04</w:instrText></w:r>")
        + p("v07 after a field that never ends")
    ),
    "special-characters": docx(
        p(
            "v01",
            "<w:r><w:tab/></w:r>",
            "v02",
            "<w:r><w:br/></w:r>",
            "v03 non",
            "<w:r><w:noBreakHyphen/></w:r>",
            "break so",
            "<w:r><w:softHyphen/></w:r>",
            "ft ",
        )
        + p(
            "v04 ",
            '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
            " v05",
        )
        + p("v06 e&#x301;\u200b ", "<m:oMath><m:r><m:t>v07</m:t></m:r></m:oMath>")
    ),
    "headers-and-footers": _headers(),
    "notes-and-comments": _notes(),
    "graphics": _graphics(),
    "numbering-levels-and-restarts": _numbering(),
    "heading-styles-in-other-languages": docx(
        p("v01", style="u1")
        + p("v02", style="u2")
        + p("v03", style="Muc3b")
        + p("v04 text", style="a")
        + p("v05", ppr='<w:outlineLvl w:val="3"/>')
        + p("v06", style="u1", ppr='<w:outlineLvl w:val="9"/>'),
        styles=HEADINGS,
    ),
    "style-cycle": docx(
        p("v01", style="A1"),
        styles='<w:style w:type="paragraph" w:styleId="A1"><w:name w:val="A1"/><w:basedOn w:val="B1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="B1"><w:name w:val="B1"/><w:basedOn w:val="A1"/></w:style>',
    ),
    "strict-namespaces": docx(p("v01") + tbl(tr("v02", "v03")), strict=True),
    "macro-document": docx(p("v01"), content_type="application/vnd.ms-word.document.macroEnabled.main+xml"),
    "template": docx(
        p("v01"), content_type="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    ),
    "main-part-elsewhere": docx(p("v01"), main="word/document2.xml"),
    "dangling-relationships": docx(
        p("v01")
        + p(
            '<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><c:chart r:id="c9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
        ),
        rels=f'<Relationship Id="c9" Type="{REL}/chart" Target="../NULL"/><Relationship Id="e1" Type="{REL}/image" Target="http://127.0.0.1:9/x.png" TargetMode="External"/>',
    ),
    "utf-16": docx(
        "",
        raw_document=f'<?xml version="1.0" encoding="UTF-16"?><w:document {NAMESPACES}><w:body>{p("v01 tài liệu")}</w:body></w:document>'.encode(
            "utf-16"
        ),
    ),
    "choice-nobody-knows": docx(
        p(
            '<w:r><mc:AlternateContent><mc:Choice Requires="zz9"><w:t>x01</w:t></mc:Choice><mc:Fallback><w:t>v01</w:t></mc:Fallback></mc:AlternateContent></w:r>',
            " v02",
        )
    ),
    "hidden-text-in-margins": docx(
        p("v02", '<w:r><w:footnoteReference w:id="1"/></w:r>')
        + '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>',
        parts={
            "word/header1.xml": f"<w:hdr {NAMESPACES}>{p('v01', r('x01', '<w:vanish/>'))}</w:hdr>",
            "word/footnotes.xml": f'<w:footnotes {NAMESPACES}><w:footnote w:id="1">{p("v03", r("x02", "<w:vanish/>"))}</w:footnote></w:footnotes>',
        },
        rels=part("header", "h1", "header1.xml") + part("footnotes", "n1", "footnotes.xml"),
    ),
    "old-vietnamese-fonts": docx(
        p(
            r("v01 KiÓm so¸t hå s¬ n", _font(".VnTime")),
            f"<w:r><w:rPr>{_font('.VnTime')}</w:rPr><w:softHyphen/></w:r>",
            r("íc v02", _font(".VnTime")),
        )
        + p(r("v03 Kieå", _font("VNI-Times")), r("m soaùt hoà sô v04", _font("VNI-Helve") + "<w:b/>"))
        + p(r("v05 Công bố v06", _font(".VnTime")))
        + p(r("v07 Kiểm soát v08", _font("Arial"))),
    ),
    "numbering-formats": _formats(),
    "numbering-linked-to-styles": _linked(),
    "canvas-and-groups": _canvas(),
    "embedded-files": _embedded(),
    "margins-of-all-kinds": _margins_of_all_kinds(),
    "text-around-nested-table": docx(
        tbl(tr(tc("v01 before", tbl(tr("v02", "v03")), "v04 between", tbl(tr("v05", "v06")), "v07 after"), "v08"))
        + p("v09")
    ),
    "repeated-header-rows": docx(
        tbl(
            tr("v01 Step", "v02 Work", pr="<w:tblHeader/>"),
            tr("v03 no", "v04 what", pr="<w:tblHeader/>"),
            tr("v05", "v06 is done"),
            tr("v07", "v08 is checked"),
        )
    ),
    "layout-table": docx(
        tbl(
            tr(
                tc(p(bold("v01 1. Purpose")), "v02 why it is done.", p(bold("v03 2. Scope")), "v04 where it holds."),
                "v05 margin note",
            )
        )
    ),
    "old-merges-and-gaps": docx(
        tbl(
            tr(tc("v01", pr='<w:hMerge w:val="restart"/>'), tc("x01", pr="<w:hMerge/>"), "v02"),
            tr("v03", "v04", pr='<w:gridBefore w:val="1"/>'),
            "<w:ins w:id='1'>" + tr("v05", "v06", "v07") + "</w:ins>",
            tr("v08", tc("x02", pr='<w:cellDel w:id="2"/>'), "v09"),
        )
    ),
    "nested-fields": docx(
        p(
            "v01 ",
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF x01 = </w:instrText></w:r>',
            field(" DOCPROPERTY x02 ", "x03"),
            '<w:r><w:instrText> "x04" "x05"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "v02 ",
            field(" REF x06 ", "v03"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            " v04",
        )
        + p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT x07</w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            "v05",
        )
        + p("v06", '<w:r><w:fldChar w:fldCharType="end"/></w:r>', " v07")
    ),
    "form-fields": docx(
        p(
            '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent>'
            + r("☒ v01")
            + "</w:sdtContent></w:sdt>"
        )
        + p(
            "v02 ",
            '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="x01"/><w:listEntry w:val="v03"/></w:ddList></w:ffData></w:fldChar></w:r>',
            "<w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>",
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
        + "<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:value='x02' w:displayText='x03'/></w:dropDownList></w:sdtPr><w:sdtContent>"
        + p("v04")
        + "</w:sdtContent></w:sdt>"
    ),
    "moved-text": docx(
        '<w:moveFromRangeStart w:id="1" w:name="m"/>'
        + p(f'<w:moveFrom w:id="2">{r("x01")}</w:moveFrom>', ppr='<w:rPr><w:moveFrom w:id="3"/></w:rPr>')
        + '<w:moveFromRangeEnd w:id="1"/>'
        + p("v01")
        + '<w:moveToRangeStart w:id="4" w:name="m"/><w:moveTo w:id="5">'
        + p("v02")
        + '</w:moveTo><w:moveToRangeEnd w:id="4"/>'
        + p(
            "v03 ",
            '<w:ins w:id="6"><w:hyperlink r:id="none">'
            + r("v04")
            + '<w:del w:id="7"><w:r><w:delText>x02</w:delText></w:r></w:del></w:hyperlink></w:ins>',
        )
    ),
    "breaks-and-tabs": docx(
        p(
            "v01",
            "<w:r><w:cr/></w:r>",
            "v02",
            '<w:r><w:br w:type="page"/></w:r>',
            "v03",
            '<w:r><w:ptab w:alignment="right"/></w:r>',
            "v04",
            "<w:r><w:lastRenderedPageBreak/><w:t xml:space='preserve'> v05</w:t></w:r>",
        )
        + p("v06", '<w:r><w:br w:type="column"/></w:r>', "v07")
    ),
    "notes-with-tables": docx(
        p("v01", '<w:r><w:footnoteReference w:id="2"/></w:r>', " v02", '<w:r><w:footnoteReference w:id="3"/></w:r>')
        + tbl(tr(tc(p("v07 cell", '<w:r><w:footnoteReference w:id="4"/></w:r>')), "v08"))
        + p("v10"),
        parts={
            "word/footnotes.xml": f"<w:footnotes {NAMESPACES}>"
            f'<w:footnote w:id="3">{p("<w:r><w:footnoteRef/></w:r>", "v06 last")}</w:footnote>'
            f'<w:footnote w:id="2">{p("v03 first")}{tbl(tr("v04", "v05"))}</w:footnote>'
            f'<w:footnote w:id="4">{p("v09 of the cell")}</w:footnote><w:footnote w:id="5">{p("x01 nowhere called")}</w:footnote></w:footnotes>'
        },
        rels=part("footnotes", "n1", "footnotes.xml"),
    ),
    "macro-template": docx(p("v01"), content_type="application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    "two-languages-in-a-line": docx(
        p("v01 Kho được kiểm tra mỗi tuần một lần / v02 The store is checked once in a week.")
        + p("v03 Phiếu nhập được ký trong ngày.", "<w:r><w:br/></w:r>", "v04 The receipt is signed on the same day.")
    ),
    "deleted-mark-keeps-its-box": docx(
        p("v01 ", textbox(p("v03")), ppr='<w:rPr><w:del w:id="3"/></w:rPr>') + p("v02 rest")
    ),
}


LABELS: dict[str, list[str]] = {
    "numbering-levels-and-restarts": ["1.", "1.1", "1.2", "a)", "b)", "(i)", "2.", "2.1", "5.", "5.1", "6."],
    "numbering-formats": ["Part I:", "1.1", "(a)", "1.2", "(b)", "2-01", "Part II:", "2.1", "(a)", "1-01", "Note"],
    "numbering-linked-to-styles": ["1", "1.1", "", "1.2", "2", "", "2.1"],
}
"""What Word prints before the paragraphs of the files about numbers."""


def write_all(folder: Path) -> None:
    """Write every file under its name."""
    for name, data in CORPUS.items():
        (folder / f"{name}.docx").write_bytes(data)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
