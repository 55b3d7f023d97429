"""Damaged files never crash, hang or bring in our own bugs: each is read, or gives a problem with a code.

``tests/bench/fuzz.py`` tries as many as one likes, the samples among them, each in a process of its own.
"""

import random
import time

from wordfiles import CORPUS

from tests.bench.mutations import mutate
from transition.documents import read_document


def test_damaged_files_are_read_or_refused(tmp_path):
    dice = random.Random(9001)
    names = sorted(CORPUS)
    codes, slowest = {}, 0.0
    file = tmp_path / "fuzz.docx"
    for _ in range(300):
        file.write_bytes(mutate(CORPUS[dice.choice(names)], dice))
        started = time.process_time()
        document = read_document(file, "fuzz.docx")
        slowest = max(slowest, time.process_time() - started)
        for problem in document.problems:
            codes[problem.code] = codes.get(problem.code, 0) + 1
            assert problem.code != "reading-failed", dict(problem.details)
    assert slowest < 2
    assert codes["damaged-file"] > 10
