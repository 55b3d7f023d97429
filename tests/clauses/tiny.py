"""A small sound pack of an invented standard, written as files, to break one row at a time."""

from __future__ import annotations

import csv
from pathlib import Path

from transition.clauses.tables import REMOVED, TABLES

PACK = """\
name = "tiny"
version = "1"
from_edition = "1"
to_edition = "2"
complete = true
languages = ["en", "vi"]
standards = ["XYZ 5"]

[title]
en = "XYZ 5:1 to XYZ 5:2"
vi = "XYZ 5:1 sang XYZ 5:2"

[notice]
en = "Invented for tests."
vi = "Ví dụ để kiểm thử."
"""

# Requirement, clause, English and Vietnamese cue with two sentences to hit and two to miss.
REQUIREMENTS = (
    (
        "3-a",
        "3",
        ("supplier + rate|score", ["The buyer rates each supplier.", "Suppliers are scored."], ["A lamp.", "A chair."]),
        (
            "nhà cung cấp + chấm điểm",
            ["Nhân viên chấm điểm nhà cung cấp.", "Nhà cung cấp được chấm điểm."],
            ["Cái đèn.", "Cái ghế."],
        ),
    ),
    (
        "4-a",
        "4",
        ("lamp + clean", ["The lamp is cleaned.", "Staff clean every lamp."], ["Suppliers are rated.", "A door."]),
        ("đèn + lau", ["Nhân viên lau đèn.", "Đèn được lau."], ["Nhà cung cấp được chấm điểm.", "Cái cửa."]),
    ),
    (
        "4-c",
        "4",
        ("roof + check", ["The roof is checked.", "Staff check roofs."], ["A lamp.", "A chair."]),
        ("mái nhà + kiểm tra", ["Nhân viên kiểm tra mái nhà.", "Mái nhà được kiểm tra."], ["Cái đèn.", "Cái ghế."]),
    ),
    (
        "4-d",
        "4",
        ("floor + sweep", ["The floor is sweeped.", "Staff sweep floors."], ["A lamp.", "A chair."]),
        ("sàn + quét", ["Nhân viên quét sàn.", "Sàn được quét."], ["Cái đèn.", "Cái ghế."]),
    ),
    (
        "4-b",
        "4",
        ("chair + repair", ["The chair is repaired.", "Staff repair chairs."], ["Suppliers are scored.", "A roof."]),
        ("ghế + sửa", ["Nhân viên sửa ghế.", "Ghế được sửa."], ["Nhà cung cấp được chấm điểm.", "Mái nhà."]),
    ),
)


def rows() -> dict[str, list[dict[str, str]]]:
    """Return the rows of every file, as fresh dictionaries."""
    found: dict[str, list[dict[str, str]]] = {
        "clauses.csv": [
            clause("1", "1"),
            clause("1", "2"),
            clause("2", "3"),
            clause("2", "4"),
        ],
        "requirements.csv": [
            requirement("1", "1-a", "1", "kept", "3", "0"),
            requirement("1", "2-a", "2", "kept", "4", "0"),
            *(requirement("2", id, number, "unchanged", "1", "6") for id, number, *_ in REQUIREMENTS),
        ],
        "correspondence.csv": [
            pair(f, t, old, new) for f, t in (("1", "2"), ("2", "1")) for old, new in (("1", "3"), ("2", "4"))
        ],
        "conditions.csv": [{"id": "always"}],
        "terms.csv": [{"id": "old-word", "kind": "term", "needed": "no"}],
    }
    for language, place in (("en", 2), ("vi", 3)):
        found |= {f"{language}/{name}": texts for name, texts in spoken(language, place).items()}
    return found


def clause(edition: str, number: str) -> dict[str, str]:
    return {"edition": edition, "number": number, "parent": "", "level": "1", "carries_requirements": "yes"}


def requirement(edition: str, id: str, number: str, change: str, counterparts: str, wave: str) -> dict[str, str]:
    return {
        "edition": edition,
        "id": id,
        "clause": number,
        "kind": "do",
        "change": change,
        "counterparts": counterparts,
        "documented": "none",
        "documented_need": "none",
        "condition": "always",
        "severity": "minor-risk",
        "wave": wave,
        "asked": "quality",
        "thread": "",
        "phase": "",
        "amendment": "",
    }


def pair(from_edition: str, to_edition: str, old: str, new: str) -> dict[str, str]:
    return {
        "from_edition": from_edition,
        "to_edition": to_edition,
        "old": old,
        "new": new,
        "relation": "equal",
        "change": "same",
        "strength": "0.75",
        "certainty": "A",
        "source": "invented",
        "symmetric": "yes",
    }


def spoken(language: str, place: int) -> dict[str, list[dict[str, str]]]:
    ids = [("1", "1-a"), ("1", "2-a"), *(("2", id) for id, *_ in REQUIREMENTS)]
    cues = [(id, *row[place - 2]) for id, _, *row in REQUIREMENTS]
    return {
        "clauses.csv": [
            {"edition": e, "number": n, "title": f"{language} title {n}", "variants": "", "terms": ""}
            for e, n in (("1", "1"), ("1", "2"), ("2", "3"), ("2", "4"))
        ],
        "requirements.csv": [
            {"edition": e, "id": id, "terms": ""}
            | {c: f"{language} {c} of {id}" for c in ("wording", "usual_gap", "action", "question")}
            for e, id in ids
        ],
        "elements.csv": [
            {
                "edition": "2",
                "requirement": id,
                "element": "a",
                "label": f"{language} label of {id}",
                "cues": cue,
                "hits": "\n".join(hits),
                "misses": "\n".join(misses),
            }
            for id, cue, hits, misses in cues
        ],
        "correspondence.csv": [
            {"from_edition": e, "old": old, "new": new, "rationale": f"{language} reason; with a semicolon"}
            for e in ("1", "2")
            for old, new in (("1", "3"), ("2", "4"))
        ],
        "conditions.csv": [{"id": "always", "label": f"{language} always", "excluded": "", "shown": ""}],
        "terms.csv": [
            {"id": "old-word", "cues": "old word", "replacement": "new word", "advice": f"{language} advice"}
        ],
        "guards.csv": [
            {
                "guard": "plan",
                "longest": "",
                "cues": "will be" if language == "en" else "sẽ được",
                "hits": "",
                "misses": "",
            }
        ],
        "vocabulary.csv": [{"group": "title.filler", "phrases": "procedure\nmanual"}],
    }


def write(folder: Path, files: dict[str, list[dict[str, str]]] | None = None, pack: str = PACK, **style: str) -> Path:
    """Write the pack; ``style`` is what ``csv.DictWriter`` takes, ``encoding`` and ``end`` among it."""
    encoding = style.pop("encoding", "utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(pack, encoding="utf-8")
    heads = {table.place(lang): table.columns for table in TABLES for lang in ("en", "vi")} | {
        REMOVED.name: REMOVED.columns
    }
    for place, lines in (rows() if files is None else files).items():
        target = folder / place
        target.parent.mkdir(exist_ok=True)
        with target.open("w", encoding=encoding, newline="") as text:
            writer = csv.DictWriter(text, heads[place], **{"lineterminator": "\n", **style})
            writer.writeheader()
            writer.writerows(lines)
    return folder
