"""``transition explain`` says what would change a verdict, from a finished run as from the documents."""

import docx
import pytest

from tests.test_cli import transition


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    folder = tmp_path_factory.mktemp("explained")
    manual = docx.Document()
    manual.add_heading("1 Purchasing", 1)
    manual.add_paragraph("The buyer evaluates and selects suppliers by five criteria on form F-07.")
    manual.add_heading("2 Internal audits", 1)
    manual.add_paragraph("Internal audits are to be carried out regularly by the organisation.")
    manual.add_heading("3 Customer complaints", 1)
    manual.add_paragraph("Feedback and complaints of customers, how they are received and handled: see QP-16.")
    manual.save(folder / "QM-01 Manual.docx")
    return folder


@pytest.fixture(scope="module")
def finished(small, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    result = transition("analyze", small, "-o", out, "--today", "2026-01-15", "--only", "json")
    assert result.returncode == 0, result.stderr
    return out


@pytest.mark.parametrize(
    ("id", "language", "expected"),
    [
        ("8.4.1-2", "en", ["rests on one place only", "no longer be Met", "looks for:"]),
        ("8.4.1-2", "vi", ["chỉ dựa vào một chỗ duy nhất", "không còn là"]),
        ("9.2.1-1", "en", ["general words only", "on which record"]),
        ("9.2.1-1", "vi", ["chỉ nêu chung chung", "ghi vào hồ sơ nào"]),
        ("8.2.1-c", "en", ["not stated:", "nearly: QM-01 Manual.docx", "only points elsewhere"]),
        ("8.2.1-c", "vi", ["chưa nêu:", "gần đạt: QM-01 Manual.docx", "chỉ dẫn sang chỗ khác"]),
    ],
)
def test_what_would_change_the_verdict_is_told_last(finished, id, language, expected):
    result = transition("explain", id, finished, "--report-language", language)
    assert result.returncode == 0, result.stderr
    title = {"en": "What would change the verdict:", "vi": "Điều gì sẽ làm thay đổi kết quả:"}[language]
    _, _, change = result.stdout.partition(title)
    assert [text for text in expected if text not in change] == []


def test_a_document_that_is_only_pointed_to_is_asked_for(finished):
    said = transition("explain", "8.2.1-c", finished).stdout
    assert "Why: A passage only points to QP-16, not among the documents read" in said
    assert "Suggested action: Get QP-16" in said


def test_general_words_ask_for_who_how_and_record(finished):
    said = transition("explain", "9.2.1-1", finished).stdout
    assert "Verdict: Partial" in said
    assert "Suggested action: Say who does it, how or when, and on which record." in said


def test_documents_alone_are_explained_as_a_finished_run(small, finished):
    from_run = transition("explain", "8.2.1-c", finished)
    from_documents = transition("explain", "8.2.1-c", small)
    assert from_documents.returncode == 0, from_documents.stderr
    assert from_documents.stdout == from_run.stdout
