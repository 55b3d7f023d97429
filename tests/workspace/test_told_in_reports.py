"""Who it is about, who does it, when, what does not apply and the logo: told in transition.toml, seen on reports."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import docx
import openpyxl
import pytest
from test_intake import DAY

from transition.messages import say
from transition.reports.workbook import write_workbook
from transition.reports.worksheets import worksheets
from transition.workspace import init, laid_onto, open_project


def png(width, height, dpi=0):
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"\x1f\x38\x64" * width for _ in range(height))
    dots = round(dpi / 0.0254)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
            chunk(b"pHYs", struct.pack(">IIB", dots, dots, 1)) if dpi else b"",
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        ]
    )


@pytest.fixture
def project(tmp_path):
    init(tmp_path / "p")
    file = tmp_path / "p" / "transition.toml"
    text = file.read_text(encoding="utf-8")
    for old, new in (
        ('organisation = ""', 'organisation = "Cơ khí An Phát"'),
        ('client = ""', 'client = "An Phát Group"'),
        ('auditor = ""', 'auditor = "Trần Văn Minh"'),
        ('logo = ""', 'logo = "logo.png"'),
        ("# audit = 2027-03-15", "audit = 2027-03-15"),
        ('# design = ""', 'design = "We build to print only."'),
    ):
        assert old in text
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    return open_project(tmp_path / "p")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_settings_reach_workbook_and_worksheets(project, sample_registers, tmp_path, language):
    (project.folder / "logo.png").write_bytes(png(400, 200, dpi=300))
    register = laid_onto(project, sample_registers["precision-parts"], DAY)
    assert not [p for p in register.problems if p.code == "logo-unusable"]
    write_workbook(register, tmp_path / "w.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "w.xlsx", data_only=True)
    summary = str(book.worksheets[0]["A2"].value)
    assert all(name in summary for name in ("Cơ khí An Phát", "An Phát Group", "Trần Văn Minh"))
    about = {str(row[0]): str(row[1]) for row in book.worksheets[-1].iter_rows(min_row=5, values_only=True)}
    assert {"2027-03-15", "15/03/2027"} & set(about.values())
    assert any("We build to print only." in text for text in about.values())
    found = book.worksheets[1]
    head = {cell.value: cell.column for cell in found[4]}
    why = head[say("workbook.columns.why", language)]
    assert (
        sum("We build to print only." in str(row[why - 1]) for row in found.iter_rows(min_row=5, values_only=True)) > 5
    )
    with zipfile.ZipFile(tmp_path / "w.xlsx") as archive:
        assert [n for n in archive.namelist() if n.startswith("xl/media/")] == ["xl/media/image1.png"]
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert 'descr="Cơ khí An Phát · An Phát Group"' in drawing
    name, data = next(iter(worksheets(register, language)))
    sheet = docx.Document(io.BytesIO(data))
    assert len(sheet.inline_shapes) == 1
    assert (round(sheet.inline_shapes[0].width / 9525), round(sheet.inline_shapes[0].height / 9525)) == (88, 44)
    words = "".join(sheet.element.body.itertext())  # fields are more than the library reads
    assert "An Phát Group" in words
    assert "Trần Văn Minh" in words
    assert name.endswith(".docx")


@pytest.mark.parametrize("data", [None, b"", b"no picture", b"\x89PNG\r\n\x1a\n"])
def test_a_logo_that_cannot_be_shown_is_told_and_stops_nothing(project, sample_registers, data):
    if data is not None:
        (project.folder / "logo.png").write_bytes(data)
    register = laid_onto(project, sample_registers["precision-parts"], DAY)
    assert [p.details["file"] for p in register.problems if p.code == "logo-unusable"] == ["logo.png"]
    assert register.logo == b""
