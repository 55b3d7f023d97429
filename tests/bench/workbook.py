"""How fast the workbook is written and read back: ``python -m tests.bench.workbook``. Prints, asserts nothing.

The register is made up: all requirements of the shipped pack, 5,000 cited passages in 300 documents, and something typed
in each sheet. The aim: written in 2.5 s, read back in 1 s, 5 MB.
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from transition.clauses import load_pack
from transition.model import (
    VERDICTS,
    Action,
    Assessment,
    Decision,
    Document,
    Evidence,
    GapEntry,
    GapRegister,
    Location,
    Match,
    Note,
    Passage,
    Reason,
    RunInfo,
)
from transition.reports import rows
from transition.reports.beside import Told, read_workbook
from transition.reports.workbook import write_workbook

DOCUMENTS, PASSAGES, CITED = 300, 40, 5000
WORDS = (
    "the",
    "buyer",
    "rates",
    "each",
    "supplier",
    "once",
    "a",
    "year",
    "and",
    "keeps",
    "record",
    "of",
    "what",
    "was",
    "found",
)


def register() -> GapRegister:
    """Return the register that is written."""
    chance = random.Random(1)
    pack = load_pack()
    clauses = [c.number for c in pack.clauses_of(pack.from_edition)]
    documents = []
    matches = {}
    for number in range(DOCUMENTS):
        id = f"qp-{number:03d}"
        passages = []
        for place in range(PASSAGES):
            text = " ".join(chance.choices(WORDS, k=40))
            passages.append(Passage(f"{id}:{place:04d}", Location(id, "body", (place,)), "body", text, ("5 Work",)))
            matches[passages[-1].id] = (Match(passages[-1].id, chance.choice(clauses), 0.7, ("cue",)),)
        documents.append(
            Document(id, f"p/{id}.docx", "0" * 64, id.upper(), "Purchasing", "procedure", passages=tuple(passages))
        )
    everything = [p for d in documents for p in d.passages]
    entries = []
    for serial, asked in enumerate(pack.of(pack.to_edition)):
        share = CITED // len(pack.of(pack.to_edition)) + (serial < CITED % len(pack.of(pack.to_edition)))
        cited = (chance.choice(everything) for _ in range(share))
        evidence = tuple(
            Evidence(p.location.document, p.id, str(p.location), p.text, "cue", 0.8, "supports") for p in cited
        )
        verdict = VERDICTS[serial % 4]
        kind = ("content", "document", "no-evidence")[serial % 3] if verdict in ("gap", "partial") else None
        why = Reason("met-all", {"total": "1", "words": "rates"})
        found = Assessment(asked.id, verdict, kind, evidence, (), why, 0.8, f"{serial:040x}")
        typed = Decision(asked.id, "met", "seen", "Ms Lee", stamp=found.stamp) if serial % 3 == 0 else None
        entries.append(GapEntry(asked, found, typed))
    run = RunInfo("1.0", "2030-01-01", {"language": "auto"})
    return GapRegister(pack, run, tuple(documents), tuple(entries), matches=matches)


def with_words(bare: GapRegister) -> GapRegister:
    """Return the register with something typed beside many rows."""
    keys = rows.evidence(bare)["key"][:1000]
    notes = [Note("evidence", key, "comment", "seen on site") for key in keys]
    notes += [Note("documents", d.id, "next_step", "rewrite") for d in bare.documents]
    notes += [Note("gap_register", e.requirement.id, "+Mine", "ask") for e in bare.entries]
    plan = rows.action_plan(bare)["key"]
    actions = tuple(Action(key, responsible="An", due="2030-02-01") for key in plan)
    return replace(bare, notes=tuple(notes), actions=actions)


def measure(what: GapRegister, path: Path) -> tuple[float, float, Told]:
    """Return the seconds of writing and of reading back, and what was read: the best of three, others being at work."""
    best = (float("inf"), float("inf"))
    for _ in range(3):
        start = time.perf_counter()
        path.unlink(missing_ok=True)
        write_workbook(what, path)
        written = time.perf_counter()
        back = read_workbook(path)
        best = (min(best[0], written - start), min(best[1], time.perf_counter() - written))
    return *best, back


def main() -> None:
    """Print the figures."""
    bare = register()
    with tempfile.TemporaryDirectory() as folder:
        for name, what in (("untouched", bare), ("typed in", with_words(bare))):
            path = Path(folder) / "w.xlsx"
            written, read, back = measure(what, path)
            print(
                f"{name:<10} requirements {len(what.entries)}  evidence {CITED}  documents {len(what.documents)}  "
                f"written {written:.2f} s  read back {read:.2f} s  {path.stat().st_size / 1e6:.2f} MB  "
                f"decisions {len(back.reviewed)}  words {len(back.words)}  refused {len(back.problems)}"
            )


if __name__ == "__main__":
    main()
