"""Build samples/precision-parts from the content files: python -m tests.build_samples.precision_parts.build"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from .archive import set_properties, settle
from .labels import requirement_rows, section_rows, write_labels
from .markup import parse
from .word import Writer

HERE = Path(__file__).parent
TARGET = HERE.parents[2] / "samples" / "precision-parts"


def build(target: Path = TARGET) -> list[Path]:
    """Write every document and the labels; gives the files written."""
    made, rows = [], []
    for content in sorted((HERE / "content").glob("*.txt")):
        source = parse(content.read_text(encoding="utf-8"))
        path = target / source.facts["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        document = Writer(source).build()
        day = dt.date.fromisoformat(source.facts["saved"])
        set_properties(document, source.facts["title"], source.facts.get("author", "J Pickersgill"), day)
        document.save(str(path))
        settle(path)
        made.append(path)
        rows += section_rows(source.facts["file"], source)
    rows += requirement_rows(HERE / "verdicts.txt")
    write_labels(target / "labels.csv", rows)
    return made


if __name__ == "__main__":
    build()
