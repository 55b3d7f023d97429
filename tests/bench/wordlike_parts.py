"""What surrounds a body in a file saved by Word: styles, lists, page header and footer, notes, settings."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMESPACES = (
    'xmlns:wpc="http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:o="urn:schemas-microsoft-com:office:office" '
    f'xmlns:r="{REL}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp14="http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:w10="urn:schemas-microsoft-com:office:word" xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" mc:Ignorable="w14 wp14"'
)
LATENT = (
    "heading",
    "index",
    "toc",
    "Light List Accent",
    "Medium Grid Accent",
    "Dark List Accent",
    "Colorful Shading Accent",
    "List Table",
)


def main(body: str) -> str:
    """The main part: a body with its section at the end."""
    section = (
        '<w:sectPr w:rsidR="00A11111" w:rsidSect="00B22222"><w:headerReference w:type="default" r:id="rId8"/>'
        '<w:footerReference w:type="default" r:id="rId9"/><w:pgSz w:w="11907" w:h="16840" w:code="9"/>'
        '<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>'
        '<w:cols w:space="708"/><w:docGrid w:linePitch="360"/></w:sectPr>'
    )
    return f"{XML}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def text_box(paragraph: str) -> str:
    """A paragraph with a text box, saved twice as Word does."""
    content = f"<w:txbxContent>{paragraph}</w:txbxContent>"
    drawing = (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="251659264" behindDoc="0" '
        'locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:extent cx="1828800" cy="685800"/>'
        '<wp:docPr id="2" name="Text Box 2"/><a:graphic><a:graphicData '
        f'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:spPr/><wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    old = f'<w:pict><v:shape id="_x0000_s1026" style="position:absolute"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    return (
        '<w:p w:rsidR="00C33333" w:rsidRDefault="00C33333"><w:r><w:rPr><w:noProof/></w:rPr><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r></w:p>'
    )


def footnote() -> str:
    return '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'


def page_reference() -> str:
    """A field that points to a page, as Word nests it in runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF _Toc400000001 \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tracked(rpr: str, text: str) -> str:
    """An insertion and a deletion somebody has not accepted."""
    who = 'w:author="Reviewer" w:date="2014-05-06T07:08:00Z"'
    return (
        f'<w:ins w:id="901" {who}><w:r>{rpr}<w:t xml:space="preserve">{text} </w:t></w:r></w:ins>'
        f'<w:del w:id="902" {who}><w:r>{rpr}<w:delText>{text}</w:delText></w:r></w:del>'
    )


def around(seed: int) -> dict[str, str]:
    """Every part of a file but the body."""
    return {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _rels((("rId1", "officeDocument", "word/document.xml"),)),
        "word/_rels/document.xml.rels": _rels(
            (
                ("rId1", "styles", "styles.xml"),
                ("rId2", "numbering", "numbering.xml"),
                ("rId3", "settings", "settings.xml"),
                ("rId4", "footnotes", "footnotes.xml"),
                ("rId8", "header", "header1.xml"),
                ("rId9", "footer", "footer1.xml"),
            )
        ),
        "word/styles.xml": _styles(),
        "word/numbering.xml": _numbering(),
        "word/settings.xml": _settings(),
        "word/footnotes.xml": _footnotes(),
        "word/header1.xml": _header(seed),
        "word/footer1.xml": _footer(),
    }


def _types() -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml."
    names = ("document.main", "styles", "numbering", "settings", "footnotes", "header", "footer")
    files = ("document", "styles", "numbering", "settings", "footnotes", "header1", "footer1")
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{base}{name}+xml"/>'
        for file, name in zip(files, names, strict=True)
    )
    return (
        f'{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _rels(rows: tuple[tuple[str, str, str], ...]) -> str:
    inner = "".join(f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


def _styles() -> str:
    latent = "".join(
        f'<w:lsdException w:name="{name} {n}" w:semiHidden="0" w:uiPriority="{60 + n}" w:unhideWhenUsed="0"/>'
        for name in LATENT
        for n in range(1, 24)
    )
    fonts = '<w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>'
        f'<w:uiPriority w:val="9"/><w:qFormat/><w:rsid w:val="00D44444"/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>'
        for style, name, ppr, rpr in (
            (
                "Heading1",
                "heading 1",
                '<w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>',
                '<w:b/><w:sz w:val="28"/>',
            ),
            (
                "Heading2",
                "heading 2",
                '<w:keepNext/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>',
                "<w:b/>",
            ),
            ("ListParagraph", "List Paragraph", '<w:ind w:left="720"/><w:contextualSpacing/>', ""),
            ("Header", "header", '<w:tabs><w:tab w:val="center" w:pos="4320"/></w:tabs>', ""),
            ("Footer", "footer", '<w:tabs><w:tab w:val="center" w:pos="4320"/></w:tabs>', ""),
            ("FootnoteText", "footnote text", "", '<w:sz w:val="20"/>'),
        )
    )
    others = "".join(
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Own{n}"><w:name w:val="Own {n}"/><w:basedOn w:val="Normal"/>'
        f'<w:pPr><w:spacing w:after="{n}"/></w:pPr><w:rPr><w:b/><w:sz w:val="{20 + n}"/></w:rPr></w:style>'
        for n in range(40)
    )
    return (
        f"{XML}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        f'<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:count="267">{latent}</w:latentStyles>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="24"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
        f"{made}{others}</w:styles>"
    )


def _numbering() -> str:
    def abstract(number: int, texts: list[tuple[str, str]]) -> str:
        levels = "".join(
            f'<w:lvl w:ilvl="{i}" w:tplc="0409000F"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{720 * (i + 1)}" w:hanging="360"/></w:pPr><w:rPr><w:rFonts w:hint="default"/></w:rPr></w:lvl>'
            for i, (form, text) in enumerate(texts)
        )
        return f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="0A0B0C0{number}"/><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'

    chained = [("decimal", ".".join(f"%{k}" for k in range(1, i + 2))) for i in range(9)]
    plain = [
        (("lowerLetter", "lowerRoman", "bullet")[i % 3], ("%{}) ".strip(), "(%{})", "-")[i % 3].format(i + 1))
        for i in range(9)
    ]
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return f"{XML}<w:numbering {NAMESPACES}>{abstract(1, chained)}{abstract(2, plain)}{nums}</w:numbering>"


def _settings() -> str:
    rsids = "".join(f'<w:rsid w:val="{n * 7919:08X}"/>' for n in range(1, 300))
    return f'{XML}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:rsids>{rsids}</w:rsids></w:settings>'


def _footnotes() -> str:
    def note(number: int, kind: str, inner: str) -> str:
        return f'<w:footnote{kind} w:id="{number}"><w:p w:rsidR="00E55555" w:rsidRDefault="00E55555">{inner}</w:p></w:footnote>'

    text = '<w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> Also for repairs.</w:t></w:r>'
    lines = "".join(
        note(number, f' w:type="{kind}"', f"<w:r><w:{kind}/></w:r>")
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"{XML}<w:footnotes {NAMESPACES}>{lines}{note(2, '', text)}</w:footnotes>"


def _header(seed: int) -> str:
    def cell(text: str) -> str:
        return (
            '<w:tc><w:tcPr><w:tcW w:w="3190" w:type="dxa"/></w:tcPr><w:p w:rsidR="00F66666" w:rsidRDefault="00F66666"><w:pPr><w:pStyle w:val="Header"/></w:pPr>'
            f"<w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        )

    cells = "".join(
        cell(t) for t in (f"Code: QP-{seed:04d}", "Procedure for receipt and issue of goods", "Revision: 03")
    )
    return (
        f'{XML}<w:hdr {NAMESPACES}><w:tbl><w:tblPr/><w:tblGrid/><w:tr w:rsidR="00F66666">{cells}</w:tr></w:tbl></w:hdr>'
    )


def _footer() -> str:
    return f'{XML}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:r><w:t xml:space="preserve">Page </w:t></w:r>{page_reference()}</w:p></w:ftr>'
