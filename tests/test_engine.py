"""Guarded processes: what goes wrong in one piece of work costs only that piece."""

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from tests.conftest import ROOT
from transition.engine import run_guarded

JOBS = 2


def prepare(factor):
    global FACTOR  # noqa: PLW0603 - what a process is given once
    FACTOR = factor


def work(item):
    if item == "crash":
        os.kill(os.getpid(), signal.SIGKILL)
    if item == "hang":
        time.sleep(600)
    if item == "eat":
        return len(bytearray(3_000_000_000))
    return item * FACTOR


def outcomes(items, **limits):
    found = run_guarded(work, items, jobs=JOBS, prepare=prepare, given=(10,), **limits)
    return {o.position: o.fault or o.result for o in found}


def test_results_come_back_with_their_place():
    assert outcomes(list(range(20))) == {n: n * 10 for n in range(20)}


@pytest.mark.skipif(sys.platform == "win32", reason="signals and memory bounds are those of Linux and macOS")
def test_a_crash_and_a_hang_are_named_and_cost_only_themselves():
    items = [1, "crash", 2, "hang", 3, 4]
    assert outcomes(items, seconds=3) == {0: 10, 1: "crashed", 2: 20, 3: "too-slow", 4: 30, 5: 40}


@pytest.mark.skipif(sys.platform != "linux", reason="the memory bound holds on Linux")
def test_memory_beyond_the_bound_is_refused_to_the_process():
    with pytest.raises(MemoryError):
        list(run_guarded(work, ["eat"], jobs=1, prepare=prepare, given=(1,), megabytes=1000))


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Linux and macOS")
def test_no_process_outlives_a_killed_parent(tmp_path):
    code = (
        "import tests.test_engine as t\n"
        "from transition.engine import run_guarded\n"
        "print(list(run_guarded(t.work, ['hang', 'hang'], jobs=2, prepare=t.prepare, given=(1,))))\n"
    )
    script = tmp_path / "parent.py"
    script.write_text("if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in code.splitlines()))
    parent = subprocess.Popen([sys.executable, script], env={**os.environ, "PYTHONPATH": str(ROOT)})
    children = []
    for _ in range(100):
        time.sleep(0.2)
        children = psutil.Process(parent.pid).children(recursive=True)
        if len(children) >= JOBS + 1:
            break
    assert len(children) >= JOBS + 1
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
