"""200 documents with three that must not be let near anybody: the others are analyzed, and exactly three are named."""

from __future__ import annotations

import os
import signal
import sys
import time

import psutil
import pytest

import transition.work
from tests.small_files import write_many
from transition import work as room
from transition.cache import Cache
from transition.cluster import Cluster
from transition.pipeline import Settings, analyze_files
from transition.reports.exchange import register_to_json
from transition.work import Means

MANY = 200
BAD = {"QP-00040": "document-crashed", "QP-00090": "document-too-slow", "QP-00150": "too-large"}
REAL = {"work": room.work, "work_and_keep": room.work_and_keep}
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals and memory bounds are those of Linux")


def _eat(*_):
    return len(bytearray(30_000_000_000))


def _endangered(task, real):
    name = task.job.name.removesuffix(".docx")
    if BAD.get(name) == "document-crashed":
        os.kill(os.getpid(), signal.SIGKILL)
    if BAD.get(name) == "document-too-slow":
        time.sleep(600)
    if BAD.get(name) == "too-large":
        room.read_document, kept = _eat, room.read_document
        try:
            return real(task)
        finally:
            room.read_document = kept
    return real(task)


def work(task):
    """The work of a process, with three documents that bring it down."""
    return _endangered(task, REAL["work"])


def work_and_keep(task):
    """The same on a cluster."""
    return _endangered(task, REAL["work_and_keep"])


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("many")
    write_many(folder, MANY)
    return folder


@pytest.fixture
def endangered(monkeypatch):
    monkeypatch.setattr(transition.work, "work", work)
    monkeypatch.setattr(transition.work, "work_and_keep", work_and_keep)


def register(folder, pack, means, progress=lambda *_: None):
    return register_to_json(analyze_files([folder], pack, Settings("2026-01-15"), means=means, progress=progress))


@pytest.fixture(scope="module")
def expected(folder, pack, tmp_path_factory):
    """The register as one process makes it, and its cache."""
    cache = Cache(tmp_path_factory.mktemp("cache"))
    return register(folder, pack, Means(0, cache))


def dask():
    pytest.importorskip("distributed", reason="the extra “cluster” (Dask) is not installed")


def named(found):
    return {p["document"].removesuffix(".docx"): p["code"] for p in found["problems"] if p["severity"] == "error"}


@pytest.mark.usefixtures("endangered")
def test_in_guarded_processes(folder, pack, tmp_path):
    heard = []

    def listen(step, done, total, problems=0):
        if step == "reading":
            heard.append((done, total, problems))

    found = register(folder, pack, Means(2, Cache(tmp_path), seconds=20), listen)
    assert named(found) == BAD
    assert len(found["documents"]) == MANY - len(BAD)
    assert heard[-1] == (MANY, MANY, len(BAD))
    assert [done for done, _, _ in heard] == sorted(done for done, _, _ in heard)


@pytest.mark.usefixtures("endangered")
def test_on_a_cluster(folder, pack, tmp_path):
    dask()
    found = register(folder, pack, Means(2, Cache(tmp_path), Cluster(), seconds=20))
    assert named(found) == BAD
    assert len(found["documents"]) == MANY - len(BAD)


def test_the_same_in_two_processes(folder, pack, expected, tmp_path):
    assert register(folder, pack, Means(2, Cache(tmp_path))) == expected


def test_a_real_scheduler_of_which_one_worker_is_killed(folder, pack, expected, tmp_path):
    dask()
    from distributed import LocalCluster

    killed = []

    def kill(step, done, total, problems=0):  # noqa: ARG001
        if step == "reading" and done >= MANY // 4 and not killed:
            workers = [p for p in psutil.Process().children(recursive=True) if p.pid in pids]
            workers[0].kill()
            killed.append(workers[0])

    with LocalCluster(n_workers=2, threads_per_worker=1, memory_limit=0, dashboard_address=None) as cluster:
        pids = {w.pid for w in cluster.workers.values()}
        address = cluster.scheduler_address
        assert address.startswith("tcp://127.0.0.1")
        found = register(folder, pack, Means(2, Cache(tmp_path), Cluster(address)), kill)
    assert killed
    assert found == expected
