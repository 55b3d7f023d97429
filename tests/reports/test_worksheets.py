"""Transition worksheets: valid, complete, and read back as they were filled in."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace

import docx
import fake
import pytest
from filling import fill

from transition.model import Decision
from transition.reports.worksheet_reading import is_untouched, overlay, read_filled, read_worksheet
from transition.reports.worksheets import sheets, worksheets

FILLED = {
    "action": "Ghi rõ ai theo dõi\nvà <khi nào> & ở đâu",
    "responsible": "Trần Văn An",
    "due": "15/02/2026",
    "evidence_seen": "Scorecard, first quarter",
    "result": "Partial",
}
FIELDS = {**FILLED, "due": "2026-02-15", "verdict": "partial"}


def _texts(decision):
    return {name: getattr(decision, name) for name in FIELDS if name != "result"}


EXPECTED = {name: text for name, text in FIELDS.items() if name != "result"}


@pytest.fixture
def register():
    return fake.register()


@pytest.fixture
def made(register, tmp_path):
    paths = {}
    for name, data in worksheets(register, "en"):
        paths[name] = tmp_path / name
        paths[name].write_bytes(data)
    return paths


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_requirement_is_on_a_clause_sheet_and_files_are_valid(sample_registers, sample, language):
    register = sample_registers[sample]
    seen = []
    for name, data in worksheets(register, language):
        opened = docx.Document(io.BytesIO(data))
        section = opened.sections[0]
        assert (section.page_width.mm, section.page_height.mm) == pytest.approx((297, 210), abs=0.1)
        main = opened.tables[1]
        assert [row._tr.trPr.xpath("w:tblHeader") != [] for row in main.rows[:3]] == [True, True, False]
        assert "PAGE" in section.footer._element.xml
        assert "NUMPAGES" in section.footer._element.xml
        keys = re.findall(r"⟦2015\|([^|]+)\|", opened.element.xml)
        assert len(keys) * 2 == len(main.rows) - 2
        if name.startswith("clause-"):
            seen += keys
    assert seen == [e.requirement.id for e in register.entries]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_missing_element_comes_with_wording_marked_as_a_suggestion(sample_registers, sample, language):
    register = sample_registers[sample]
    made = {name: docx.Document(io.BytesIO(data)) for name, data in worksheets(register, language)}
    paragraphs = [p.text for name, d in made.items() if name.startswith("clause-") for p in _paragraphs(d)]
    mark = {"en": "Suggested wording", "vi": "Gợi ý cách viết"}[language]
    offered = [text for text in paragraphs if text.startswith(mark)]
    wanted = [
        element.suggestion[language]
        for e in register.entries
        if e.verdict in ("gap", "partial", "review")
        for element in e.requirement.elements
        if element.id in e.assessment.missing
    ]
    assert len(wanted) > 50
    assert [text for text in wanted if not any(line.endswith(text) for line in offered)] == []


def _paragraphs(opened):
    return (p for table in opened.tables for row in table.rows for cell in row.cells for p in cell.paragraphs)


def test_documents_have_sheets_with_what_they_state_and_lack(sample_registers, sample):
    register = sample_registers[sample]
    by_document = {s.document.id: {e.requirement.id for e in s.entries} for s in sheets(register, "en") if s.document}
    old = {d.id for d in register.documents if d.superseded_by}
    cited = {
        (item.document, e.requirement.id)
        for e in register.entries
        for item in e.assessment.evidence
        if item.relation != "mentions"
    }
    assert cited
    assert all(id in by_document[document] for document, id in cited if document not in old)
    assert not old & set(by_document)


def test_sheets_have_names_no_system_refuses(register):
    def names(*codes):
        coded = tuple(replace(d, code=code) for d, code in zip(register.documents, codes, strict=True))
        return [s.name for s in sheets(replace(register, documents=coded), "en") if s.document]

    assert len(names("a", "b", "c")) == 2
    assert names("87/QĐ: a?", "QP-1", "x") == ["doc-87-QĐ- a", "doc-QP-1"]
    assert names("QP-1", "qp-1", "") == ["doc-d1", "doc-d2"]


def test_head_tells_what_the_project_told(register):
    told = {"client": "Ngọc & Co <Ltd>", "auditor": "Ms Lee", "date_audit": "2026-02-03"}
    run = replace(register.run, settings={**register.run.settings, **told})
    for name, data in worksheets(replace(register, run=run), "en"):
        head = docx.Document(io.BytesIO(data)).tables[0]
        texts = {t.text for row in head._tbl.tr_lst for t in row.iter("{*}t")}
        assert {"Ngọc & Co <Ltd>", "Ms Lee", "03/02/2026"} <= texts, name
    for _, data in worksheets(register, "en"):
        head = docx.Document(io.BytesIO(data)).tables[0]
        assert "Auditor" in {c.text for row in head.rows for c in row.cells}
        assert head.rows[1].cells[3].text.strip() == ""
        break


def test_same_register_same_bytes(register):
    assert list(worksheets(register, "vi")) == list(worksheets(fake.register(), "vi"))


def test_nothing_filled_in_is_nothing_read(made, register):
    typed = {e.requirement.id for e in register.entries if e.decision and e.decision.verdict}
    for path in made.values():
        decisions, problems = read_worksheet(path)
        assert problems == ()
        assert {d.requirement for d in decisions} <= typed
        assert not any(f.touched for f in read_filled(path)[0])
        assert is_untouched(path)


def test_filled_in_fields_come_back(made, register):
    path = made["clause-8.4.docx"]
    empty = next(e for e in register.entries if e.requirement.clause == "8.4.1" and e.decision is None)
    id = empty.requirement.id
    told = {f"2015|{id}|{name}": text for name, text in FILLED.items()} | {"sheet|auditor": "Ms Lee"}
    path.write_bytes(fill(path.read_bytes(), told))
    (decision,), problems = read_worksheet(path)
    assert problems == ()
    assert _texts(decision) == EXPECTED
    assert (decision.requirement, decision.reviewer, decision.stamp) == (id, "Ms Lee", empty.assessment.stamp)
    assert not is_untouched(path)


def test_without_tags_the_row_and_its_order_tell(made):
    """LibreOffice 7.4 forgets tags; other programs forget the fields themselves."""
    path = made["clause-8.4.docx"]
    told = {f"2015|8.4.1-1|{name}": text for name, text in FILLED.items()} | {"sheet|auditor": "Ms Lee"}
    data = fill(path.read_bytes(), told)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    for pattern in (r"<w:tag [^>]*/>", r"<w:sdtPr>.*?</w:sdtPr>|</?w:sdt>|</?w:sdtContent>"):
        xml = re.sub(pattern, "", xml)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", xml)
        path.write_bytes(out.getvalue())
        (decision,) = (d for d in read_worksheet(path)[0] if d.requirement == "8.4.1-1")
        assert _texts(decision) == EXPECTED
        assert decision.reviewer == "Ms Lee"


def test_what_was_filled_in_before_stands_there_again(register, tmp_path):
    entry = register.entries[0]
    typed = Decision(
        entry.requirement.id, "gap", stamp="of-then", **{k: v for k, v in EXPECTED.items() if k != "verdict"}
    )
    entries = (replace(entry, decision=typed), *register.entries[1:])
    for name, data in worksheets(replace(register, entries=entries), "vi"):
        if name == "clause-4.1.docx":
            sheet = data
    (again, *_) = _read(sheet, tmp_path)
    assert not again.touched
    assert again.decision.stamp == "of-then"
    assert _texts(again.decision) == {**EXPECTED, "verdict": "gap"}
    (changed, *_) = _read(fill(sheet, {f"2015|{entry.requirement.id}|result": "Đáp ứng"}), tmp_path)
    assert changed.touched
    assert (changed.decision.verdict, changed.decision.stamp) == ("met", entry.assessment.stamp)


def _read(data, folder):
    path = folder / "sheet.docx"
    path.write_bytes(data)
    filled, problems = read_filled(path)
    assert problems == ()
    return filled


def test_a_reason_given_elsewhere_stands_under_what_was_seen(made, register):
    excluded = next(e for e in register.entries if e.decision and e.decision.verdict == "not-applicable")
    (found,) = (f for f in read_filled(made["clause-4.2.docx"])[0] if f.decision.verdict == "not-applicable")
    assert found.decision.evidence_seen == excluded.decision.reason
    assert not found.touched


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"2015|8.4.1-1|result": "Fine"}, "worksheet-unknown-status"),
        ({"2015|8.4.1-1|result": "Not applicable"}, "worksheet-missing-reason"),
    ],
)
def test_bad_input_is_refused_by_name(made, told, code):
    path = made["clause-8.4.docx"]
    path.write_bytes(fill(path.read_bytes(), told))
    decisions, problems = read_worksheet(path)
    assert [(p.code, p.severity, p.details["key"]) for p in problems] == [(code, "error", "8.4.1-1")]
    assert "8.4.1-1" not in {d.requirement for d in decisions}


def test_what_was_typed_beside_the_prompt_is_understood(made):
    path = made["clause-8.4.docx"]
    told = {"result": "PartialChoose", "due": "05/06/2026Ngày", "action": "Set a Date"}
    path.write_bytes(fill(path.read_bytes(), {f"2015|8.4.1-1|{name}": text for name, text in told.items()}))
    (found,) = (d for d in read_worksheet(path)[0] if d.requirement == "8.4.1-1")
    assert (found.verdict, found.due, found.action) == ("partial", "2026-06-05", "Set a Date")


def test_not_applicable_takes_what_was_seen_for_its_reason(made):
    path = made["clause-8.4.docx"]
    told = {"2015|8.4.1-1|result": "not  APPLICABLE", "2015|8.4.1-1|evidence_seen": "nothing is bought"}
    path.write_bytes(fill(path.read_bytes(), told))
    found = next(d for d in read_worksheet(path)[0] if d.requirement == "8.4.1-1")
    assert (found.verdict, found.reason) == ("not-applicable", "nothing is bought")


def test_rows_copied_by_hand_are_refused(made):
    path = made["clause-8.4.docx"]
    path.write_bytes(fill(path.read_bytes(), {}, {"⟦2015|8.4.1-2|": "⟦2015|8.4.1-1|"}))
    _, problems = read_worksheet(path)
    assert [(p.code, p.details["key"]) for p in problems] == [("worksheet-duplicate-key", "8.4.1-1")]


@pytest.mark.parametrize("data", [b"", b"PK", b"no zip at all"])
def test_other_files_are_no_worksheets(tmp_path, data):
    path = tmp_path / "x.docx"
    path.write_bytes(data)
    assert [p.code for p in read_worksheet(path)[1]] == ["worksheet-not-one"]
    docx.Document().save(path)
    assert [p.code for p in read_worksheet(path)[1]] == ["worksheet-not-one"]


def test_laid_over_other_decisions_field_by_field(made):
    path = made["clause-8.4.docx"]
    path.write_bytes(fill(path.read_bytes(), {"2015|8.4.1-1|responsible": "Ms Lee", "2015|8.4.1-2|action": "Do it."}))
    filled, _ = read_filled(path)
    workbook = (Decision("8.4.1-1", "met", "seen", process="Buying", action="old"), Decision("9.9-9", "gap"))
    laid = {d.requirement: d for d in overlay(workbook, filled, alone=False)}
    assert (laid["8.4.1-1"].verdict, laid["8.4.1-1"].reason, laid["8.4.1-1"].process) == (None, "seen", "Buying")
    assert (laid["8.4.1-1"].responsible, laid["8.4.1-1"].action) == ("Ms Lee", "")
    assert laid["8.4.1-2"].action == "Do it."
    assert laid["9.9-9"] == workbook[1]
    assert overlay(laid.values(), filled, alone=False) == tuple(laid.values())


def test_libreoffice_gives_back_every_field(made, tmp_path, office):
    path = made["clause-8.4.docx"]
    told = {f"2015|8.4.1-1|{name}": text for name, text in FILLED.items()}
    path.write_bytes(fill(path.read_bytes(), told | {"sheet|auditor": "Ms Lee"}))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for ending in ("odt", "docx"):
        command = [office, profile, "--headless", "--convert-to", ending, "--outdir", tmp_path / "out", path]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        path = tmp_path / "out" / f"clause-8.4.{ending}"
    (decision,) = (d for d in read_worksheet(path)[0] if d.requirement == "8.4.1-1")
    assert _texts(decision) == EXPECTED
    assert decision.reviewer == "Ms Lee"
    assert not is_untouched(path)
    untouched = [f for f in read_filled(path)[0] if not f.touched]
    assert len(untouched) == len(read_filled(path)[0]) - 1


def test_pdf_has_pages_with_repeated_heads_and_no_empty_page(tmp_path, office, sample_registers):
    import shutil

    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    wanted = {"en": ("precision-parts", "clause-8.4.docx"), "vi": ("so-khcn", "clause-6.1.docx")}
    heads = {"en": "Evidence seen", "vi": "Bằng chứng đã xem"}
    for language, (sample, name) in wanted.items():
        path = tmp_path / f"{language}.docx"
        path.write_bytes(dict(worksheets(sample_registers[sample], language))[name])
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, path]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        text = subprocess.run(["pdftotext", "-layout", path.with_suffix(".pdf"), "-"], capture_output=True, check=True)
        pages = text.stdout.decode().split("\f")[:-1]
        assert len(pages) > 1
        assert all(heads[language] in page for page in pages[:-1])
        assert all(len(page.split()) > 12 for page in pages)
        assert "⟦" not in text.stdout.decode()
