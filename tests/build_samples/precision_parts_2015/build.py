"""Build samples/precision-parts-2015 from the content files: python -m tests.build_samples.precision_parts_2015.build"""

from __future__ import annotations

import csv
from pathlib import Path

from tests.build_samples.precision_parts.build import SAMPLES, write_documents
from tests.build_samples.precision_parts.labels import write_labels
from tests.build_samples.precision_parts.markup import parse
from transition import load_pack, read_documents

from .statements import Statement, named, placed, tagged, without_tags

HERE = Path(__file__).parent
TARGET = SAMPLES / "precision-parts-2015"
COLUMNS = ("requirement", "element", "document", "text")


def elements() -> dict[str, list[str]]:
    """Give the letters of the elements of every requirement, in the order of the pack."""
    pack = load_pack()
    return {r.id: [e.id for e in r.elements] for r in pack.of(pack.to_edition)}


def statements(target: Path) -> list[Statement]:
    """Give every place that states an element, as read from the documents built."""
    known = elements()
    passages = {d.path: [p.text for p in d.passages] for d in read_documents(target)}
    found: dict[Statement, None] = {}
    for content in sorted((HERE / "content").glob("*.txt")):
        text = content.read_text(encoding="utf-8")
        name = parse(without_tags(text)).facts["file"]
        for tag, words in tagged(text):
            for part in placed(words, passages[name]):
                found[Statement(*named(tag, known), name, part)] = None
    order = list(known)
    return sorted(found, key=lambda s: (order.index(s.requirement), s.element))


def unstated(found: list[Statement]) -> list[str]:
    """Name the elements that nothing states."""
    stated = {(s.requirement, s.element) for s in found}
    return [f"{r}{e}" for r, letters in elements().items() for e in letters if (r, e) not in stated]


def verdict_rows(found: list[Statement]) -> list[dict[str, str]]:
    """Label every requirement as met, with the codes of the documents that state it."""
    rows = []
    for requirement in elements():
        codes = sorted({s.document.split()[0] for s in found if s.requirement == requirement})
        row = {"kind": "requirement", "requirement": requirement, "verdict": "met", "sure": "yes"}
        rows.append({**row, "note": ", ".join(codes)})
    return rows


def build(target: Path = TARGET) -> None:
    """Write the documents, the labels and the truth; raise where an element is stated nowhere."""
    rows = write_documents(HERE, target, without_tags)
    found = statements(target)
    if missing := unstated(found):
        raise ValueError(f"stated nowhere: {', '.join(missing)}")
    write_labels(target / "labels.csv", rows + verdict_rows(found))
    with (target / "truth.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((s.requirement, s.element, s.document, s.text) for s in found)


if __name__ == "__main__":
    build()
