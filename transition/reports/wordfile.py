"""A .docx around a body: page, styles, foot with page numbers; the same bytes for the same content."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from transition.reports.pictures import PART, picture_of, word_paragraph
from transition.reports.styles import FONT, GREY, INK, NAVY
from transition.reports.wordxml import LANGUAGE_TAGS, clean, field, font, run

A4 = (11906, 16838)
MARGIN = 720
WIDE = A4[1] - 2 * MARGIN
"""Text width of an A4 page on its side."""
TALL = A4[0] - 2 * MARGIN
"""Text width of an upright A4 page."""
INSTANT = "2000-01-01T00:00:00Z"
"""Stands for the time of writing: one and the same instant as made and saved says that no person saved the file."""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SETTINGS = (
    '<w:zoom w:percent="100"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
_BESIDE = ("styles", "settings", "footer1")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands around a body: its title, the line at the foot, "Page {page} of {pages}", and how the page lies."""

    title: str
    foot: str
    numbering: str
    language: str
    wide: bool = True
    logo: bytes = b""
    """A picture above the body, or nothing."""
    face: str = FONT
    """The letters everything is set in."""


def word_file(body: str, page: Page) -> bytes:
    """Return a whole .docx."""
    picture = picture_of(page.logo) if page.logo else None
    media = f"{PART}.{picture.kind}" if picture else ""
    more = (("image", media),) if media else ()
    above = word_paragraph(picture, f"rId{len(_BESIDE) + 1}", page.title) if picture else ""
    parts = {
        "[Content_Types].xml": _types(picture.kind if picture else ""),
        "_rels/.rels": _rels(("officeDocument", "word/document.xml"), ("core", "docProps/core.xml")),
        "word/document.xml": f"{HEAD}<w:document {W} {R}><w:body>{above}{body}{_section(page)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _rels(*((name.rstrip("1"), f"{name}.xml") for name in _BESIDE), *more),
        "word/styles.xml": _styles(page.language, page.face),
        "word/settings.xml": f"{HEAD}<w:settings {W}>{_SETTINGS}</w:settings>",
        "word/footer1.xml": foot(page),
        "docProps/core.xml": core(page.title),
    }
    files = {name: text.encode() for name, text in parts.items()}
    return zipped(files | ({f"word/{media}": page.logo} if media else {}))


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return parts as a zip without any time in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()


def foot(page: Page) -> str:
    """Return the foot of every page: what it is on the left, the number of the page on the right."""
    at = WIDE if page.wide else TALL
    before, _, rest = page.numbering.partition("{page}")
    between, _, after = rest.partition("{pages}")
    number = run(before) + field("PAGE") + run(between) + field("NUMPAGES") + run(after)
    told = f'<w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{at}"/></w:tabs></w:pPr>'
    return f"{HEAD}<w:ftr {W}><w:p>{told}{run(page.foot)}<w:r><w:tab/></w:r>{number}</w:p></w:ftr>"


def core(title: str) -> str:
    """Return what a file says about itself: its title, and that no person saved it."""
    instant = "".join(
        f'<dcterms:{n} xsi:type="dcterms:W3CDTF">{INSTANT}</dcterms:{n}>' for n in ("created", "modified")
    )
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean(title))}</dc:title>{instant}</cp:coreProperties>"
    )


def _section(page: Page) -> str:
    size = f'w:w="{A4[1]}" w:h="{A4[0]}" w:orient="landscape"' if page.wide else f'w:w="{A4[0]}" w:h="{A4[1]}"'
    margins = " ".join(f'w:{side}="{MARGIN}"' for side in ("top", "right", "bottom", "left"))
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:pgSz {size}/>'
        f'<w:pgMar {margins} w:header="360" w:footer="360" w:gutter="0"/></w:sectPr>'
    )


def _types(picture: str = "") -> str:
    own = {"document": "document.main", "styles": "styles", "settings": "settings", "footer1": "footer"}
    lines = [f'<Override PartName="/word/{n}.xml" ContentType="{_WORD}.{t}+xml"/>' for n, t in own.items()]
    shown = f'<Default Extension="{picture}" ContentType="image/{picture}"/>' if picture else ""
    properties = "application/vnd.openxmlformats-package.core-properties+xml"
    lines.append(f'<Override PartName="/docProps/core.xml" ContentType="{properties}"/>')
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{shown}{"".join(lines)}</Types>'
    )


def _rels(*targets: tuple[str, str]) -> str:
    kinds = {"core": f"{_PACKAGE}/relationships/metadata/core-properties"}
    lines = (
        f'<Relationship Id="rId{n}" Type="{kinds.get(kind, f"{_OFFICE}/{kind}")}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _styles(language: str, face: str) -> str:
    def style(id: str, name: str, paragraph: str, letters: str, more: str = '<w:basedOn w:val="Normal"/>') -> str:
        default = ' w:default="1"' if id == "Normal" else ""
        look = f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr>"
        return f'<w:style w:type="paragraph"{default} w:styleId="{id}"><w:name w:val="{name}"/>{more}{look}</w:style>'

    def heading(level: int, size: int, before: int) -> str:
        told = f'<w:keepNext/><w:spacing w:before="{before}" w:after="100"/><w:outlineLvl w:val="{level - 1}"/>'
        letters = f'<w:b/><w:color w:val="{NAVY[1:]}"/><w:sz w:val="{2 * size}"/><w:szCs w:val="{2 * size}"/>'
        more = '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/>'
        return style(f"Heading{level}", f"heading {level}", told, letters, more)

    tag = LANGUAGE_TAGS.get(language, "en-GB")
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{font(face)}<w:color w:val="{INK[1:]}"/>'
        '<w:sz w:val="18"/><w:szCs w:val="18"/>'
        f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    small = f'<w:color w:val="{GREY[1:]}"/><w:sz w:val="16"/><w:szCs w:val="16"/>'
    return (
        f"{HEAD}<w:styles {W}>{defaults}{style('Normal', 'Normal', '', '', '<w:qFormat/>')}"
        f"{heading(1, 16, 0)}{heading(2, 12, 240)}{heading(3, 10, 160)}"
        f"{style('Footer', 'footer', '', small)}"
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style>'
        "</w:styles>"
    )
