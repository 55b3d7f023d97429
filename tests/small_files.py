"""Many small Word files that are all different, written fast: one file is saved, the others change its text."""

from __future__ import annotations

import io
import random
import zipfile

import docx

_SUBJECTS = ("suppliers", "gauges", "complaints", "training", "deliveries", "audits", "drawings", "tools", "contracts")
_WHO = ("The buyer", "The foreman", "The quality manager", "The clerk", "The director", "The storekeeper")
_DOES = ("evaluates", "checks", "reviews", "records", "approves", "keeps a list of", "plans", "reports on")
_WHEN = ("every year", "before release", "each month", "after every order", "when something changes")
_MARK = "TEXT-%02d"


def _template(paragraphs):
    document = docx.Document()
    document.add_heading("Procedure TITLE", 0)
    for n in range(paragraphs):
        if n % 10 == 0:
            document.add_heading(f"{n // 10 + 1} HEAD-{n // 10:02d}", 1)
        document.add_paragraph(_MARK % n)
    data = io.BytesIO()
    document.save(data)
    with zipfile.ZipFile(data) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sentence(chance, number):
    """One sentence of a procedure; the number makes it unlike all others."""
    who, does, what, when = map(chance.choice, (_WHO, _DOES, _SUBJECTS, _WHEN))
    return f"{who} {does} {what} {when} on form F-{number:05d}."


def write_many(folder, count, paragraphs=4, texts=None):
    """Write ``count`` procedures of ``paragraphs`` paragraphs each; ``texts`` may give other sentences than ours."""
    parts = _template(paragraphs)
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        chance = random.Random(number)
        main = parts["word/document.xml"].decode()
        main = main.replace("TITLE", f"for {chance.choice(_SUBJECTS)} {number}")
        for n in range(paragraphs):
            text = chance.choice(texts) + f" ({number}.{n})" if texts else sentence(chance, number * 10 + n)
            main = main.replace(_MARK % n, text.replace("&", "&amp;").replace("<", "&lt;"))
        for n in range(paragraphs // 10 + 1):
            main = main.replace(f"HEAD-{n:02d}", f"Control of {chance.choice(_SUBJECTS)}")
        with zipfile.ZipFile(folder / f"QP-{number:05d}.docx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, data in parts.items():
                archive.writestr(name, main if name == "word/document.xml" else data)
