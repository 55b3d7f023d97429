"""The language of each passage."""

import pytest
from wordfiles import p

from transition.documents.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Công chức ghi kết quả vào sổ.", "vi"),
        ("MỤC ĐÍCH", "vi"),
        ("Huong dan kiem soat tai lieu", "vi"),
        ("Pham vi ap dung", "vi"),
        ("The buyer compares three offers.", "en"),
        ("Purpose", "en"),
        ("Café policy for visitors", "en"),
        ("The office in Đà Nẵng sends its records to the head office by mail each week", "en"),
        ("QT-HT-04, QT-HT-09", ""),
        ("5.2", ""),
        ("R | S | I", ""),
    ],
)
def test_language_of_a_text(text, language):
    assert detect(text) == language


def test_neutral_passages_take_the_language_of_the_document(read):
    document = read(
        p("Công chức được giao ghi kết quả vào sổ theo dõi.") + p("QT-01, QT-02") + p("The summary is in English here.")
    )
    assert document.language == "vi"
    assert [q.language for q in document.passages] == ["vi", "vi", "en"]
