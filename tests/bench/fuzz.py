"""Damaged files by the thousand: ``python -m tests.bench.fuzz [COUNT] [SEED]`` (default 2000 9001).

Each file, a corpus or sample file damaged at random, is read in a process of its own with a time and a memory limit.
Prints what the reader said about them, the slowest, the hungriest, and every crash, hang or failure of our own code
with the number that makes it again: ``python -m tests.bench.fuzz --keep SEED NUMBER FILE``. Returns 1 if there is any, or if
a file took more than 2 s or 500 MB.
"""

from __future__ import annotations

import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from tests.bench.mutations import mutate
from transition.documents import read_document

ROOT = Path(__file__).parents[2]
SOURCES = (ROOT / "tests" / "corpus", ROOT / "samples")
SLOW, HANG = 2.0, 20.0
HUNGRY = 500.0
LIMIT = 3 << 30
FORK = multiprocessing.get_context("fork")


@dataclass
class Outcome:
    """What came of one file."""

    number: int
    seconds: float = 0.0
    megabytes: float = 0.0
    codes: list[str] = field(default_factory=list)
    failure: str = ""


def sources() -> list[Path]:
    """Return the files that are damaged, in order."""
    return sorted(f for folder in SOURCES for f in folder.rglob("*.docx"))


def damaged(number: int, seed: int, files: list[Path]) -> bytes:
    """Return the damaged file of one number."""
    dice = random.Random(seed * 1_000_003 + number)
    return mutate(dice.choice(files).read_bytes(), dice)


def _make(file: Path, number: int, seed: int, files: list[Path]) -> None:
    """Write one damaged file; in a process of its own, so that what it takes is not counted as the reader's."""
    file.write_bytes(damaged(number, seed, files))


def _read(file: Path, back: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    started = time.process_time()
    document = read_document(file, "fuzz.docx")
    seconds = time.process_time() - started
    failures = [str(dict(p.details)) for p in document.problems if p.code == "reading-failed"]
    back.send((seconds, _peak(), [p.code for p in document.problems] or ["read"], "; ".join(failures)))


def _peak() -> float:
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+)", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def try_one(number: int, file: Path) -> Outcome:
    """Read one file in a process that can be ended."""
    outcome = Outcome(number)
    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_read, args=(file, there))
    process.start()
    there.close()
    if here.poll(HANG):
        try:
            outcome.seconds, outcome.megabytes, outcome.codes, outcome.failure = here.recv()
        except EOFError:
            process.join()
            outcome.failure = f"crash, exit code {process.exitcode}"
    else:
        process.kill()
        outcome.seconds, outcome.failure = HANG, "hang"
    process.join()
    return outcome


def main(count: int, seed: int) -> int:
    """Try ``count`` files and print what came of them."""
    files = sources()
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "fuzz.docx"
        for number in range(count):
            make = FORK.Process(target=_make, args=(file, number, seed, files))
            make.start()
            make.join()
            outcomes.append(try_one(number, file))
    said = Counter(code for o in outcomes for code in set(o.codes))
    print(f"{count} damaged files from {len(files)} sources")
    print("  " + ", ".join(f"{code} {n}" for code, n in said.most_common()))
    for title, key in (("slowest", lambda o: o.seconds), ("hungriest", lambda o: o.megabytes)):
        top = sorted(outcomes, key=key, reverse=True)[:5]
        print(f"  {title}: " + "; ".join(f"no {o.number} {o.seconds:.2f} s {o.megabytes:.0f} MB" for o in top))
    bad = [o for o in outcomes if o.failure or o.seconds > SLOW or o.megabytes > HUNGRY]
    for o in bad:
        print(f"  BAD no {o.number}: {o.seconds:.2f} s {o.megabytes:.0f} MB {o.failure}")
    print(f"  crashes, hangs, failures, slow or hungry: {len(bad)}")
    return int(bool(bad))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--keep"]:
        Path(sys.argv[4]).write_bytes(damaged(int(sys.argv[3]), int(sys.argv[2]), sources()))
        sys.exit(0)
    sys.exit(main(*(int(a) for a in sys.argv[1:] or ["2000"]), *([] if len(sys.argv) > 2 else [9001])))
