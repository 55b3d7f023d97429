"""A stand-in for LibreOffice that does what the text of each file tells it to: HANG, CRASH, REFUSE, HALF, or convert."""

import os
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))

from wordfiles import docx, p


def main(arguments):
    work = Path(arguments[arguments.index("--outdir") + 1])
    log = Path(os.environ["FAKE_OFFICE_LOG"])
    inputs = [Path(a) for a in arguments[arguments.index("--outdir") + 2 :]]
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    with log.open("a", encoding="utf-8") as out:
        out.write(f"{len(inputs) - 1} {child.pid} {work}\n")
    broken = "BROKEN" in os.environ.get("FAKE_OFFICE_STATE", "")
    for file in inputs:
        text = file.read_bytes()
        target = work / f"{file.stem}.docx"
        if broken or b"REFUSE" in text:
            continue
        if b"HANG" in text:
            time.sleep(60)
        if b"HALF" in text:
            target.write_bytes(docx(p("half"))[:100])
            time.sleep(60)
        if b"CRASH" in text:
            os._exit(81)
        target.write_bytes(docx(p(f"converted {text[-3:].decode()}")))
        time.sleep(0.15)


if __name__ == "__main__":
    main(sys.argv[1:])
