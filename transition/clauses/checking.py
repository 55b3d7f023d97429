"""The whole examination of a pack: what loading finds, and the slower rules beyond it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from transition.clauses.advice import ADVICE
from transition.clauses.closeness import too_close
from transition.clauses.examples import greedy_cues, untrue_examples
from transition.clauses.packs import build_pack, pack_source
from transition.clauses.rules import RULES
from transition.clauses.sources import orphans, read_tables
from transition.errors import Fault, PackError
from transition.model import ClausePack

SLOW_RULES: tuple[Callable[[ClausePack], Iterator[Fault]], ...] = (untrue_examples, greedy_cues)
"""Rules that read every example sentence: run on demand, not on each load."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found: the pack, or ``None`` where its files could not be read, every fault, and advice.

    Without a pack more faults may follow, for the rules could not look at anything yet.
    """

    pack: ClausePack | None
    faults: tuple[Fault, ...]
    advice: tuple[Fault, ...] = ()


def examine(name: str | Path, phrases: Sequence[str] = ()) -> Examination:
    """Return everything that is wrong with a pack (a name or a folder); ``PackError`` only if there is no such pack.

    ``phrases`` are sentences no text of the pack may come close to, one each.
    """
    try:
        source = pack_source(name)
        tables = read_tables(source)
    except PackError as error:
        if not error.faults:
            raise
        return Examination(None, error.faults)
    pack = build_pack(tables, source.sha256)
    found = orphans(tables)
    found += [fault for rule in (*RULES, *SLOW_RULES) for fault in rule(pack)]
    found += too_close(pack, phrases)
    return Examination(pack, tuple(found), tuple(told for advise in ADVICE for told in advise(pack)))


def read_phrases(file: Path) -> tuple[str, ...]:
    """Return the sentences of a text file, one a line; blank lines stay, so that line numbers are those of the file."""
    try:
        return tuple(file.read_text(encoding="utf-8-sig").splitlines())
    except OSError as error:
        raise PackError("pack-phrases", file=file, fault=error.strerror or error) from None
    except UnicodeDecodeError:
        raise PackError("pack-not-utf8", file=file) from None
