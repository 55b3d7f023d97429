"""Builds every sample document: python -m so_khcn, run from tests/build_samples."""

from __future__ import annotations

from pathlib import Path

from .source import read_source
from .word import build

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[2] / "samples" / "so-khcn"


def main() -> None:
    """Read each source text and write its Word file into the sample folder."""
    for path in sorted((HERE / "text").glob("*.txt")):
        build(read_source(path), TARGET)


if __name__ == "__main__":
    main()
