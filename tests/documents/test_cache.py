"""What was converted once is kept, found by content, and never believed when it is damaged."""

import os
import sys
from pathlib import Path

import pytest

from transition.documents import cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSITION_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def entries(folder):
    return [f for f in folder.rglob("*") if f.is_file()]


def test_kept_and_found_by_key(folder):
    cache.put("a", b"one")
    cache.put("b", b"two")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"one", b"two", None)
    cache.put("a", b"three")
    assert cache.get("a") == b"three"
    assert len(entries(folder)) == 2


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: d[:10], lambda _: b"", lambda d: d[:-1] + b"X"])
def test_a_damaged_entry_is_none(folder, damage):
    cache.put("a", b"one")
    (entry,) = entries(folder)
    entry.write_bytes(damage(entry.read_bytes()))
    assert cache.get("a") is None
    cache.put("a", b"one")
    assert cache.get("a") == b"one"


def test_an_entry_under_another_name_is_none(folder):
    cache.put("a", b"one")
    (one,) = entries(folder)
    cache.put("b", b"two")
    (two,) = set(entries(folder)) - {one}
    two.write_bytes(one.read_bytes())
    assert cache.get("b") is None


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TRANSITION_CACHE", str(tmp_path / "file"))
    cache.put("a", b"one")
    assert cache.get("a") is None


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("win32", "LOCALAPPDATA", "/local", Path("/local/iso9001-transition/Cache")),
        ("linux", "XDG_CACHE_HOME", "/xdg", Path("/xdg/iso9001-transition")),
        ("linux", "XDG_CACHE_HOME", "relative", Path("/home/lan/.cache/iso9001-transition")),
        ("darwin", "XDG_CACHE_HOME", "/xdg", Path("/home/lan/Library/Caches/iso9001-transition")),
    ],
)
def test_the_users_own_folder(monkeypatch, platform, variable, value, expected):
    monkeypatch.delenv("TRANSITION_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/lan"))
    assert cache.user_folder() == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_nobody_else_may_look(folder):
    cache.put("a", b"one")
    (entry,) = entries(folder)
    assert entry.stat().st_mode & 0o077 == 0
    assert entry.parent.stat().st_mode & 0o077 == 0
