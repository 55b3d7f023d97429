"""Reads the light mark-up in which the sample documents are written."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Block:
    """One piece of a document: a heading, paragraph, list item, table or command."""

    kind: str
    text: str = ""
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """One document to build: its settings (lines that start with @) and its blocks."""

    settings: dict[str, str]
    blocks: list[Block] = field(default_factory=list)

    def get(self, key: str, default: str = "") -> str:
        """Give the value of a setting, or the default."""
        return self.settings.get(key, default)


def read_source(path: Path) -> Source:
    """Read one text file."""
    return parse(path.read_text(encoding="utf-8"))


def parse(text: str) -> Source:
    """Read a text into settings and blocks; tables are runs of lines that start with |."""
    settings: dict[str, str] = {}
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    for raw in text.splitlines():
        line = raw.strip()
        if rows and not line.startswith("|"):
            blocks.append(Block("table", rows=tuple(rows)))
            rows = []
        if not line:
            continue
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            settings[key] = value.strip()
        elif line.startswith("|"):
            rows.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
        else:
            blocks.append(_line_block(line))
    if rows:
        blocks.append(Block("table", rows=tuple(rows)))
    return Source(settings, blocks)


def _line_block(line: str) -> Block:
    """Tell headings, bullets, commands and plain paragraphs apart by their first characters."""
    if line.startswith("!"):
        name, _, rest = line[1:].partition(" ")
        return Block(name, rest.strip())
    if line.startswith("#"):
        level = len(line) - len(line.lstrip("#"))
        return Block("heading", line[level:].strip(), level)
    if line.startswith("- "):
        return Block("bullet", line[2:].strip())
    return Block("para", line)
