"""What was made once is kept, found by content, and never believed when it is damaged."""

import os
import sys
from pathlib import Path

import pytest

from transition.cache import user_cache, user_folder

KIND = "made"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSITION_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def entries(folder):
    return [f for f in folder.rglob("*") if f.is_file()]


def test_kept_and_found_by_key(folder):
    user_cache().put(KIND, "a", b"one")
    user_cache().put(KIND, "b", b"two")
    assert (user_cache().get(KIND, "a"), user_cache().get(KIND, "b"), user_cache().get(KIND, "c")) == (
        b"one",
        b"two",
        None,
    )
    user_cache().put(KIND, "a", b"three")
    assert user_cache().get(KIND, "a") == b"three"
    assert len(entries(folder)) == 2


@pytest.mark.parametrize("damage", [lambda d: d[:-1], lambda d: d[:10], lambda _: b"", lambda d: d[:-1] + b"X"])
def test_a_damaged_entry_is_none(folder, damage):
    user_cache().put(KIND, "a", b"one")
    (entry,) = entries(folder)
    entry.write_bytes(damage(entry.read_bytes()))
    assert user_cache().get(KIND, "a") is None
    user_cache().put(KIND, "a", b"one")
    assert user_cache().get(KIND, "a") == b"one"


def test_an_entry_under_another_name_is_none(folder):
    user_cache().put(KIND, "a", b"one")
    (one,) = entries(folder)
    user_cache().put(KIND, "b", b"two")
    (two,) = set(entries(folder)) - {one}
    two.write_bytes(one.read_bytes())
    assert user_cache().get(KIND, "b") is None


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("TRANSITION_CACHE", str(tmp_path / "file"))
    user_cache().put(KIND, "a", b"one")
    assert user_cache().get(KIND, "a") is None


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
    assert user_folder() == expected


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_nobody_else_may_look(folder):
    user_cache().put(KIND, "a", b"one")
    (entry,) = entries(folder)
    assert entry.stat().st_mode & 0o077 == 0
    assert entry.parent.stat().st_mode & 0o077 == 0
