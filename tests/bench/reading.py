"""How fast documents are read, beside other readers: ``python -m tests.bench.reading [--pages 500] [--small 1000]``.

Prints CPU seconds (the middle of some rounds), how often the time of parsing alone they are, peak memory, and how many
words were read, for one long file and for many small procedures, both made by ``wordlike``. Each reader runs in a
process of its own. Readers that this Python does not have are taken from ``--python``, another one that has them, and
left out where neither does. Slow readers get a part of the small files; their time is then scaled, marked with ``~``.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

Read = Callable[[Path], str]
PATIENCE = 25.0
"""Seconds after which no further round, and no further small file, is begun."""
ROUNDS = 7


def parse_body() -> Read:
    """The floor: the main part is inflated and parsed, and nothing is looked at."""
    from lxml import etree

    def read(file: Path) -> str:
        with zipfile.ZipFile(file) as archive:
            etree.fromstring(archive.read("word/document.xml"))
        return ""

    return read


def parse_all() -> Read:
    """A floor for whoever also keeps headers, notes, styles and lists: every XML part is parsed."""
    from lxml import etree

    def read(file: Path) -> str:
        with zipfile.ZipFile(file) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    etree.fromstring(archive.read(name))
        return ""

    return read


def ours() -> Read:
    from transition.documents import read_document

    return lambda file: "\n".join(p.text for p in read_document(file, file.name).passages)


def docx_naive() -> Read:
    import docx

    def read(file: Path) -> str:
        document = docx.Document(str(file))
        lines = [p.text for p in document.paragraphs]
        lines += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join(lines)

    return read


def docx_inner() -> Read:
    import docx

    def walk(container: object) -> Iterator[str]:
        for block in container.iter_inner_content():  # type: ignore[attr-defined]
            if hasattr(block, "rows"):
                for row in block.rows:
                    for cell in row.cells:
                        yield from walk(cell)
            else:
                yield f"{block.style.name}\0{block.text}"

    return lambda file: "\n".join(line.partition("\0")[2] for line in walk(docx.Document(str(file))))


def docx2python() -> Read:
    from docx2python import docx2python as open_file

    def read(file: Path) -> str:
        with open_file(str(file)) as found:
            return str(found.text)

    return read


def mammoth() -> Read:
    import mammoth as library

    def read(file: Path) -> str:
        with file.open("rb") as stream:
            return re.sub(r"<[^>]+>", " ", library.convert_to_html(stream).value)

    return read


def docling() -> Read:
    from docling.datamodel.base_models import InputFormat
    from docling.document_converter import DocumentConverter

    converter = DocumentConverter(allowed_formats=[InputFormat.DOCX])
    return lambda file: str(converter.convert(file).document.export_to_markdown())


READERS: dict[str, Callable[[], Read]] = {
    "lxml, document.xml only": parse_body,
    "lxml, every XML part": parse_all,
    "this reader": ours,
    "python-docx naive": docx_naive,
    "python-docx iter_inner_content": docx_inner,
    "docx2python": docx2python,
    "mammoth": mammoth,
    "docling": docling,
}


def run_one(name: str, warm: Path, files: list[Path]) -> dict[str, float]:
    """Read files with one reader in this process and return what it took."""
    read = READERS[name]()
    read(warm)
    before = _peak()
    words = done = 0
    started = time.perf_counter()
    rounds: list[float] = []
    while len(rounds) < (ROUNDS if len(files) == 1 else 1):
        begun = time.process_time()
        for file in files:
            text = read(file)
            if not rounds:
                words += len(re.findall(r"\w+", text))
                done += 1
                if time.perf_counter() - started > PATIENCE:
                    break
        rounds.append(time.process_time() - begun)
        if not rounds[1:]:
            peak = _peak()
        if time.perf_counter() - started > PATIENCE:
            break
    return {
        "seconds": median(rounds) * len(files) / done,
        "peak": peak,
        "before": before,
        "words": words / done * len(files),
        "part": done / len(files),
    }


def _peak() -> float:
    """Return the most memory this process has held, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says is at least what the parent held when it started this process
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, other: str, warm: Path, files: Path) -> dict[str, float] | None:
    """Return what one reader took, in a process of its own; ``None`` where no Python has it."""
    for python in (sys.executable, other):
        if python:
            command = [python, "-m", "tests.bench.reading", "--run", name, "--warm", str(warm), "--files", str(files)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode == 0:
                found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
                return found
    return None


def table(title: str, other: str, warm: Path, files: Path) -> None:
    """Print one table."""
    print(f"\n{title}\n{'reader':32} {'seconds':>9} {'floor':>7} {'peak MB':>8} {'added MB':>8} {'words':>9}")
    floor = 0.0
    for name in READERS:
        found = measure(name, other, warm, files)
        if found is None:
            print(f"{name:32} {'not installed or failed':>25}")
            continue
        floor = floor or found["seconds"]
        mark = "~" if found["part"] < 1 else ""
        print(
            f"{name:32} {mark + format(found['seconds'], '.3f'):>9} {found['seconds'] / floor:>6.1f}x {found['peak']:>8.0f}"
            f" {found['peak'] - found['before']:>8.0f} {found['words']:>9.0f}",
            flush=True,
        )


def main() -> None:
    """Print both tables, or as a child measure one reader."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--small", type=int, default=1000)
    parser.add_argument("--python", default="", help="another Python that has the other readers")
    for name in ("run", "warm", "files"):
        parser.add_argument(f"--{name}", default="", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.run:
        files = sorted(Path(told.files).iterdir())
        print(json.dumps(run_one(told.run, Path(told.warm), files)))
        return
    from tests.bench import wordlike

    with tempfile.TemporaryDirectory() as folder:
        warm, long, small = Path(folder) / "warm.docx", Path(folder) / "long", Path(folder) / "small"
        warm.write_bytes(wordlike.procedure(told.small + 1))
        long.mkdir()
        small.mkdir()
        (long / "manual.docx").write_bytes(wordlike.document(told.pages))
        for number in range(told.small):
            (small / f"QP-{number:04d}.docx").write_bytes(wordlike.procedure(number))
        size = zipfile.ZipFile(long / "manual.docx").getinfo("word/document.xml").file_size / 1e6
        table(f"One document of about {told.pages} pages, {size:.1f} MB of document.xml", told.python, warm, long)
        table(f"{told.small} small procedures", told.python, warm, small)


if __name__ == "__main__":
    main()
