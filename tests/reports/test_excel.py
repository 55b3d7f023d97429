"""What Excel is strict about, looked up in the parts of the file: no offer to repair, no meaning by colour alone."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace

import fake
import openpyxl
import pytest
from lxml import etree

from transition.model import Action, Conflict, Note, OwnSheet, Standing, Subject
from transition.reports import styles
from transition.reports.beside import read_workbook
from transition.reports.workbook import write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
READABLE = 4.5
KNOWN = {
    "AND",
    "CHAR",
    "COUNT",
    "COUNTA",
    "COUNTIF",
    "COUNTIFS",
    "FIND",
    "HYPERLINK",
    "IF",
    "IFERROR",
    "INDEX",
    "ISNUMBER",
    "LEFT",
    "LEN",
    "MATCH",
    "MIN",
    "N",
    "NOT",
    "OR",
    "RIGHT",
    "ROW",
    "SMALL",
    "SUBSTITUTE",
    "SUM",
    "SUMPRODUCT",
    "TRIM",
    "UPPER",
}
"""Functions that Excel has had since 2007; newer ones need a mark in the file."""


@pytest.fixture(scope="module")
def register():
    """A register with people's words everywhere, some of them awkward."""
    counts = {"met": 3, "partial": 1, "gap": 2, "review": 0, "not-applicable": 1}
    return replace(
        fake.register(),
        actions=(Action("B-1", ("4.1-1",), "=Buy it", due="2030-01-01"),),
        notes=(
            Note("gap_register", "4.1-1", "+Note", "one"),
            Note("gap_register", "4.1-1", "+note", "two"),
            Note("gap_register", "4.1-2", "+Status", "=1+1"),
            Note("gap_register", "4.1-2", "@finding", "why?"),
            Note("evidence", "gone", "comment", "kept"),
        ),
        own_sheets=(OwnSheet("Summary", (("a",),)), OwnSheet("Tổng hợp", (("b",),)), OwnSheet("x" * 40, (("c",),))),
        conflicts=(Conflict(Subject("requirement", "4.1-3", fake.NEW), "verdict", "", (("w:a", "met"), ("", "gap"))),),
        trend=(Standing("2030-01-01", counts), Standing("2030-02-01", counts)),
    )


@pytest.fixture(scope="module", params=["en", "vi"])
def parts(request, register, tmp_path_factory):
    """Every XML part of the workbook by name, parsed."""
    path = tmp_path_factory.mktemp("excel") / "w.xlsx"
    write_workbook(register, path, request.param)
    with zipfile.ZipFile(path) as archive:
        found = {n: etree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith((".xml", ".rels"))}
    return path, found


def test_names_of_sheets_tables_columns_and_styles_are_unique_and_short(parts):
    _, found = parts
    names = [s.get("name") for s in found["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    tables = [p for name, p in found.items() if name.startswith("xl/tables/")]
    looks = [s.get("name") for s in found["xl/styles.xml"].iter(f"{MAIN}cellStyle")]
    assert len(tables) == 11
    for listed in (names, [t.get("name") for t in tables], looks):
        assert len({n.casefold() for n in listed}) == len(listed)
    assert all(len(n) <= 31 and not re.search(r"[\[\]:*?/\\]", n) for n in names)
    for table in tables:
        heads = [c.get("name") for c in table.iter(f"{MAIN}tableColumn")]
        assert len({h.casefold() for h in heads}) == len(heads)
        assert all(len(h) <= 255 for h in heads)
        assert table.find(f"{MAIN}autoFilter").get("ref") == table.get("ref")


def test_the_heads_of_tables_are_the_texts_in_their_cells(parts):
    path, found = parts
    book = openpyxl.load_workbook(path)
    checked = 0
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            cells = [cell.value for cell in sheet[table.ref][0]]
            assert cells == [column.name for column in table.tableColumns]
            assert not sheet.merged_cells.ranges
            checked += 1
    assert checked == sum(name.startswith("xl/tables/") for name in found)


def test_every_look_exists_and_those_of_tables_have_names(parts):
    _, found = parts
    sheet = found["xl/styles.xml"]
    bases = sheet.find(f"{MAIN}cellStyleXfs")
    looks = sheet.find(f"{MAIN}cellXfs")
    named = {int(s.get("xfId")) for s in sheet.iter(f"{MAIN}cellStyle")}
    assert int(bases.get("count")) == len(bases) == len(named)
    assert int(looks.get("count")) == len(looks)
    assert {int(x.get("xfId")) for x in looks} <= named == set(range(len(bases)))
    used = {int(c.get("s", 0)) for n, p in found.items() if n.startswith("xl/worksheets/s") for c in p.iter(f"{MAIN}c")}
    assert max(used) < len(looks)
    # A table's cells have looks people can change under "Cell styles".
    assert sum(looks[n].get("xfId") != "0" for n in used) >= len(used) - 1


def test_no_font_follows_the_theme(parts):
    _, found = parts
    assert [f.tag for f in found["xl/styles.xml"].iter(f"{MAIN}scheme")] == []


def test_rules_and_references_keep_to_their_limits(parts):
    _, found = parts
    for name, part in found.items():
        if not name.startswith("xl/worksheets/s"):
            continue
        for rule in part.iter(f"{MAIN}dataValidation"):
            assert len(rule.get("promptTitle", "")) <= 32
            assert len(rule.get("prompt", "")) <= 255
            assert all(len(f.text) <= 257 for f in rule)
        for formula in part.iter(f"{MAIN}f"):
            assert not formula.text.startswith("=")
            assert "#REF" not in formula.text
            assert set(re.findall(r"([A-Z][A-Z0-9.]+)\(", formula.text)) <= KNOWN
            # Nothing but a whole formula may end in a brace, or it would be cut.
            assert formula.text.count("{") == formula.text.count("}")
            assert len(formula.text) < 8192
    assert all("#REF" not in (n.text or "") for n in found["xl/workbook.xml"].iter(f"{MAIN}definedName"))
    for name, part in found.items():
        if name.endswith(".rels"):
            assert all(r.get("TargetMode") != "External" for r in part)


def test_pictures_are_described_and_heads_are_frozen(parts):
    _, found = parts
    shapes = [e for n, p in found.items() if n.startswith("xl/drawings/d") for e in p.iter() if e.tag.endswith("cNvPr")]
    charts = [s for s in shapes if s.get("descr") is not None or "Chart" in s.get("name", "")]
    assert len(charts) == 2
    assert all(s.get("descr") for s in charts)


def test_words_on_their_colours_can_be_read():
    def light(colour):
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    pairs = [*styles.VERDICT_COLOURS.values(), *styles.SEVERITY_COLOURS.values(), *styles.BAR_COLOURS.values()]
    for look in styles.STYLES.values():
        pairs += [(ground, look["font_color"]) for ground in (look.get("bg_color", "#FFFFFF"),)]
        if "bg_color" not in look:
            pairs.append((styles.YOURS, look["font_color"]))
    assert min(contrast(*pair) for pair in pairs) >= READABLE


def test_awkward_words_are_kept_as_they_are(parts, register):
    path, _ = parts
    told = read_workbook(path)
    assert told.problems == ()
    words = {w.subject: w.theirs for w in told.words}
    assert words[Subject("gap_register", "4.1-1")]["+Note"] == "one; two"
    assert words[Subject("gap_register", "4.1-2")] == {"+Status": "=1+1", "@finding": "why?"}
    assert words[Subject("action", "B-1")]["text"] == "=Buy it"
    assert words[Subject("evidence", "gone")] == {"comment": "kept"}
    titles = {s.key for s in words if s.kind == "own-sheet"}
    assert len(titles) == len(register.own_sheets)
