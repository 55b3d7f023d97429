"""Build samples/so-khcn-2015 from the text files: python -m tests.build_samples.so_khcn_2015.build"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from tests.build_samples.precision_parts.labels import write_labels
from tests.build_samples.precision_parts_2015.statements import Statement, named, placed, tagged, without_tags
from tests.build_samples.so_khcn.source import parse
from tests.build_samples.so_khcn.word import build as build_word
from transition import load_pack, read_documents

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[2] / "samples" / "so-khcn-2015"
COLUMNS = ("requirement", "element", "document", "text")
_SECTION = re.compile(r"^(?P<heading>.+?) *\{\{(?P<clauses>[^{}]*)\}\}$", re.MULTILINE)


def elements() -> dict[str, list[str]]:
    """Give the letters of the elements of every requirement, in the order of the pack."""
    pack = load_pack()
    return {r.id: [e.id for e in r.elements] for r in pack.of(pack.to_edition)}


def printed(text: str) -> str:
    """Give a text file without the marks that only the tables beside the documents need."""
    return _SECTION.sub(r"\g<heading>", without_tags(text))


def sections(text: str) -> list[dict[str, str]]:
    """Label each heading with the clauses of 2008 behind it; a question mark means not sure."""
    name = parse(printed(text)).get("file")
    rows = []
    for match in _SECTION.finditer(without_tags(text)):
        row = {"kind": "section", "document": name, "section": match["heading"].strip("#*! ").removeprefix("center ")}
        sure = "no" if match["clauses"].endswith("?") else "yes"
        rows.append({**row, "clause_2008": match["clauses"].rstrip("?"), "sure": sure})
    return rows


def statements(texts: list[str], target: Path) -> list[Statement]:
    """Give every place that states an element, as read from the documents built."""
    known = elements()
    passages = {d.path: [p.text for p in d.passages] for d in read_documents(target)}
    found: dict[Statement, None] = {}
    for text in texts:
        name = parse(printed(text)).get("file")
        for tag, words in tagged(text):
            for part in placed(words, passages[name]):
                found[Statement(*named(tag, known), name, part)] = None
    order = list(known)
    return sorted(found, key=lambda s: (order.index(s.requirement), s.element))


def excluded() -> dict[str, str]:
    """Give the reason of each excluded requirement, by the beginnings of ids listed in excluded.csv."""
    with (HERE / "excluded.csv").open(encoding="utf-8", newline="") as stream:
        reasons = {row["begins"]: row["note"] for row in csv.DictReader(stream)}
    return {id: note for id in elements() for begins, note in reasons.items() if id.startswith(begins)}


def verdicts(found: list[Statement]) -> list[dict[str, str]]:
    """Label every requirement: not applicable where excluded, else met, with the codes of the documents that state it."""
    rows, reasons = [], excluded()
    for requirement in elements():
        codes = dict.fromkeys(
            s.document.removesuffix(".docx").split()[0] for s in found if s.requirement == requirement
        )
        row = {"kind": "requirement", "requirement": requirement, "sure": "yes"}
        verdict = "not-applicable" if requirement in reasons else "met"
        rows.append({**row, "verdict": verdict, "note": reasons.get(requirement) or ", ".join(codes)})
    return rows


def faults(found: list[Statement]) -> list[str]:
    """Name the elements of applicable requirements that nothing states, and stated ones that are excluded."""
    stated, reasons = {(s.requirement, s.element) for s in found}, excluded()
    every = [(r, e) for r, letters in elements().items() for e in letters]
    return [f"{r} {e}" for r, e in every if ((r, e) in stated) == (r in reasons)]


def build(target: Path = TARGET) -> None:
    """Write the documents, the labels and the truth; raise where an element is stated nowhere."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((HERE / "text").glob("*.txt"))]
    for text in texts:
        build_word(parse(printed(text)), target)
    found = statements(texts, target)
    if wrong := faults(found):
        raise ValueError(f"stated nowhere, or stated though excluded: {', '.join(wrong)}")
    write_labels(target / "labels.csv", [row for text in texts for row in sections(text)] + verdicts(found))
    with (target / "truth.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((s.requirement, s.element, s.document, s.text) for s in found)


if __name__ == "__main__":
    build()
