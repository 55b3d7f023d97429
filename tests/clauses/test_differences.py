"""What two packs do not share."""

import pytest
import tiny

from transition.clauses.differences import differences
from transition.clauses.packs import pack_source
from transition.clauses.sources import read_tables
from transition.errors import PackError


def tables(folder):
    return read_tables(pack_source(folder))


def test_rows_and_cells_are_told_apart(tmp_path):
    old = tiny.write(tmp_path / "old")
    files = tiny.rows()
    files["terms.csv"].append({"id": "new-word", "kind": "term", "needed": "yes"})
    files["requirements.csv"][-1]["severity"] = "major-risk"
    files["en/elements.csv"][1]["misses"] += "\nOne more."
    del files["vi/guards.csv"][0]
    new = tiny.write(tmp_path / "new", files, tiny.PACK.replace('version = "1"', 'version = "2"'))
    found = differences(tables(old), tables(new))
    assert [(d.file, d.key, d.kind, d.column) for d in found] == [
        ("pack.toml", "version", "changed", "version"),
        ("requirements.csv", "2 | 4-b", "changed", "severity"),
        ("terms.csv", "new-word", "added", ""),
        ("en/elements.csv", "2 | 4-a | a", "changed", "misses"),
        ("vi/guards.csv", "plan", "removed", ""),
    ]
    assert found[3].lines == ((), ("One more.",))
    assert differences(tables(old), tables(old)) == []


def test_the_name_of_a_pack_is_no_difference(tmp_path):
    old = tiny.write(tmp_path / "old")
    new = tiny.write(tmp_path / "new", pack=tiny.PACK.replace('name = "tiny"', 'name = "new"'))
    assert differences(tables(old), tables(new)) == []


def test_packs_between_other_editions_cannot_be_compared(tmp_path):
    old = tiny.write(tmp_path / "old")
    new = tiny.write(tmp_path / "new", pack=tiny.PACK.replace('to_edition = "2"', 'to_edition = "3"'))
    with pytest.raises(PackError) as error:
        differences(tables(old), tables(new))
    assert error.value.code == "pack-other-editions"
    assert (error.value.details["old_to"], error.value.details["new_to"]) == ("2", "3")
