"""Changes and trend: as files that come back the same, as words, and on the sheets."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace

import fake
import openpyxl
import pytest

from transition.cli import run
from transition.errors import InputError
from transition.model import Cause, Change, Conflict, Decision, Standing, Subject
from transition.register.compare import compare_registers
from transition.reports import changes
from transition.reports.exchange import write_register
from transition.reports.workbook import write_workbook


@pytest.fixture(scope="module")
def two():
    """Two registers: one requirement was decided on, one lost its evidence with its document."""
    old = fake.register()
    entries = list(old.entries)
    entries[0] = replace(entries[0], decision=Decision(entries[0].requirement.id, "met", reviewer="Ms Lee"))
    lost = replace(entries[2].assessment, verdict="gap", evidence=())
    entries[2] = replace(entries[2], assessment=lost)
    documents = (
        old.documents[0],
        replace(old.documents[1], sha256="f" * 64),
        replace(old.documents[2], sha256="e" * 64),
    )
    return old, replace(old, entries=tuple(entries), documents=documents, run=replace(old.run, today="2030-06-01"))


@pytest.fixture(scope="module")
def compared(two):
    return compare_registers(*(changes.record_of(register, "en") for register in two))


def test_what_changed_is_told_with_its_cause(two, compared):
    told = {d.requirement: (d.effect, d.causes[0].kind) for d in compared.differences}
    ids = [e.requirement.id for e in two[0].entries]
    assert told[ids[0]] == ("closed", "reviewer")
    assert told[ids[2]] == ("opened", "document-text")
    assert len(told) == 2


def test_the_report_language_makes_no_difference(two, compared):
    other = compare_registers(changes.record_of(two[0], "vi"), changes.record_of(two[1], "en"))
    assert other == compared


def test_comparison_and_trend_come_back_as_they_were(compared, tmp_path):
    changes.write_comparison(compared, tmp_path)
    assert changes.earlier_comparison(tmp_path) == compared
    trend = (
        Standing("2030-01-01", dict.fromkeys(compared.new_counts, 3), 2, 1),
        Standing("2030-06-01", compared.new_counts),
    )
    changes.write_trend(trend, tmp_path)
    back = changes.read_trend(tmp_path)
    assert [(s.day, dict(s.counts), s.critical, s.confirmed) for s in back] == [
        (s.day, dict(s.counts), s.critical, s.confirmed) for s in trend
    ]
    assert changes.with_today(back, trend[0]) == back


def test_a_register_says_where_an_organisation_stood(two):
    for register in two:
        assert changes.standing_of(changes.record_of(register, "vi")) == changes.standing(register)
        assert changes.standing_of(changes.record_of(register, "en")).counts == changes.standing(register).counts


@pytest.mark.parametrize("text", ["", "{}", "[]", "day,met\n1,x\n", "\x00"])
def test_damaged_files_of_earlier_runs_are_passed_by(tmp_path, text):
    for name in (changes.CHANGES_NAME, changes.TREND_NAME, changes.REGISTER_NAME):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert changes.earlier_comparison(tmp_path) is None
    assert changes.read_trend(tmp_path) == ()
    assert changes.earlier_register(tmp_path) is None
    with pytest.raises(InputError):
        changes.read_register(tmp_path)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_cause_has_its_words(language):
    for kind in ("document-text", "document-added", "document-removed", "pack", "program", "settings", "reviewer"):
        text = changes.cause_words((Cause(kind, ("A", "B", "C", "D")),), language)
        assert "A" in text
        assert "{" not in text
    assert changes.cause_words((Cause("reviewer"), Cause("unknown")), language)


@pytest.mark.parametrize("language", ["en", "vi"])
def test_changes_trend_history_and_conflicts_stand_in_the_workbook(two, compared, tmp_path, language):
    old, new = two
    id = old.entries[0].requirement.id
    subject = Subject("requirement", id, fake.NEW)
    new = replace(
        new,
        comparison=compared,
        trend=(changes.standing(old), changes.standing(new)),
        history=(Change(subject, "verdict", "", "met", "Ms Lee", "2030-06-01", "seen", "workbook:a.xlsx"),),
        conflicts=(Conflict(subject, "priority", "", (("", "high"), ("workbook:b.xlsx", "low"))),),
    )
    write_workbook(new, tmp_path / "w.xlsx", language)
    book = openpyxl.load_workbook(tmp_path / "w.xlsx", data_only=True)

    def texts(sheet):
        return [str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None]

    summary, log, conflicts = book.worksheets[0], book.worksheets[-2], book.worksheets[-3]
    lost = next(d for d in compared.differences if d.effect == "opened")
    assert changes.words_of_difference(lost, language) in texts(summary)
    assert changes.cause_words(lost.causes, language) in texts(log)
    assert {"Ms Lee", "seen", {"en": "workbook a.xlsx", "vi": "bảng tính a.xlsx"}[language]} <= set(texts(log))
    assert {"b.xlsx", {"en": "Low", "vi": "Thấp"}[language]} <= set(texts(conflicts))
    with zipfile.ZipFile(tmp_path / "w.xlsx") as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 2
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    assert drawing.count("descr=") == 2


def test_the_command_tells_and_prints_json(two, tmp_path, capsys):
    for name, register in zip(("old", "new"), two, strict=True):
        write_register(register, tmp_path / name)
    folders = [str(tmp_path / "old"), str(tmp_path / "new" / "register.json")]
    assert run(["compare", *folders, "--report-language", "en"]) == 0
    text = capsys.readouterr().out
    assert "1 opened, 1 closed" in text
    assert "decision of Ms Lee" in text
    assert run(["compare", *folders, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert [c["effect"] for c in record["changes"]] == ["closed", "opened"]
    assert run(["compare", str(tmp_path), folders[1], "--report-language", "vi"]) == 3
    assert "register.json" in capsys.readouterr().err
