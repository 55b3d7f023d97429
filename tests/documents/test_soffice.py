"""The program that converts is held in bounds; a file that brings it down takes no other with it."""

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from transition.documents import OldFiles, read_documents, soffice

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is started by a shell script")


@pytest.fixture
def fake(tmp_path, monkeypatch):
    """A stand-in for LibreOffice in front of the PATH; gives how many files each call was handed."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    script = Path(__file__).with_name("fakeoffice.py")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    log = tmp_path / "log"
    log.touch()
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("FAKE_OFFICE_LOG", str(log))
    monkeypatch.setenv("PATH", str(program.parent), prepend=os.pathsep)
    monkeypatch.setenv("TRANSITION_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(soffice, "START_LIMIT", 3.0)
    monkeypatch.setattr(soffice, "FILE_LIMIT", 1.0)

    class Fake:
        calls = property(lambda _: [int(line.split()[0]) for line in log.read_text().splitlines()])
        children = property(lambda _: [int(line.split()[1]) for line in log.read_text().splitlines()])
        left = property(lambda _: list(temporary.iterdir()))

    return Fake()


@pytest.fixture
def folder(tmp_path):
    def _folder(*contents):
        root = tmp_path / "files"
        root.mkdir()
        for number, text in enumerate(contents, 1):
            (root / f"{number}.doc").write_text(f"{{\\rtf1 {text} #{number:02d}", encoding="ascii")
        return root

    return _folder


def outcome(root):
    documents, problems = read_documents([root])
    assert problems == []
    return [d.problems[0].code if d.problems else d.passages[0].text for d in documents]


def alive(pid):
    for _ in range(20):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.05)
    return True


@posix
def test_many_files_in_one_call(fake, folder):
    root = folder(*["text"] * 5)
    before = {f.name: f.read_bytes() for f in root.iterdir()}
    assert outcome(root) == [f"converted #{n:02d}" for n in range(1, 6)]
    assert fake.calls == [5]
    assert outcome(root)[0] == "converted #01"
    assert fake.calls == [5]
    assert {f.name: f.read_bytes() for f in root.iterdir()} == before


@posix
@pytest.mark.parametrize(
    ("bad", "code", "calls"),
    [
        ("HANG", "conversion-too-slow", [4, 1, 2]),
        ("HALF", "conversion-too-slow", [4, 1, 2]),
        ("CRASH", "conversion-failed", [4, 1, 2]),
        ("REFUSE", "conversion-failed", [4]),
    ],
)
def test_only_the_bad_file_is_named(fake, folder, bad, code, calls):
    started = time.monotonic()
    assert outcome(folder("text", bad, "text", "text")) == ["converted #01", code, "converted #03", "converted #04"]
    assert fake.calls == calls
    assert time.monotonic() - started < 15


@posix
def test_nothing_is_left_behind(fake, folder):
    outcome(folder("text", "HANG"))
    assert fake.left == []
    assert fake.children
    if sys.platform == "linux":
        assert not any(alive(pid) for pid in fake.children)


@posix
def test_an_installation_that_does_not_work_is_said_once_and_not_asked_again(fake, folder, monkeypatch):
    monkeypatch.setenv("FAKE_OFFICE_STATE", "BROKEN")
    assert outcome(folder("text", "text", "text")) == ["libreoffice-broken"] * 3
    assert fake.calls == [3]


@posix
@pytest.mark.usefixtures("fake")
def test_progress_goes_on_while_files_are_converted(folder):
    steps = []
    read_documents([folder(*["text"] * 4)], progress=lambda *step: steps.append(step))
    assert steps[0] == (0, 4, "1.doc")
    assert steps[-1] == (4, 4, "")
    assert [done for done, _, _ in steps] == sorted(done for done, _, _ in steps)
    assert sum(done == 0 for done, _, _ in steps) > 1


@posix
def test_files_of_another_kind_are_not_handed_over(fake, folder):
    from wordfiles import docx, p

    root = folder("text", "text")
    (root / "0.doc").write_bytes(docx(p("new under an old name")))
    (root / "3.doc").write_bytes(b"")
    assert outcome(root) == ["new under an old name", "converted #01", "converted #02", "empty-file"]
    assert fake.calls == [2]


def test_the_profile_blocks_links_and_active_content():
    profile = soffice._profile()
    for name in ("BlockUntrustedRefererLinks", "DisableActiveContent", "DisableMacrosExecution"):
        assert f'oor:name="{name}" oor:op="fuse"><value>true</value>' in profile
    assert '"ooInetProxyType" oor:op="fuse"><value>2</value>' in profile


def test_copies_are_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with OldFiles() as old:
        copy = old._copy(b"{\\rtf1 a}", "0" * 64, "rtf")
        assert copy.is_file()
    assert list(tmp_path.iterdir()) == []
