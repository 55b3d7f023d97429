"""Word files as Word itself writes them, in any length, for measuring readers.

What Word adds to the text is here in about the measure it has in procedures edited over years: ``w:rsid*`` on
paragraphs, rows and runs, ``w14:paraId``, run properties with fonts for four scripts, size and language on the runs of
a third of the paragraphs (those pasted from elsewhere) and on their marks, a language alone on others, ``w:proofErr``
around words the spelling checker did not know, ``w:lastRenderedPageBreak``, bookmarks of a contents page, runs cut in
the middle of a sentence, grids and widths on every cell; text boxes saved twice, footnotes, fields, tracked changes.
Around the body: styles with latent styles, numbering of nine levels, header table, footer with page fields, footnotes,
settings. A page takes about twelve kilobytes of XML, a fifth of it text. One chapter in four is Vietnamese. No sentence
occurs twice.
"""

from __future__ import annotations

import io
import random
import zipfile
from xml.sax.saxutils import escape

from tests.bench import wordlike_parts as parts

ENGLISH = (
    "the the the a of of to to and and in for with by on from every each goods receipt store buyer supplier order form list"
    " register machine gauge part batch drawing customer complaint report record copy folder shelf week month year manager"
    " foreman inspector operator training meeting minutes action cause result figure target review date signature stamp"
    " label pallet lorry gate office workshop bench shift repair spare tool oil check checks keeps signs compares enters"
    " files counts measures stores marks sends informs decides agrees before after during when where approved rejected"
    " incoming outgoing monthly yearly responsible original faulty complete spare written internal purchase quality"
)
VIETNAMESE = (
    "các các những của của và và trong cho với theo từ mỗi hàng hoá kho người mua nhà cung cấp đơn đặt phiếu danh mục"
    " sổ máy dụng cụ đo chi tiết lô bản vẽ khách phàn nàn báo cáo hồ sơ bản sao tủ tuần tháng năm trưởng phòng tổ trưởng"
    " cán bộ kiểm tra đào tạo cuộc họp biên bản hành động nguyên nhân kết quả chỉ tiêu xem xét ngày ký đóng dấu nhãn xe"
    " cổng văn xưởng ca sửa chữa dầu lưu giữ so sánh ghi đếm gửi thông báo quyết định trước sau khi được duyệt đạt"
)
WORDS = {"en-GB": ENGLISH.split(), "vi-VN": VIETNAMESE.split()}
PAGE = 12_500
"""Bytes of XML a page takes."""
STYLES = {1: "Heading1", 2: "Heading2"}
HEADS = {
    "en-GB": ("Step", "Work to be done", "Responsible", "Record"),
    "vi-VN": ("Bước", "Nội dung công việc", "Trách nhiệm", "Biểu mẫu"),
}


class Writer:
    """Writes one body; the same seed gives the same bytes."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.out: list[str] = []
        self.language = "en-GB"
        self.count = 0
        self.pasted = False

    def rsid(self) -> str:
        return f"00{self.dice.randrange(16**6):06X}"

    def rpr(self, inner: str = "") -> str:
        """Run properties as Word repeats them: all of them in pasted text, else a language now and then."""
        if not self.pasted:
            own = inner + (f'<w:lang w:val="{self.language}"/>' if self.dice.random() < 0.3 else "")
            return f"<w:rPr>{own}</w:rPr>" if own else ""
        return (
            '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman"'
            f' w:cs="Times New Roman"/>{inner}<w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="{self.language}"/></w:rPr>'
        )

    def sentence(self, low: int = 8, high: int = 20) -> str:
        """A sentence nobody wrote before: words of a language and a running number."""
        self.count += 1
        words = [self.dice.choice(WORDS[self.language]) for _ in range(self.dice.randint(low, high))]
        return " ".join(words).capitalize() + f" ({self.count})."

    def title(self) -> str:
        return self.sentence(2, 5).rstrip(".")

    def runs(self, text: str, inner: str = "") -> str:
        """A text in the runs that editing and checking leave behind."""
        out, words, start = [], text.split(" "), 0
        while start < len(words):
            end = start + self.dice.choice((4, 10, 20, 40, 80))
            piece = " ".join(words[start:end]) + (" " if end < len(words) else "")
            space = ' xml:space="preserve"' if piece != piece.strip() else ""
            broken = "<w:lastRenderedPageBreak/>" if self.dice.random() < 0.01 else ""
            run = f'<w:r w:rsidR="{self.rsid()}">{self.rpr(inner)}{broken}<w:t{space}>{escape(piece)}</w:t></w:r>'
            if self.dice.random() < 0.1:
                run = f'<w:proofErr w:type="spellStart"/>{run}<w:proofErr w:type="spellEnd"/>'
            out.append(run)
            start = end
        return "".join(out)

    def paragraph(self, text: str, ppr: str = "", inner: str = "", before: str = "") -> str:
        self.pasted = self.dice.random() < 0.33
        ids = f'w14:paraId="{self.dice.randrange(1, 16**8):08X}" w14:textId="77777777" w:rsidR="{self.rsid()}" w:rsidRDefault="{self.rsid()}"'
        spacing = (
            '<w:spacing w:before="120" w:after="120" w:line="360" w:lineRule="auto"/><w:jc w:val="both"/>'
            if "pStyle" not in ppr
            else ""
        )
        own = ppr + spacing + self.rpr(inner)
        return f"<w:p {ids}><w:pPr>{own}</w:pPr>{before}{self.runs(text, inner)}</w:p>"

    def heading(self, level: int) -> None:
        mark = f'<w:bookmarkStart w:id="{self.count}" w:name="_Toc{400000000 + self.count}"/><w:bookmarkEnd w:id="{self.count}"/>'
        ppr = f'<w:pStyle w:val="{STYLES[level]}"/>'
        self.out.append(self.paragraph(self.title(), ppr, before=mark))

    def item(self, level: int) -> None:
        ppr = f'<w:pStyle w:val="ListParagraph"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="2"/></w:numPr>'
        self.out.append(self.paragraph(self.sentence(6, 16), ppr))

    def row(self, cells: list[str], inner: str = "", properties: str = "") -> str:
        widths = (817, 5103, 1842, 1809)
        filled = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/></w:tcPr>'
            f"{self.paragraph(text, inner=inner)}</w:tc>"
            for width, text in zip(widths, cells, strict=True)
        )
        return f'<w:tr w:rsidR="{self.rsid()}" w:rsidRPr="{self.rsid()}" w:rsidTr="{self.rsid()}">{properties}{filled}</w:tr>'

    def table(self, rows: int) -> None:
        """A table of steps: what is done, who does it, what record stays."""
        head = self.row(list(HEADS[self.language]), "<w:b/><w:bCs/>", "<w:trPr><w:tblHeader/></w:trPr>")
        body = [
            self.row([str(n), self.sentence(8, 24), self.title(), f"BM-{self.dice.randrange(100):02d}-{n:02d}"])
            for n in range(1, rows + 1)
        ]
        self.out.append(
            '<w:tbl><w:tblPr><w:tblW w:w="9571" w:type="dxa"/><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            '</w:tblBorders><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            '</w:tblPr><w:tblGrid><w:gridCol w:w="817"/><w:gridCol w:w="5103"/><w:gridCol w:w="1842"/><w:gridCol w:w="1809"/></w:tblGrid>'
            f"{head}{''.join(body)}</w:tbl>"
        )

    def chapter(self) -> None:
        """About five pages: headings, paragraphs, lists, a table of steps, a box or a note now and then."""
        self.language = "vi-VN" if self.dice.random() < 0.25 else "en-GB"
        self.heading(1)
        for _ in range(4):
            self.heading(2)
            for _ in range(5):
                self.out.append(self.paragraph(" ".join(self.sentence() for _ in range(self.dice.randint(2, 8)))))
            for level in (0, 0, 1, 1, 0):
                self.item(level)
        self.out.append(parts.text_box(self.paragraph(self.sentence())))
        note = self.dice.choice((parts.footnote(), parts.page_reference(), parts.tracked(self.rpr(), self.title())))
        self.out.append(self.paragraph(self.sentence(), before=note))
        self.table(self.dice.randint(6, 14))


def document(pages: int, seed: int = 9001) -> bytes:
    """A whole Word file of about so many pages."""
    writer = Writer(seed)
    size = 0
    while size < pages * PAGE:
        start = len(writer.out)
        writer.chapter()
        size += sum(map(len, writer.out[start:]))
    return package("".join(writer.out), seed)


def procedure(seed: int) -> bytes:
    """A small procedure of one chapter."""
    writer = Writer(seed)
    writer.chapter()
    return package("".join(writer.out), seed)


def package(body: str, seed: int) -> bytes:
    """The parts Word stores around a body."""
    members = {**parts.around(seed), "word/document.xml": parts.main(body)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
