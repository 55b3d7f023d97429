"""How fast the whole command is, and how much memory it takes: prints a table, asserts nothing.

``python -m tests.bench.speed [--small] [--jobs N] [DOCUMENTS ...]`` (default 10 100). The procedures are generated, all
different, from sentences of the sample organisations: about ten pages each, or with ``--small`` about one and a half.
Each row is one run of the command with all default reports and an empty cache; with it come a run after one document
changed and a run after nothing did. Memory is that of all processes together, shared pages counted once.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import docx
import psutil
from lxml import etree

from tests.conftest import ROOT, SAMPLES
from tests.small_files import write_many
from transition.documents import read_documents

PASSAGES = 150  # with the sentences of the samples, about ten pages
SMALL = 25
EVERY = 0.25  # seconds between two looks at the memory


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
    """Write ``count`` procedures of about ten pages into ``folder``."""
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


def generate_small(folder: Path, count: int) -> None:
    """Write ``count`` procedures of about one and a half pages."""
    write_many(folder, count, SMALL, [text for _, texts in material() for text in texts])


class Watch:
    """Looks at the memory and the processor time of a process and all below it until it ends."""

    def __init__(self, process: psutil.Process) -> None:
        self.peak = 0.0
        self._cpu: dict[int, float] = {}
        self._process = process
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while self._process.is_running() and self._process.status() != psutil.STATUS_ZOMBIE:
            self.peak = max(self.peak, self._seen())
            time.sleep(EVERY)

    @property
    def cpu(self) -> float:
        """Seconds all processes worked together: what the time on a free machine follows from."""
        return sum(self._cpu.values())

    def _seen(self) -> float:
        total = 0
        try:
            family = [self._process, *self._process.children(recursive=True)]
        except psutil.Error:
            return 0.0
        for each in family:
            try:
                told, times = each.memory_full_info(), each.cpu_times()
                total += getattr(told, "pss", told.uss)
                self._cpu[each.pid] = times.user + times.system
            except psutil.Error:
                continue
        return total / 1e6


def command(folder: Path, out: Path, cache: Path, jobs: int, *more: str) -> tuple[float, Watch]:
    """Run the command and return its seconds and what was seen of it."""
    environment = {**os.environ, "TRANSITION_CACHE": str(cache), "PYTHONPATH": str(ROOT)}
    told = ["analyze", str(folder), "-o", str(out), "--today", "2026-01-15", "--quiet", "--jobs", str(jobs), *more]
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "transition", *told], env=environment, stderr=subprocess.PIPE)
    watch = Watch(psutil.Process(process.pid))
    _, err = process.communicate()
    if process.returncode:
        raise SystemExit(err.decode())
    return time.perf_counter() - start, watch


def measure(count: int, jobs: int, *, small: bool) -> str:
    """Return one line of the table for ``count`` documents."""
    with tempfile.TemporaryDirectory() as name:
        folder, out, cache = Path(name) / "in", Path(name) / "out", Path(name) / "cache"
        folder.mkdir()
        (generate_small if small else generate)(folder, count)
        start = time.perf_counter()
        for file in folder.iterdir():
            with zipfile.ZipFile(file) as archive:
                etree.fromstring(archive.read("word/document.xml"))
        floor = time.perf_counter() - start
        cold, seen = command(folder, out, cache, jobs)
        with (out / "passages.jsonl").open(encoding="utf-8") as lines:
            passages = sum(1 for _ in lines)
        changed = docx.Document(str(folder / "QP-00003.docx"))
        changed.add_paragraph("The buyer evaluates suppliers every year and keeps the record.")
        changed.save(str(folder / "QP-00003.docx"))
        one, _ = command(folder, out, cache, jobs)
        none, _ = command(folder, out, cache, jobs)
        kept = sum(f.stat().st_size for f in cache.rglob("*") if f.is_file()) / 1e6
    return (
        f"{count:>6} {passages:>9} {floor:>8.2f} {cold:>8.1f} {cold / floor:>7.1f}x {count / cold:>7.1f}"
        f" {passages / cold:>10.0f} {seen.cpu:>7.1f} {seen.peak:>8.0f} {one:>8.1f} {none:>9.1f} {kept:>9.0f}"
    )


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser()
    asked.add_argument("counts", nargs="*", type=int, default=[10, 100])
    asked.add_argument("--small", action="store_true")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    told = asked.parse_args()
    print(
        "  docs  passages  parse s   cold s  ÷parse  docs/s passages/s   cpu s  peak MB one changed unchanged  cache MB"
    )
    for count in told.counts:
        print(measure(count, told.jobs, small=told.small), flush=True)


if __name__ == "__main__":
    main()
