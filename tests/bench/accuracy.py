"""How often the program is right: ``python -m tests.bench.accuracy [LABELS …]``. Prints, asserts nothing.

Without arguments: the samples and the traps. Any labelled sheet of your own may be named; ``transition evaluate`` does
the same for one.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.conftest import ROOT
from transition.clauses import load_pack
from transition.cli.evaluate import tell_report
from transition.evaluation import Told, evaluate
from transition.pipeline import Settings
from transition.reports.labels import read_labels

SAMPLES = {
    "precision-parts": "company",
    "so-khcn": "vn-agency",
    "precision-parts-2015": "company",
    "so-khcn-2015": "vn-agency",
}


def main() -> None:
    """Print the figures of every sample, of the traps, or of the sheets that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", nargs="*", type=Path)
    named = [(path, "company") for path in parser.parse_args().labels]
    samples = [(ROOT / "samples" / name, profile) for name, profile in SAMPLES.items()]
    traps = [(path, "company") for path in sorted((ROOT / "tests" / "traps").glob("*.csv"))]
    pack = load_pack()
    for path, profile in named or [*samples, *traps]:
        print(f"== {path.name}")
        folder = path if path.is_dir() else path.parent
        told = Told(folder, Settings("2026-01-15", profile=profile))
        tell_report(evaluate(read_labels(path), pack, told, lambda _step, _done, _total: None), "en", misses=False)


if __name__ == "__main__":
    main()
