"""Takes one element at a time out of a conforming set and looks whether just its requirement falls.

``python -m tests.bench.ablation [SAMPLE …] [--every N]``. Prints, asserts nothing. Each sample has a ``truth.csv`` that
names every sentence which states an element. Elements that are not found in the untouched set are counted apart: what
was never found cannot go missing.
"""

from __future__ import annotations

import argparse
import csv
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tests.conftest import ROOT
from transition.assessment import Examined, judge
from transition.clauses import in_profile, load_pack, load_profile
from transition.line import Line
from transition.model import Assessment, ClausePack, Document
from transition.pipeline import read_documents

CONFORMING = {"precision-parts-2015": "company", "so-khcn-2015": "vn-agency"}
Key = tuple[str, str]
Place = tuple[str, str]
"""Path of a document, and a text of it."""


def nfc(text: str) -> str:
    """Return ``text`` as passages spell it."""
    return unicodedata.normalize("NFC", text)


def truth(name: str) -> Mapping[Key, frozenset[Place]]:
    """Return, for each element, the places that state it."""
    places: dict[Key, set[Place]] = defaultdict(set)
    with (ROOT / "samples" / name / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            places[row["requirement"], row["element"]].add((nfc(row["document"]), nfc(row["text"])))
    return {key: frozenset(found) for key, found in places.items()}


@dataclass
class Tally:
    """What came of all ablations of one sample."""

    tried: int = 0
    fallen: int = 0
    hidden: int = 0
    never_found: int = 0
    untouched: int = 0
    changed: int = 0
    still: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)


class Bench:
    """One conforming sample, examined once; single documents are examined again with texts taken out."""

    def __init__(self, name: str, pack: ClausePack) -> None:
        self.pack = in_profile(pack, load_profile(CONFORMING[name]))
        self.line = Line(self.pack)
        self.documents = [d for d in read_documents(ROOT / "samples" / name) if d.passages]
        self.examined = {nfc(d.path): self.line.examine(d)[0] for d in self.documents}
        self.whole = self.judged({})
        self.truth = truth(name)

    def judged(self, changed: Mapping[str, Examined]) -> dict[str, Assessment]:
        """Return the assessments by requirement, with some documents examined anew."""
        examined = [changed.get(path, old) for path, old in self.examined.items()]
        return {a.requirement: a for a in judge(self.pack, examined)}

    def without(self, places: Iterable[Place]) -> dict[str, Examined]:
        """Return the documents that change when texts are taken out, examined without them."""
        texts: dict[str, list[str]] = defaultdict(list)
        for path, text in places:
            texts[path].append(text)
        return {
            nfc(d.path): self.line.examine(cut(d, texts[nfc(d.path)]))[0]
            for d in self.documents
            if nfc(d.path) in texts
        }


def cut(document: Document, texts: Iterable[str]) -> Document:
    """Return a document without some texts; a passage of which nothing is left is gone."""
    kept = []
    for passage in document.passages:
        text = nfc(passage.text)
        for taken in sorted(texts, key=len, reverse=True):
            text = text.replace(taken, " ")
        if text == nfc(passage.text):
            kept.append(passage)
        elif any(c.isalnum() for c in text):
            kept.append(replace(passage, text=" ".join(text.split())))
    return replace(document, passages=tuple(kept))


def run(name: str, pack: ClausePack, every: int) -> Tally:
    """Take each element out, one at a time."""
    bench, tally = Bench(name, pack), Tally()
    states = {(r.id, e.id) for r in bench.pack.of(bench.pack.to_edition) for e in r.elements}
    for number, (key, places) in enumerate(sorted(bench.truth.items())):
        if number % every or key not in states:
            continue
        requirement, element = key
        before = bench.whole[requirement]
        if before.verdict not in ("met", "partial") or element in before.missing:
            tally.never_found += 1
            continue
        after = bench.judged(bench.without(places))
        tally.tried += 1
        now = after[requirement]
        if element in now.missing or now.verdict in ("gap", "review"):
            tally.fallen += 1
        else:
            shown = next((e.quote for e in now.evidence if e.element == element), "")
            tally.still.append(f"{requirement} {element}: {shown}")
        # What the same texts state as well may fall with them.
        shared = {r for (r, _), others in bench.truth.items() if others & places}
        for other, assessment in after.items():
            if other not in shared:
                tally.untouched += 1
                if assessment.verdict != bench.whole[other].verdict:
                    tally.changed += 1
                    tally.aside.append(
                        f"{requirement} {element}: {other} {bench.whole[other].verdict} → {assessment.verdict}"
                    )
    return tally


def main() -> None:
    """Print what each sample shows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("samples", nargs="*", default=list(CONFORMING))
    parser.add_argument("--every", type=int, default=1, help="only every n-th element")
    parser.add_argument("--list", action="store_true", help="name what was still found, and what changed aside")
    told = parser.parse_args()
    pack = load_pack()
    for name in told.samples:
        tally = run(name, pack, told.every)
        print(f"{name}: {tally.tried} elements taken out, {tally.fallen / max(tally.tried, 1):.3f} noticed;", end=" ")
        print(f"{tally.never_found} not found to begin with;", end=" ")
        print(f"{tally.changed / max(tally.untouched, 1):.4f} of untouched requirements changed")
        if told.list:
            print(*(f"  still found: {line}" for line in tally.still), sep="\n")
            print(*(f"  changed aside: {line}" for line in tally.aside), sep="\n")


if __name__ == "__main__":
    main()
