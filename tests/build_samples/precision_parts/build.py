"""Build samples/precision-parts from the content files: python -m tests.build_samples.precision_parts.build"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from .archive import set_properties, settle
from .labels import requirement_rows, section_rows, write_labels
from .markup import parse
from .word import Writer

HERE = Path(__file__).parent
SAMPLES = HERE.parents[2] / "samples"
TARGET = SAMPLES / "precision-parts"


def write_documents(home: Path, target: Path, cleaned: Callable[[str], str] = str) -> list[dict[str, str]]:
    """Write every document of a content folder; gives the label rows of their sections.

    ``cleaned`` takes from a content file what is not for the page.
    """
    rows = []
    for content in sorted((home / "content").glob("*.txt")):
        source = parse(cleaned(content.read_text(encoding="utf-8")))
        path = target / source.facts["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        document = Writer(source).build()
        day = dt.date.fromisoformat(source.facts["saved"])
        set_properties(document, source.facts["title"], source.facts.get("author", "J Pickersgill"), day)
        document.save(str(path))
        settle(path)
        rows += section_rows(source.facts["file"], source)
    return rows


def build(target: Path = TARGET) -> None:
    """Write every document and the labels."""
    rows = write_documents(HERE, target)
    write_labels(target / "labels.csv", rows + requirement_rows(HERE / "verdicts.txt"))


if __name__ == "__main__":
    build()
