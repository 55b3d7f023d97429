"""The small markup the sample's documents are written in, turned into blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

CLAUSES = re.compile(r"\s*\{\{([^}]*)\}\}\s*$")
LISTS = {"* ": "bullet", "+ ": "letter", "% ": "number"}


@dataclass(slots=True)
class Block:
    """One thing on the page: heading, paragraph, list item, table or command."""

    kind: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    header: bool = False
    clauses: str | None = None


@dataclass(slots=True)
class Source:
    """One document as written by hand: its control data and its blocks."""

    facts: dict[str, str]
    revisions: list[list[str]]
    copies: list[list[str]]
    blocks: list[Block]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


def _table_line(line: str, blocks: list[Block]) -> None:
    """Add a table line to the table under way, or start one."""
    if not blocks or blocks[-1].kind != "table" or (line.startswith("|w") and blocks[-1].rows):
        blocks.append(Block("table"))
    table = blocks[-1]
    if line.startswith("|w"):
        table.widths = [float(part) for part in line[2:].split()]
    elif line.startswith("|="):
        table.header = True
        table.rows.append(_cells(line[2:]))
    else:
        table.rows.append(_cells(line[1:]))


def _heading(line: str) -> Block:
    level = len(line) - len(line.lstrip("#"))
    text = line.lstrip("#").strip()
    found = CLAUSES.search(text)
    clauses = found.group(1) if found else None
    return Block("heading", CLAUSES.sub("", text), level, clauses=clauses)


def _block(line: str) -> Block:
    if line.startswith("#"):
        return _heading(line)
    if line.startswith("!"):
        name, _, rest = line[1:].partition(" ")
        return Block(name, rest)
    for sign, kind in LISTS.items():
        if line.startswith(sign):
            return Block(kind, line[2:])
    return Block("paragraph", line)


def parse(text: str) -> Source:
    """Read one content file; facts start with @, everything else is a block a line."""
    source = Source({}, [], [], [])
    for raw in text.splitlines():
        line = raw.rstrip()
        if not line:
            source.blocks.append(Block("gap"))
        elif line.startswith("@rev "):
            source.revisions.append(_cells(line[5:]))
        elif line.startswith("@copy "):
            source.copies.append(_cells(line[6:]))
        elif line.startswith("@"):
            name, _, rest = line[1:].partition(" ")
            source.facts[name] = rest
        elif line.startswith("|"):
            _table_line(line, source.blocks)
        else:
            source.blocks.append(_block(line))
    return source


def headings(source: Source) -> list[tuple[str, str | None]]:
    """Name every heading as printed (typed numbers and capitals included) with its clauses."""
    style = source.facts.get("headings", "auto")
    counts = [0, 0, 0]
    return [(printed(block, style, counts), block.clauses) for block in source.blocks if block.kind == "heading"]


def printed(block: Block, style: str, counts: list[int]) -> str:
    """Give a heading's text as typed in the file and count its level."""
    level = block.level - 1
    counts[level] += 1
    counts[level + 1 :] = [0] * (len(counts) - level - 1)
    if style in ("typed", "plain"):
        label = ".".join(str(count) for count in counts[: level + 1])
        return f"{label}{'.' if level == 0 else ''} {block.text}"
    if style == "caps" and level == 0:
        return block.text.upper()
    return block.text
