"""How often the program is right on the samples: ``python -m tests.bench.accuracy``. Prints, asserts nothing.

Beside it stands a plain baseline: a requirement is met as soon as one of its topic terms occurs anywhere.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter

from tests.conftest import ROOT, SAMPLES
from transition.clauses import load_pack
from transition.model import VERDICTS, ClausePack, GapRegister
from transition.pipeline import Settings, analyze, read_documents

NEW = ("4.1-", "4.2-", "6.1.", "6.3-", "7.1.6-")
LACKING = frozenset({"gap", "partial"})


def rows(name: str, kind: str) -> list[dict[str, str]]:
    """Return the labels of one kind of one sample."""
    with (ROOT / "samples" / name / "labels.csv").open(encoding="utf-8-sig") as file:
        return [r for r in csv.DictReader(file) if r["kind"] == kind]


def verdicts(name: str, register: GapRegister, pack: ClausePack) -> None:
    """Print agreement and confusion of the verdicts."""
    labels = {r["requirement"]: r for r in rows(name, "requirement")}
    found = {e.requirement.id: e.verdict for e in register.entries}
    right = [id for id, v in found.items() if v in labels[id]["verdict"].split("|")]
    sure = [id for id in found if labels[id]["sure"] == "yes"]
    new = [id for id in found if id.startswith(NEW)]
    print(f"  verdicts agree {len(right) / len(found):.3f} (n {len(found)}),", end=" ")
    print(f"sure labels {sum(id in right for id in sure) / len(sure):.3f} (n {len(sure)}),", end=" ")
    print(f"truly new {sum(id in right for id in new) / len(new):.3f} (n {len(new)})")
    confusion = Counter((labels[id]["verdict"].split("|")[0], v) for id, v in found.items())
    print("  label \\ program " + " ".join(f"{v:>15}" for v in VERDICTS))
    for label in VERDICTS:
        if any(confusion[label, v] for v in VERDICTS):
            print(f"  {label:<16} " + " ".join(f"{confusion[label, v]:>15}" for v in VERDICTS))
    for title, said in (("program", found), ("keyword baseline", baseline(register, pack))):
        print(f"  lacking (gap or partial), {title}: " + scores(labels, said))


def baseline(register: GapRegister, pack: ClausePack) -> dict[str, str]:
    """Return met where any term of the requirement occurs anywhere, else gap."""
    text = "\n".join(p.text.casefold() for d in register.documents for p in d.passages)
    return {
        r.id: "met" if any(t.casefold() in text for terms in r.terms.values() for t in terms) else "gap"
        for r in pack.of(pack.to_edition)
    }


def scores(labels: dict[str, dict[str, str]], said: dict[str, str]) -> str:
    """Return precision, recall and F1 of finding what lacks, leaving out what is not applicable."""
    ids = [id for id in said if labels[id]["verdict"] != "not-applicable" and said[id] != "review"]
    truth = {id for id in ids if labels[id]["verdict"].split("|")[0] in LACKING}
    called = {id for id in ids if said[id] in LACKING}
    hit = len(truth & called)
    precision, recall = hit / max(len(called), 1), hit / max(len(truth), 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"


def sections(name: str, register: GapRegister) -> None:
    """Print how often the clause of a labelled section stands first, or among the first three."""
    best: dict[tuple[str, str], Counter[str]] = {}
    for document in register.documents:
        for p in document.passages:
            for match in register.matches.get(p.id, ()):
                for heading in p.trail[-1:]:
                    best.setdefault((document.path, plain(heading)), Counter())[section(match.clause)] += match.score
    counted = first = third = 0
    for row in rows(name, "section"):
        found = best.get((row["document"], plain(row["section"])))
        wanted = {section(c.strip()) for c in row["clause_2008"].split(";") if c.strip()}
        if found and wanted:
            counted += 1
            ranked = [c for c, _ in found.most_common(3)]
            first += ranked[0] in wanted
            third += bool(wanted & set(ranked))
    print(f"  sections at x.y: first {first / counted:.3f}, among three {third / counted:.3f} (n {counted})")


def section(clause: str) -> str:
    """Return the first two numbers of a clause."""
    return ".".join(clause.split(".")[:2])


def plain(text: str) -> str:
    """Return a heading as labels and files both spell it, without its number."""
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split()).strip(" .:")
    return re.sub(r"^(?:[\divx]+[.)]?)+\s+", "", words)


def main() -> None:
    """Print the figures of every sample."""
    pack = load_pack()
    for name in SAMPLES:
        register = analyze(read_documents(ROOT / "samples" / name), pack, settings=Settings(today="2026-01-15"))
        print(name)
        verdicts(name, register, pack)
        sections(name, register)


if __name__ == "__main__":
    main()
