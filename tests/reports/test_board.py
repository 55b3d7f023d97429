"""summary.docx: two pages that any office program opens, with charts that are read out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace

import docx
import fake
import pytest
from lxml import etree

from transition.model import Decision, Wave
from transition.reports import words
from transition.reports.overview import first_to_close, tally
from transition.reports.summary_word import board_summary, write_board_summary

SLY = "</w:t></w:r><script>&\x07 “đo lường”"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


def whole():
    register = fake.register()
    waves = tuple(Wave(n, 4 * n, 6) for n in range(1, 9))
    entries = tuple(
        replace(e, requirement=replace(e.requirement, thread="change", phase="act")) if i % 3 else e
        for i, e in enumerate(register.entries)
    )
    return replace(register, pack=replace(register.pack, waves=waves), entries=entries)


def read(data):
    return docx.Document(io.BytesIO(data))


def texts(document):
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_says_where_things_stand_what_comes_first_and_when(language):
    register = whole()
    said = texts(read(board_summary(register, language)))
    counted = tally(register.entries)
    for verdict, n in counted.counts.items():
        assert f"{n}\n{words.verdict_label(verdict, language)}" in said
    for item in first_to_close(register, language)[:10]:
        assert item.clause in said
    assert {"en": "Proposed:", "vi": "Đề xuất:"}[language] in said


def test_every_chart_has_words_and_numbers_of_its_own():
    with zipfile.ZipFile(io.BytesIO(board_summary(whole(), "en"))) as archive:
        tree = etree.fromstring(archive.read("word/document.xml"))
    charts = list(tree.iter(f"{WP}docPr"))
    assert len(charts) > 5
    assert all(c.get("descr") for c in charts)
    ids = re.findall(r'<wps:cNvPr id="(\d+)"', etree.tostring(tree).decode())
    assert len(ids) == len(set(ids))
    for shape in tree.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}ext"):
        assert int(shape.get("cx", "0")) >= 0


def test_what_people_and_documents_say_stays_text():
    register = whole()
    entries = tuple(
        replace(
            e,
            requirement=replace(e.requirement, action={"en": SLY}),
            decision=Decision(e.requirement.id, responsible=SLY, due=SLY),
        )
        for e in register.entries
    )
    said = texts(read(board_summary(replace(register, entries=entries), "en")))
    assert "</w:t></w:r><script>& “đo lường”" in said


def test_the_same_register_gives_the_same_file_and_leaves_it_alone(tmp_path):
    path = write_board_summary(whole(), tmp_path / "out" / "summary.docx", "vi")
    before = path.stat().st_mtime_ns, path.read_bytes()
    write_board_summary(whole(), path, "vi")
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


def test_an_empty_register_still_makes_a_file():
    register = replace(fake.register(), documents=(), entries=(), wording=(), retired=(), problems=(), matches={})
    assert "Nothing is open." in texts(read(board_summary(register, "en")))


OFFICE, COUNTER = shutil.which("soffice"), shutil.which("pdfinfo")


@pytest.mark.skipif(not (OFFICE and COUNTER), reason="needs LibreOffice and pdfinfo to lay out and count the pages")
@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_takes_two_pages(language, tmp_path):
    path = write_board_summary(whole(), tmp_path / "summary.docx", language)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, capture_output=True, timeout=180, check=True)
    told = subprocess.run([COUNTER, tmp_path / "summary.pdf"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Pages:\s+2\b", told)
