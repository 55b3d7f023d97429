"""What two packs do not share."""

import tiny

from transition.clauses.differences import differences
from transition.clauses.packs import pack_source
from transition.clauses.sources import read_tables


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
