"""Paragraphs in two languages become one passage for each; nothing is lost or said twice."""

import pytest
from wordfiles import p, tbl, tr

VI = "Thủ kho kiểm tra hàng nhập trong ngày và ký phiếu."
EN = "The storekeeper checks the goods within the day and signs the slip."
BREAK = "<w:r><w:br/></w:r>"


def parts(document):
    return [(q.language, q.text) for q in document.passages]


def test_one_line_with_a_slash(read):
    assert parts(read(p(f"{VI} / {EN}"))) == [("vi", f"{VI} /"), ("en", EN)]


def test_two_lines_of_one_paragraph(read):
    assert parts(read(p(EN, BREAK, VI))) == [("en", EN), ("vi", VI)]


def test_sentence_after_sentence(read):
    assert parts(read(p(f"{VI} {VI} {EN}"))) == [("vi", f"{VI} {VI}"), ("en", EN)]


def test_alternating_paragraphs_have_their_own_language(read):
    assert parts(read(p(VI) + p(EN) + p(VI) + p(EN))) == [("vi", VI), ("en", EN)] * 2


def test_places_differ_and_the_label_stands_once(read):
    from wordfiles import levels, lists

    document = read(p(f"{VI} / {EN}", num=(1, 0)), numbering=lists(levels(("decimal", "%1."))))
    assert [q.number for q in document.passages] == ["1.", ""]
    assert [q.kind for q in document.passages] == ["list-item", "list-item"]
    assert len({q.location for q in document.passages}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Phân tích mối nguy (hazard analysis) được lập cho từng sản phẩm trước khi sản xuất.",
        "Hồ sơ lưu theo First In First Out and the like trong kho vật tư của công ty.",
        "Biểu mẫu BM-01 / Form BM-01",
        f"{VI} {EN} {VI}",
        f"{VI} Rev. 02 / 2014",
    ],
)
def test_terms_names_and_mixtures_stay_whole(read, text):
    assert [q.text for q in read(p(text)).passages] == [text]


def test_headings_and_rows_stay_whole(read):
    body = p("1. MỤC ĐÍCH VÀ PHẠM VI ÁP DỤNG / PURPOSE AND SCOPE OF APPLICATION", ppr='<w:outlineLvl w:val="0"/>')
    body += tbl(tr("Bước", "Nội dung"), tr("1", f"{VI} / {EN}"))
    document = read(body)
    assert document.passages[0].kind == "heading"
    assert sum(EN in q.text for q in document.passages) == sum(VI in q.text for q in document.passages) == 1
    assert len(document.passages) == 3
