"""``transition pack`` as people type it."""

import json
import os
from importlib import import_module

import docx
import openpyxl
import pytest

from tests.clauses import tiny
from transition.clauses import available_packs, load_pack
from transition.cli import run
from transition.cli.shared import Exit
from transition.messages import LANGUAGES, catalogue

NAME = "iso9001-2008-2015"
NEXT = "iso9001-2015-2026"


@pytest.fixture
def say(capsys, monkeypatch):
    """Run one command and return its exit code and what it printed."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")

    def _say(*arguments):
        code = run(["pack", *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return _say


@pytest.fixture
def mine(tmp_path):
    return tiny.write(tmp_path / "mine")


def test_list_and_show_tell_every_pack(say):
    code, out, _ = say("list")
    assert code == Exit.DONE
    assert all(name in out for name in available_packs())
    for name in available_packs():
        for language in LANGUAGES:
            code, out, err = say("show", name, "--report-language", language)
            assert (code, err) == (Exit.DONE, "")
            assert name in out
            assert load_pack(name).titles[language] in out


def test_check_says_what_is_wrong_and_that_nothing_is(say, mine):
    code, out, _ = say("check", mine)
    assert code == Exit.DONE
    assert "--phrases FILE" in out
    phrases = mine.parent / "list.txt"
    phrases.write_text("Not a word of it.\n", encoding="utf-8")
    code, out, _ = say("check", mine, "--phrases", phrases)
    assert code == Exit.DONE
    assert "(1): no text of the pack shares 7 words in a row" in out
    (mine / "vi" / "guards.csv").unlink()
    code, out, _ = say("check", mine, "--report-language", "vi")
    assert code == Exit.INPUT
    assert "Thiếu vi/guards.csv" in out


def test_a_broken_pack_stops_a_run_with_the_same_words(mine, capsys):
    (mine / "vi" / "guards.csv").unlink()
    assert run(["explain", "3-a", "--pack", str(mine)]) == Exit.INPUT
    assert "guards.csv" in capsys.readouterr().err


def test_new_copies_or_begins_an_overlay_and_never_overwrites(say, tmp_path):
    assert say("new", tmp_path / "copy")[0] == Exit.DONE
    assert load_pack(tmp_path / "copy").requirements == load_pack().requirements
    assert (tmp_path / "copy" / "vi" / "clauses.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    code, _, err = say("new", tmp_path / "copy")
    assert code == Exit.INPUT
    assert "holds something already" in err
    assert say("new", tmp_path / "over", "--overlay")[0] == Exit.DONE
    assert load_pack(tmp_path / "over").name == "over"


def test_an_overlay_of_an_own_pack_finds_it_from_anywhere(say, mine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert say("new", "deep/over", "--from", "mine", "--overlay")[0] == Exit.DONE
    monkeypatch.chdir(os.sep)
    assert load_pack(tmp_path / "deep" / "over").titles == load_pack(mine).titles


def test_diff_shows_rows_and_cells(say, mine, tmp_path):
    files = tiny.rows()
    files["requirements.csv"][-1]["severity"] = "major-risk"
    files["en/elements.csv"][0]["hits"] += "\nSuppliers are scored twice a year."
    other = tiny.write(tmp_path / "other", files)
    code, out, _ = say("diff", mine, other)
    assert code == Exit.DONE
    assert "~ 2 | 4-b · severity: “minor-risk” → “major-risk”" in out
    assert "      + Suppliers are scored twice a year." in out
    assert "Cells changed: 2." in out
    assert say("diff", mine, mine)[1].strip() == "The two packs say the same."


def test_a_fresh_copy_says_the_same(say, mine, tmp_path):
    for origin, name in ((mine, "one"), (NEXT, "two")):
        assert say("new", tmp_path / name, "--from", origin)[0] == Exit.DONE
        code, out, _ = say("diff", origin, tmp_path / name)
        assert (code, out.strip()) == (Exit.DONE, "The two packs say the same.")


def test_packs_between_other_editions_are_not_listed_against_each_other(say):
    code, out, err = say("diff", NAME, NEXT)
    assert (code, out) == (Exit.INPUT, "")
    assert "“iso9001-2008-2015” leads from 2008 to 2015, “iso9001-2015-2026” from 2015 to 2026" in err
    assert "không thể so sánh hai bộ" in say("diff", NAME, NEXT, "--report-language", "vi")[2].lower()


def test_check_says_that_more_may_follow_where_rules_could_not_look_yet(say, mine):
    terms = mine / "terms.csv"
    sound = terms.read_text(encoding="utf-8")
    terms.write_text(sound.replace("kind", "colour"), encoding="utf-8")
    code, out, _ = say("check", mine)
    assert code == Exit.INPUT
    assert "More may be found once these are right" in out
    terms.write_text(sound, encoding="utf-8")
    titles = mine / "vi" / "clauses.csv"
    titles.write_text(titles.read_text(encoding="utf-8").replace("vi title 4", ""), encoding="utf-8")
    code, out, _ = say("check", mine)
    assert code == Exit.INPUT
    assert out.splitlines()[0] == "Faults to put right in the clause pack: 1"
    assert "More may" not in out


def test_check_gives_advice_on_a_sound_pack_the_first_or_all(say, mine):
    elements = mine / "en" / "elements.csv"
    text = elements.read_text(encoding="utf-8")
    for old, new in (("lamp", "the lamp"), ("roof", "each roof"), ("floor", "every floor"), ("chair", "our chair")):
        text = text.replace(f"{old} + ", f"{new}|x + ")
    elements.write_text(text, encoding="utf-8")
    code, out, _ = say("check", mine)
    assert code == Exit.DONE
    assert "is sound" in out
    assert "the lamp → lamp" in out
    assert "Not shown: 2." in out
    assert "our chair → chair" not in out
    code, out, _ = say("check", mine, "--advice", "--report-language", "vi")
    assert code == Exit.DONE
    assert "our chair → chair" in out
    assert "Chưa hiển thị" not in out


def test_a_language_the_program_does_not_speak_is_told(say, mine, monkeypatch):
    # The package holds the Typer application under the name of the module.
    monkeypatch.setattr(import_module("transition.cli.pack"), "LANGUAGES", ("en",))
    code, out, _ = say("check", mine)
    assert code == Exit.DONE
    assert "The program itself has no sentences in: vi." in out


def test_a_language_the_program_cannot_read_is_no_accident(say, mine):
    about = mine / "pack.toml"
    about.write_text(about.read_text(encoding="utf-8").replace('"vi"]', '"vi", "fr"]'), encoding="utf-8")
    for verb in (("check", mine), ("show", mine), ("diff", mine, mine)):
        code, out, err = say(*verb)
        assert code == Exit.INPUT
        assert "pack.toml, line 6: nothing can be looked for in the language “fr”" in out + err


def test_a_workbook_goes_out_and_comes_back(say, mine, tmp_path):
    file = tmp_path / "pack.xlsx"
    assert say("export", mine, "--format", "xlsx", "-o", file)[0] == Exit.DONE
    book = openpyxl.load_workbook(file)
    book["terms"]["C2"].value = "yes"
    book.create_sheet("Scratch")
    book.save(file)
    code, out, err = say("import", file, "-o", tmp_path / "back")
    assert code == Exit.DONE, out
    assert "Scratch" in err
    assert load_pack(tmp_path / "back").terms[0].needed
    book["terms"]["C2"].value = "perhaps"
    book.save(file)
    code, out, _ = say("import", file, "-o", tmp_path / "again")
    assert code == Exit.INPUT
    assert "terms.csv, row 2, column “needed”: “perhaps”" in out
    assert (tmp_path / "again" / "terms.csv").is_file()


def test_csv_is_a_pack_again_or_one_table(say, mine, tmp_path):
    assert say("export", mine, "--format", "csv", "-o", tmp_path / "csv")[0] == Exit.DONE
    assert load_pack(tmp_path / "csv").requirements == load_pack(mine).requirements
    assert say("export", mine, "--format", "csv", "-o", tmp_path / "map.csv")[0] == Exit.DONE
    lines = (tmp_path / "map.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 5
    assert lines[1].startswith("1,2,1,3,equal,same,0.75,A,invented,yes,en title 1,en title 3,")


def test_oscal_carries_the_day_it_is_told(say, tmp_path):
    file = tmp_path / "deep" / "map.json"
    assert say("export", NAME, "--format", "oscal", "-o", file, "--today", "2026-11-24")[0] == Exit.DONE
    record = json.loads(file.read_text(encoding="utf-8"))["mapping-collection"]
    assert record["metadata"]["last-modified"] == "2026-11-24T00:00:00Z"


def test_wrong_use_is_told(say, tmp_path):
    assert say("export", NAME, "--format", "pdf", "-o", tmp_path / "x")[0] == Exit.USAGE
    assert say("show", "no-such-pack")[0] == Exit.INPUT
    (tmp_path / "x.xlsx").write_bytes(b"")
    code, _, err = say("import", tmp_path / "x.xlsx", "-o", tmp_path / "y")
    assert code == Exit.INPUT
    assert "cannot be read as an Excel workbook" in err
    assert not (tmp_path / "y").exists()
    (tmp_path / "file").write_bytes(b"")
    assert say("export", NAME, "-o", tmp_path / "file" / "x.xlsx")[0] == Exit.INPUT


def test_an_own_pack_serves_a_whole_run(mine, tmp_path):
    document = docx.Document()
    document.add_paragraph("The buyer scores every supplier once a year.")
    document.save(tmp_path / "QP-01.docx")
    arguments = ["analyze", str(tmp_path / "QP-01.docx"), "-o", str(tmp_path / "out"), "--pack", str(mine), "--quiet"]
    assert run(arguments) == Exit.DONE
    record = json.loads((tmp_path / "out" / "register.json").read_text(encoding="utf-8"))
    assert {e["requirement"]: e["verdict"] for e in record["entries"]}["3-a"] == "met"


def test_explain_shows_a_licence_holders_own_text(mine, capsys):
    (mine / "en" / "own_text.csv").write_text("edition,id,text\n2,3-a,As our licence has it.\n", encoding="utf-8")
    assert run(["explain", "3-a", "--pack", str(mine)]) == Exit.DONE
    assert "  As our licence has it." in capsys.readouterr().out


def test_what_the_verbs_say_exists_in_every_language():
    keys = [set(catalogue("pack_verbs", language)) for language in LANGUAGES]
    assert keys[0] == keys[1]
