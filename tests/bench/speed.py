"""How fast the whole line is: ``python -m tests.bench.speed [DOCUMENTS ...]`` (default 10 100). Prints, asserts nothing.

The procedures are generated, about ten pages each and all different, from the passages of the sample organisations.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path

import docx
from lxml import etree

from tests.conftest import ROOT, SAMPLES
from transition.clauses import load_pack
from transition.documents import read_documents
from transition.pipeline import Settings, analyze
from transition.project import deliver

PASSAGES = 150  # with the sentences of the samples, about ten pages


def material() -> list[tuple[str, list[str]]]:
    """Return section headings of the samples with the texts below them."""
    documents, _ = read_documents([ROOT / "samples" / name for name in SAMPLES])
    sections: dict[str, list[str]] = {}
    for document in documents:
        for p in document.passages:
            if p.kind in ("body", "list-item", "table-cell") and p.trail:
                sections.setdefault(p.trail[-1], []).append(p.text)
    return sorted(sections.items())


def generate(folder: Path, count: int) -> None:
    """Write ``count`` procedures into ``folder``."""
    chance = random.Random(count)
    sections = material()
    for number in range(count):
        document = docx.Document()
        document.add_heading(f"QP-{number:05d} {chance.choice(sections)[0]}", 0)
        written = 0
        while written < PASSAGES:
            heading, texts = chance.choice(sections)
            document.add_heading(heading, 1)
            for text in texts:
                document.add_paragraph(f"{text} ({number}.{chance.randrange(10_000)})")
                written += 1
        document.save(folder / f"QP-{number:05d}.docx")


def measure(count: int) -> str:
    """Return one line of the table for ``count`` documents."""
    with tempfile.TemporaryDirectory() as name:
        folder, out = Path(name) / "in", Path(name) / "out"
        folder.mkdir()
        generate(folder, count)
        start = time.perf_counter()
        for file in folder.iterdir():
            with zipfile.ZipFile(file) as archive:
                etree.fromstring(archive.read("word/document.xml"))
        floor = time.perf_counter()
        documents, problems = read_documents([folder])
        read = time.perf_counter()
        register = analyze(documents, load_pack(), settings=Settings(today="2026-01-15"), problems=problems)
        judged = time.perf_counter()
        deliver(register, out)
        written = time.perf_counter()
    passages = sum(len(d.passages) for d in documents)
    total = written - floor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return (
        f"{count:>6} {passages:>9} {floor - start:>8.2f} {read - floor:>8.2f} {(read - floor) / (floor - start):>6.1f}x"
        f" {judged - read:>8.2f} {written - judged:>8.2f} {total:>8.2f} {count / total:>8.1f} {passages / total:>10.0f} {peak:>7.0f}"
    )


def main() -> None:
    """Print the table."""
    print("  docs  passages   parse s   read s  ratio  judge s  write s  total s   docs/s passages/s peak MB")
    for count in map(int, sys.argv[1:] or ("10", "100")):
        print(measure(count), flush=True)


if __name__ == "__main__":
    main()
