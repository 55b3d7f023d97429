import pytest

from tests.make import document, passage, read
from transition.mapping import ClauseMapper
from transition.mapping.citations import CitationReader


@pytest.fixture(scope="module")
def mapper(pack):
    return ClauseMapper(pack, pack.from_edition)


def best(mapper, *texts, **fields):
    doc = document(*texts, **fields)
    return {id: [m.clause for m in found] for id, found in mapper.map_document(doc, read(doc)).items()}


CASES = [
    ("Each gauge is calibrated against traceable standards before its due date and labelled.", "7.6", "en"),
    ("The audit programme is drawn up each January; auditors do not audit their own department.", "8.2.2", "en"),
    ("The buyer checks quotations and places orders only with suppliers on the approved list.", "7.4", "en"),
    ("Obsolete copies are withdrawn and the master list shows the current revision of each document.", "4.2.3", "en"),
    ("Máy đo được hiệu chuẩn định kỳ và dán tem, phiếu hiệu chuẩn được lưu giữ.", "7.6", "vi"),
    ("Trưởng đoàn lập báo cáo đánh giá nội bộ và phiếu yêu cầu hành động khắc phục.", "8.2.2", "vi"),
    ("Tài liệu lỗi thời được thu hồi; danh mục tài liệu ghi lần ban hành hiện hành.", "4.2.3", "vi"),
]


@pytest.mark.parametrize(("text", "clause", "language"), CASES)
def test_plain_sentences_find_their_clause(mapper, text, clause, language):
    found = best(mapper, text, language=language)["d:0001"]
    assert any(f == clause or f.startswith(clause + ".") for f in found), found


def test_a_heading_decides_where_the_text_is_poor(mapper):
    text = "It takes place twice a year and lasts one day."
    assert best(mapper, text, trail=("6 Internal audit",))["d:0001"][0] == "8.2.2"


def test_headings_tables_of_contents_and_reference_lists_are_not_mapped(mapper):
    kinds = ("heading", "toc", "reference", "definition", "revision-history", "approval", "header")
    doc = document(*(passage("Internal audit programme and auditors", n, kind=k) for n, k in enumerate(kinds, 1)))
    assert mapper.map_document(doc, read(doc)) == {}


def test_a_cited_clause_counts_only_with_its_edition(pack):
    reader = CitationReader(pack, "2008")
    assert reader.clauses("as required by ISO 9001:2008, clause 7.4.1") == {"7.4.1"}
    assert reader.clauses("theo điều khoản 8.2.2 của TCVN ISO 9001:2008") == {"8.2.2"}
    assert reader.clauses("see clause 7.4.1") == frozenset()
    assert reader.clauses("ISO 9001:2015, clause 8.4") == frozenset()
    assert CitationReader(pack, "2015").clauses("ISO 9001:2015, clause 8.4.1") == {"8.4.1"}


def test_each_match_says_why(mapper):
    doc = document("Corrective action removes the cause of the nonconformity.", trail=("Corrective action",))
    match = mapper.map_document(doc, read(doc))["d:0001"][0]
    assert match.clause == "8.5.2"
    assert {"heading", "words"} <= set(match.signals)
    assert match.words
    assert 0 < match.score <= 1


def test_vietnamese_typed_without_marks_is_understood(mapper):
    text = "Ke hoach danh gia noi bo do truong doan danh gia lap hang nam"
    assert best(mapper, text, language="vi")["d:0001"][0] == "8.2.2"
