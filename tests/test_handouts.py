"""The Word reports of a run, from real files to real files."""

import hashlib
import shutil
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from transition.asked import REPORTS, Settings
from transition.clauses import load_pack
from transition.documents import read_document
from transition.errors import InputError
from transition.handouts import Handouts, worksheets_in
from transition.pipeline import analyze_files
from transition.project import deliver, typed
from transition.register import merge_decisions

sys.path.insert(0, str(Path(__file__).parent / "reports"))

from filling import fill

SAMPLES = Path(__file__).parent.parent / "samples"
NAMES = (
    "QP-07 Purchasing and Supplier Evaluation.docx",
    "QP-05 Corrective Action.docx",
    "old/QP-07 Purchasing issue 3.docx",
)


@pytest.fixture
def folder(tmp_path):
    for name in NAMES:
        target = tmp_path / "documents" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLES / "precision-parts" / name, target)
    return tmp_path / "documents"


@pytest.fixture
def register(folder):
    return analyze_files([folder], load_pack(), Settings(today="2026-01-15"))


def _hashes(folder):
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()
    }


def test_all_word_reports_are_written_and_originals_are_not(register, folder, tmp_path):
    before = _hashes(folder)
    out = tmp_path / "out"
    delivery = deliver(register, out, handouts=Handouts([folder]))
    assert _hashes(folder) == before
    assert delivery.problems == ()
    assert (out / "interviews.docx").is_file()
    assert not (out / "handover.docx").exists()
    assert {p.name for p in (out / "worksheets").iterdir()} >= {"clause-8.4.docx", "doc-QP-07.docx"}
    assert {str(p.relative_to(out / "annotated")) for p in (out / "annotated").rglob("*.docx")} == set(NAMES[:2])
    for path in (out / "annotated").rglob("*.docx"):
        assert list(docx.Document(path).comments)
    written = _hashes(out)
    deliver(register, out, handouts=Handouts([folder]))
    assert _hashes(out) == written


def test_handover_is_written_when_asked_for(register, tmp_path):
    deliver(register, tmp_path / "out", ["handover"])
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["handover.docx"]


def test_some_documents_and_some_groups_alone(register, folder, tmp_path):
    deliver(register, tmp_path, ["annotated"], handouts=Handouts([folder], ("wording",), ("QP-05*",)))
    assert not (tmp_path / "annotated" / NAMES[0]).exists()
    deliver(register, tmp_path, ["annotated"], handouts=Handouts([folder], ("evidence",), ("QP-07*",)))
    titles = {c.text.split("\n")[0] for c in docx.Document(tmp_path / "annotated" / NAMES[0]).comments}
    assert titles <= {"Evidence for ISO 9001:2015", "Seems to contradict ISO 9001:2015: please check", "More remarks"}


def test_a_file_changed_or_gone_meanwhile_is_not_annotated(register, folder, tmp_path):
    (folder / NAMES[0]).write_bytes((folder / NAMES[2]).read_bytes())
    (folder / NAMES[1]).unlink()
    delivery = deliver(register, tmp_path / "out", ["annotated"], handouts=Handouts([folder]))
    assert {p.document: p.code for p in delivery.problems} == {
        NAMES[0]: "annotated-changed",
        NAMES[1]: "annotated-no-file",
    }
    assert not list((tmp_path / "out").rglob("*.docx"))


def test_macros_stay_and_are_named(tmp_path):
    document = docx.Document(SAMPLES / "precision-parts" / NAMES[0])
    document.save(tmp_path / "plain.docx")
    with zipfile.ZipFile(tmp_path / "plain.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    rels = "word/_rels/document.xml.rels"
    line = f'<Relationship Id="rIdM" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    parts[rels] = parts[rels].replace(b"</Relationships>", line.encode())
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "QP-07.docm", "w") as archive:
        for name, data in {**parts, "word/vbaProject.bin": b"not run"}.items():
            archive.writestr(name, data)
    register = analyze_files([tmp_path / "in"], load_pack(), Settings(today="2026-01-15"))
    delivery = deliver(register, tmp_path / "out", ["annotated"], handouts=Handouts([tmp_path / "in"]))
    assert [p.code for p in delivery.problems] == ["annotated-macros"]
    with zipfile.ZipFile(tmp_path / "out" / "annotated" / "QP-07.docm") as archive:
        assert archive.read("word/vbaProject.bin") == b"not run"


def test_an_old_file_is_annotated_as_a_converted_copy(tmp_path, office):
    name = "BM-03-03 Ke hoach danh gia noi bo thang 8-2015.doc"
    (tmp_path / "in").mkdir()
    shutil.copyfile(SAMPLES / "so-khcn" / name, tmp_path / "in" / name)
    register = analyze_files([tmp_path / "in"], load_pack(), Settings(today="2026-01-15"))
    delivery = deliver(register, tmp_path / "out", ["annotated"], handouts=Handouts([tmp_path / "in"]))
    assert [(p.code, p.details["file"]) for p in delivery.problems] == [("annotated-converted", f"{name}x")]
    copy = tmp_path / "out" / "annotated" / f"{name}x"
    assert list(docx.Document(copy).comments)
    assert office


def test_work_in_a_copy_is_kept_before_it_is_written_anew(register, folder, tmp_path):
    deliver(register, tmp_path / "out", ["annotated"], handouts=Handouts([folder]))
    copy = tmp_path / "out" / "annotated" / NAMES[0]
    opened = docx.Document(copy)
    opened.add_paragraph("The author went on here.")
    opened.save(copy)
    saved = copy.read_bytes()
    delivery = deliver(register, tmp_path / "out", ["annotated"], handouts=Handouts([folder]))
    (kept,) = (tmp_path / "out" / "reviewed" / "annotated").iterdir()
    assert kept.read_bytes() == saved
    assert [p.code for p in delivery.problems] == ["output-kept"]


def test_what_is_filled_in_rules_in_the_next_run_and_is_never_lost(register, folder, tmp_path):
    out = tmp_path / "out"
    deliver(register, out, handouts=Handouts([folder]))
    sheet = out / "worksheets" / "clause-8.4.docx"
    told = {"2015|8.4.1-3|result": "Met", "2015|8.4.1-3|responsible": "Ms Lee", "2015|8.4.1-3|due": "15/02/2026"}
    sheet.write_bytes(fill(sheet.read_bytes(), told))
    for _ in range(3):
        told = typed(out)
        decisions, problems = told.decisions, told.problems
        assert problems == ()
        again = merge_decisions(register, decisions)
        (entry,) = (e for e in again.entries if e.requirement.id == "8.4.1-3")
        assert (entry.verdict, entry.decision.responsible, entry.decision.due) == ("met", "Ms Lee", "2026-02-15")
        deliver(again, out, handouts=Handouts([folder]))
    kept = list((out / "reviewed" / "worksheets").iterdir())
    assert [p.name.startswith("clause-8.4-") for p in kept] == [True]
    assert worksheets_in(out, touched=True) == ()


def test_worksheets_alone_carry_what_was_filled_in(register, tmp_path):
    deliver(register, tmp_path, ["worksheets"])
    sheet = tmp_path / "worksheets" / "clause-8.4.docx"
    sheet.write_bytes(fill(sheet.read_bytes(), {"2015|8.4.1-3|result": "Gap", "2015|8.4.1-3|action": "Ask."}))
    for _ in range(2):
        decisions = typed(tmp_path).decisions
        assert [(d.requirement, d.verdict, d.action) for d in decisions] == [("8.4.1-3", "gap", "Ask.")]
        deliver(merge_decisions(register, decisions), tmp_path, ["worksheets"])


def test_a_given_worksheet_is_taken_over(register, tmp_path):
    deliver(register, tmp_path, ["worksheets"])
    sheet = tmp_path / "worksheets" / "clause-8.4.docx"
    given = tmp_path / "from Ms Lee.docx"
    given.write_bytes(fill(sheet.read_bytes(), {"2015|8.4.1-3|result": "Gap"}))
    decisions = typed(tmp_path / "elsewhere", [given]).decisions
    assert [(d.requirement, d.verdict) for d in decisions] == [("8.4.1-3", "gap")]


# --- an organisation's own template -------------------------------------------------------------------


def _template(path, *lines):
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "ACME for {{ client }}: {{ title }}"
    for line in lines:
        made.add_paragraph(line)
    made.save(path)
    return path


@pytest.mark.parametrize(
    "lines", [("Own text",), ("{{p worksheet }}", "Own end"), ("{{p head }}", "{{p rows }}", "{{p signatures }}")]
)
def test_worksheets_in_an_own_template(register, tmp_path, lines):
    template = _template(tmp_path / "own.docx", *lines)
    run = replace(register.run, settings={**register.run.settings, "client": "Bộ & <Co>"})
    register = replace(register, run=run)
    deliver(register, tmp_path / "out", ["worksheets"], handouts=Handouts(template=template))
    path = tmp_path / "out" / "worksheets" / "clause-8.4.docx"
    opened = docx.Document(path)
    assert (
        opened.sections[0].header.paragraphs[0].text.startswith("ACME for Bộ & <Co>: Transition worksheet: clause 8.4 ")
    )
    assert len(opened.tables) == 3
    width = opened.sections[0].page_width - opened.sections[0].left_margin - opened.sections[0].right_margin
    assert abs(sum(c.width for c in opened.tables[1].columns) - width) < 20_000
    text = "".join(p.text for p in opened.paragraphs)
    assert "\ue0f0" not in opened.element.xml
    assert all(line in text for line in lines if line.startswith("Own"))
    path.write_bytes(fill(path.read_bytes(), {"2015|8.4.1-3|result": "Gap"}))
    assert [(d.requirement, d.verdict) for d in typed(tmp_path / "out").decisions] == [("8.4.1-3", "gap")]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (("{{ client",), "template-wrong"),
        (("Here {{ worksheet }} inside",), "template-wrong"),
        (None, "template-unusable"),
    ],
)
def test_a_template_with_a_mistake_is_named(register, tmp_path, lines, code):
    template = tmp_path / "own.docx"
    if lines is None:
        template.write_bytes(b"no Word file")
    else:
        _template(template, *lines)
    with pytest.raises(InputError) as caught:
        deliver(register, tmp_path / "out", ["worksheets"], handouts=Handouts(template=template))
    assert caught.value.code == code


def test_comments_do_not_come_back_as_evidence(register, folder, tmp_path):
    """Somebody who puts annotated copies among the documents gets comments as notes, never as statements."""
    deliver(register, tmp_path, ["annotated"], handouts=Handouts([folder]))
    read = read_document(tmp_path / "annotated" / NAMES[0], "x.docx")
    ours = [p for p in read.passages if p.text.startswith("Transition to ISO 9001:2015: ")]
    assert ours
    assert {p.kind for p in ours} == {"note"}
    assert set(REPORTS) >= {"worksheets", "annotated", "interviews"}
