"""What people read, in English and Vietnamese: one catalogue of sentences beside this file.

A key is the name of a file and of an entry in it: ``problems.not-a-word-file`` is the entry
``not-a-word-file`` of ``<language>/problems.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES: tuple[str, ...] = ("en", "vi")


@cache
def catalogue(name: str, language: str) -> Mapping[str, str]:
    """Return one file of sentences as key → text; tables in the file give dotted keys."""
    text = files(__name__).joinpath(language, f"{name}.toml").read_text(encoding="utf-8")
    return dict(_flatten("", tomllib.loads(text)))


def _flatten(prefix: str, table: Mapping[str, object]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for key, value in table.items():
        if isinstance(value, Mapping):
            rows += _flatten(f"{prefix}{key}.", value)
        else:
            rows.append((prefix + key, str(value)))
    return rows


def say(key: str, language: str = "en", /, **details: object) -> str:
    """Return one sentence in ``language`` with ``details`` filled in; ``KeyError`` if it does not exist."""
    name, _, entry = key.partition(".")
    return catalogue(name, language if language in LANGUAGES else "en")[entry].format_map(details)
