"""List labels equal what LibreOffice prints, for lists made at random (fixed seeds).

Legal numbering (``w:isLgl``) is left out: LibreOffice does not know it. ``test_numbering.py`` checks it by the rules.
"""

import random
import shutil
import subprocess

import pytest
from wordfiles import docx, levels, lists, p

from transition.documents import read_document

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
FORMATS = ("decimal", "upperRoman", "lowerRoman", "upperLetter", "lowerLetter", "decimalZero")
AROUND = ("%{}.", "%{})", "(%{})", "%{}", "Step %{}:", "Điều %{}.")


def make(seed: int) -> bytes:
    """A list of up to four levels with formats, texts, overrides and a walk through its levels at random."""
    dice = random.Random(seed)
    depth = dice.randint(1, 4)
    rows = []
    for level in range(depth):
        chained = level > 0 and dice.random() < 0.5
        text = ".".join(f"%{i}" for i in range(1, level + 2)) if chained else dice.choice(AROUND).format(level + 1)
        rows.append((dice.choice(FORMATS), text))
    start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{dice.randint(2, 9)}"/></w:lvlOverride>'
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{start}</w:num>'
    )
    num, level, out = 1, 0, []
    for index in range(25):
        if dice.random() < 0.08:
            out.append(p(f"plain w{index:02d}"))
        if num == 1 and index > 12 and dice.random() < 0.2:
            num, level = 2, 0
        out.append(p(f"w{index:02d}", num=(num, level)))
        level = max(0, min(depth - 1, level + dice.choice((-2, -1, -1, 0, 0, 0, 1, 1))))
    return docx("".join(out), numbering=lists(levels(*rows), nums))


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_labels_are_those_of_libreoffice(tmp_path):
    files = []
    for seed in range(40):
        file = tmp_path / f"list{seed:02d}.docx"
        file.write_bytes(make(seed))
        files.append(file)
    profile = (tmp_path / "profile").as_uri()
    command = [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), *map(str, files)], check=True, capture_output=True, timeout=240
    )
    for file in files:
        lines = file.with_suffix(".txt").read_text(encoding="utf-8-sig").splitlines()
        printed = [line.split() for line in lines if line.strip()]
        ours = [f"{q.number} {q.text}".split() for q in read_document(file, file.name).passages]
        assert ours == printed, file.name
