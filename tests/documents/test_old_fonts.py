"""Old Vietnamese fonts: the font of a run decides, wherever it is said, and Unicode is never damaged."""

import pytest
from oldtext import TCVN3_CAPITALS, TCVN3_FONT, VNI_FONT, encode, fonts, old_docx, run
from wordfiles import NAMESPACES, docx, levels, lists, p, part, r, tbl, tc, tr

from transition.documents import encodings, read_document

SENTENCES = (
    "Trưởng phòng kiểm tra hồ sơ, ký nháy và trình Giám đốc trong hai ngày làm việc.",
    "Cán bộ tiếp nhận ghi sổ theo dõi; hồ sơ thiếu thì trả lại kèm phiếu hướng dẫn bổ sung.",
    "Biên bản được lưu ở tủ số 5 – ngăn “Đo lường”, nhiệt độ không quá 30°C, ít nhất ba năm.",
    "Người ký ước lượng, thẩm định và xử lý sản phẩm hỏng; mỹ thuật, kỹ nghệ, tỵ nạn, Thụy Sỹ.",
)
LOWER = "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđ"


@pytest.fixture
def read_bytes(tmp_path):
    def _read(data, name="old.docx"):
        file = tmp_path / "old.docx"
        file.write_bytes(data)
        return read_document(file, name)

    return _read


def texts(document):
    return [q.text for q in document.passages]


@pytest.mark.parametrize(
    ("encoding", "old"),
    [
        ("tcvn3", "Céng hßa x· héi chñ nghÜa ViÖt Nam; §éc lËp, Tù do; n\u00ad\u00edc"),
        ("vni", "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam; Ñoäc laäp, Töï do; nöôùc"),
    ],
)
def test_the_tables_read_what_everybody_knows(encoding, old):
    assert encodings.decode(old, encoding) == "Cộng hòa xã hội chủ nghĩa Việt Nam; Độc lập, Tự do; nước"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_every_small_letter_comes_back(encoding):
    assert encodings.decode(encode(LOWER, encoding), encoding) == LOWER


def test_every_capital_of_vni_comes_back_also_with_a_small_mark():
    assert encodings.decode(encode(LOWER.upper(), "vni"), "vni") == LOWER.upper()
    assert encodings.decode("Uûy ban, Aùp duïng, Ôû ñaâu", "vni") == "Ủy ban, Áp dụng, Ở đâu"
    assert encodings.decode("haúng, HAÚNG, kyõ, lyù, tî, Î", "vni") == "hẳng, HẲNG, kỹ, lý, tỵ, Ỵ"


def test_blanks_signs_and_private_letters():
    assert encodings.decode("  a  –  b\u2212c  30°C “x”\t", "tcvn3") == "  a  –  b\u2212c  30°C “x”\t"
    assert encodings.decode("\uf056i\uf0d6t", "tcvn3") == "Việt"


@pytest.mark.parametrize("font", [TCVN3_FONT, VNI_FONT])
def test_whole_sentences(read_bytes, font):
    document = read_bytes(old_docx(*SENTENCES, font=font))
    assert texts(document) == list(SENTENCES)
    assert document.language == "vi"
    (problem,) = document.problems
    assert (problem.code, problem.severity) == ("old-vietnamese-font", "info")
    assert problem.details["encoding"] == ("TCVN3" if font == TCVN3_FONT else "VNI")


STYLES = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts('{default}')}</w:rPr></w:rPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="B"><w:name w:val="Base"/><w:rPr>{fonts(".VnTime")}</w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="D"><w:name w:val="Derived"/><w:basedOn w:val="B"/></w:style>'
    f'<w:style w:type="paragraph" w:styleId="U"><w:name w:val="New"/><w:basedOn w:val="B"/><w:rPr>{fonts("Arial")}</w:rPr></w:style>'
    f'<w:style w:type="character" w:styleId="C"><w:name w:val="Old letters"/><w:rPr>{fonts(".vnarial")}</w:rPr></w:style>'
)
WORDS = "kiểm soát hồ sơ"


@pytest.mark.parametrize(
    ("default", "style", "rpr", "old"),
    [
        ("Arial", "", fonts(".VnTime"), True),
        ("Arial", "", '<w:rFonts w:hAnsi=".VnTime"/>', True),
        ("Arial", "", '<w:rStyle w:val="C"/>', True),
        ("Arial", "", '<w:rStyle w:val="C"/>' + fonts("Arial"), False),
        ("Arial", "D", "", True),
        ("Arial", "U", "", False),
        ("Arial", "D", '<w:rFonts w:ascii="Arial"/>', True),
        (".VnTime", "", "", True),
        (".VnTime", "U", "", False),
        ("Arial", "D", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime" w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>', False),
    ],
)  # fmt: skip
def test_the_font_is_found_wherever_it_is_said(read_bytes, default, style, rpr, old):
    stored = encode(WORDS, "tcvn3")
    body = p(r(stored, rpr), style=style) + p(run("Một đoạn khác giữ nguyên.", ".VnTime"))
    document = read_bytes(docx(body, styles=STYLES.replace("{default}", default)))
    assert texts(document)[0] == (WORDS if old else stored)


def test_capital_fonts_show_capitals(read_bytes):
    document = read_bytes(docx(p(run("quyết định số 5 của Sở", TCVN3_CAPITALS)) + p(run("Điều một", TCVN3_FONT))))
    assert texts(document) == ["QUYẾT ĐỊNH SỐ 5 CỦA SỞ", "Điều một"]


def test_letters_that_reach_over_runs(read_bytes):
    a, b = r("Kie", fonts(VNI_FONT)), r("åm soa", fonts(VNI_FONT) + "<w:b/>")
    assert texts(read_bytes(docx(p(a, b, r("ùt", fonts("VNI-Helve")))))) == ["Kiểm soát"]


def test_the_soft_hyphen_is_a_letter_only_in_an_old_font(read_bytes):
    hyphen = "<w:softHyphen/>"
    old = f"<w:r><w:rPr>{fonts(TCVN3_FONT)}</w:rPr><w:t>n</w:t>{hyphen}<w:t>íc</w:t></w:r>"
    new = f"<w:r><w:rPr>{fonts('Arial')}</w:rPr><w:t>docu</w:t>{hyphen}<w:t>ment</w:t></w:r>"
    assert texts(read_bytes(docx(p(old) + p(new)))) == ["nước", "document"]


def test_unicode_in_an_old_font_is_left_alone(read_bytes):
    sentences = ("Công bố hệ thống phù hợp tiêu chuẩn", "Công", "Mã số: 12", "Nhà nước công bố")
    body = "".join(p(r(text, fonts(TCVN3_FONT))) for text in sentences)
    document = read_bytes(docx(body))
    assert texts(document) == list(sentences)
    assert document.problems == ()


def test_a_file_in_which_both_occur(read_bytes):
    mixed = p(
        run("Hồ sơ gốc ", TCVN3_FONT), r("được lưu, công khai; ", fonts(TCVN3_FONT)), r("công", fonts(TCVN3_FONT))
    )
    body = (
        p(run(SENTENCES[0], TCVN3_FONT)) + mixed + p(run(SENTENCES[1], VNI_FONT)) + p(r(SENTENCES[2], fonts("Arial")))
    )
    document = read_bytes(docx(body))
    assert texts(document)[:1] + texts(document)[2:] == list(SENTENCES[:3])
    assert texts(document)[1] == "Hồ sơ gốc được lưu, công khai; công"
    assert [q.details["encoding"] for q in document.problems] == ["TCVN3 + VNI"]


def test_other_languages_keep_their_letters(read_bytes):
    spanish = "El señor Muñoz revisó la documentación, según el capítulo «Compras» de la organización. "
    document = read_bytes(docx(p(r(spanish * 20, fonts("Arial"))) + p(run("Ghi chú: bản dịch", TCVN3_FONT))))
    assert texts(document) == [(spanish * 20).strip(), "Ghi chú: bản dịch"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_lost_fonts_are_made_up_for_by_the_whole_document_only(read_bytes, encoding):
    whole = read_bytes(docx("".join(p(r(encode(s, encoding), fonts("Arial"))) for s in SENTENCES)))
    assert texts(whole) == list(SENTENCES)
    assert [(q.code, q.severity) for q in whole.problems] == [("old-vietnamese-text", "warning")]
    fragment = encode("hồ sơ gốc", encoding)
    assert texts(read_bytes(docx(p(r(fragment, fonts("Arial")))))) == [fragment]


def test_a_long_spanish_document_is_not_taken_for_lost_fonts(read_bytes):
    spanish = "El señor Muñoz revisó la documentación según el capítulo de compras de la organización."
    document = read_bytes(docx("".join(p(spanish) for _ in range(40))))
    assert set(texts(document)) == {spanish}
    assert document.problems == ()


def test_labels_boxes_headers_notes_and_struck_text(read_bytes):
    label = encode("Điều", "tcvn3") + " %1."
    numbering = lists(levels(("decimal", label), extra={0: f"<w:rPr>{fonts(TCVN3_FONT)}</w:rPr>"}))
    header = f"<w:hdr {NAMESPACES}>{tbl(tr(tc(p(run('Sở Khoa học', VNI_FONT)))))}</w:hdr>"
    footnotes = (
        f'<w:footnotes {NAMESPACES}><w:footnote w:id="1">{p(run("Xem phụ lục", TCVN3_FONT))}</w:footnote></w:footnotes>'
    )
    body = (
        p(run("Phạm vi áp dụng", "Arial"), '<w:r><w:footnoteReference w:id="1"/></w:r>', num=(1, 0))
        + p(run("bãi bỏ", TCVN3_FONT, "<w:strike/>"), run("giữ lại", TCVN3_FONT))
        + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    )
    document = read_bytes(
        docx(
            body,
            numbering=numbering,
            parts={"word/header1.xml": header, "word/footnotes.xml": footnotes},
            rels=part("header", "h", "header1.xml") + part("footnotes", "f", "footnotes.xml"),
        )
    )
    assert [q.number for q in document.passages if q.number] == ["Điều 1."]
    assert {"Sở Khoa học", "Phạm vi áp dụng", "Xem phụ lục", "giữ lại"} <= set(texts(document))
    assert not any("b·i" in t for t in texts(document))


def test_the_stored_title_of_an_old_file(read_bytes):
    from wordfiles import PACKAGE_REL, REL, zipped

    core = (
        '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{encode("Quy định tiếp công dân", "tcvn3")}</dc:title></c:coreProperties>'
    )
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    data = zipped({
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE_REL}"><Relationship Id="a" Type="{REL}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{kind}" Target="core.xml"/></Relationships>',
        "core.xml": core,
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{p(run(SENTENCES[0].lower(), TCVN3_FONT))}</w:body></w:document>",
    })  # fmt: skip
    assert read_bytes(data, "x.docx").title == "Quy định tiếp công dân"
