"""How much of old Vietnamese files is read: python tests/bench/legacy_recall.py FOLDER.

FOLDER holds Word files (.doc, .rtf, .odt, .docx), each with what it says beside it as NAME.transcript.txt. Prints for each
file how many of the words of its transcript were read, each as often as it occurs there, and how many words were read that
the transcript does not have. Letter case is left aside: capital fonts are transcribed in either way.
"""

from __future__ import annotations

import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

from transition.documents import read_documents

SUFFIXES = (".doc", ".rtf", ".odt", ".docx")


def words(text: str) -> Counter[str]:
    """Return how often each word occurs."""
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFC", text).lower()))


def main(folder: Path, verbose: bool) -> int:
    """Print the table; return 1 if any file falls below 0.98."""
    files = sorted(f for f in folder.iterdir() if f.suffix.lower() in SUFFIXES)
    files = [f for f in files if f.with_name(f"{f.stem}.transcript.txt").is_file()]
    started = time.perf_counter()
    documents, _ = read_documents(files)
    seconds = time.perf_counter() - started
    lowest = 1.0
    for document in documents:
        file = folder / document.path
        wanted = words(file.with_name(f"{file.stem}.transcript.txt").read_text(encoding="utf-8-sig"))
        got = words("\n".join(f"{p.number} {p.text}" for p in document.passages))
        recall = sum((wanted & got).values()) / max(1, sum(wanted.values()))
        extra = sum((got - wanted).values()) / max(1, sum(got.values()))
        lowest = min(lowest, recall)
        codes = ", ".join(p.code for p in document.problems)
        print(f"{recall:.4f}  extra {extra:.4f}  words {sum(wanted.values()):6d}  {document.path}  [{codes}]")
        if verbose:
            print("   missing", (wanted - got).most_common(25))
            print("   extra  ", (got - wanted).most_common(25))
    print(f"lowest {lowest:.4f}; {len(files)} files in {seconds:.1f} s")
    return int(lowest < 0.98)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "-v" in sys.argv[2:]))
