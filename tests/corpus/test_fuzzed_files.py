"""Mutated files never crash, hang or bring in our own bugs: each is read, or gives a problem with a code.

``python tests/corpus/test_fuzzed_files.py 2000`` tries as many and prints the slowest.
"""

import copy
import io
import random
import re
import sys
import time
import zipfile

from lxml import etree
from wordfiles import CORPUS, zipped

from transition.documents.reader import read_document


def mutate(data: bytes, dice: random.Random) -> bytes:
    """Damage a file: bytes of the zip, or the XML inside a sound zip."""
    if dice.random() < 0.3:
        out = bytearray(data)
        for _ in range(dice.randint(1, 20)):
            out[dice.randrange(len(out))] = dice.randrange(256)
        return bytes(out[: dice.randint(1, len(out))] if dice.random() < 0.3 else out)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    name = dice.choice(sorted(members))
    members[name] = _mutate_xml(members[name], dice)
    if dice.random() < 0.1:
        members.pop(dice.choice(sorted(members)))
    return zipped(members)


def _mutate_tree(xml: bytes, dice: random.Random) -> bytes:
    """Move, copy, drop and rename elements and values of well-formed XML."""
    root = etree.fromstring(xml)
    for _ in range(dice.randint(1, 8)):
        elements = [e for e in root.iter() if isinstance(e.tag, str)]
        one, other = dice.choice(elements), dice.choice(elements)
        match dice.randrange(5):
            case 0 if one.getparent() is not None:
                one.getparent().remove(one)
            case 1:
                other.append(copy.deepcopy(one))
            case 2:
                one.tag = other.tag
            case 3 if one.attrib:
                one.set(dice.choice(list(one.attrib)), dice.choice(("", "-1", "0", "7", "x", "99999999999999", "1.5")))
            case 4:
                one.text = "stray"
    return etree.tostring(root)


def _mutate_xml(xml: bytes, dice: random.Random) -> bytes:
    if dice.random() < 0.75 and not xml.startswith((b"\xff\xfe", b"<html")):
        return _mutate_tree(xml, dice)
    tags = re.findall(rb"<[^<>]+>", xml) or [b"<a/>"]
    for _ in range(dice.randint(1, 6)):
        one, other = dice.choice(tags), dice.choice(tags)
        match dice.randrange(5):
            case 0:
                xml = xml.replace(one, b"", 1)
            case 1:
                xml = xml.replace(one, other, 1)
            case 2:
                xml = xml.replace(one, one * dice.randint(2, 50), 1)
            case 3:
                xml = re.sub(rb'"[^"]*"', b'"%d"' % dice.choice((-1, 0, 7, 10**12)), xml, count=dice.randint(1, 4))
            case 4:
                xml = xml.replace(one, one + other + b"</w:p><w:p>", 1)
    return xml


def run(count, folder):
    """Read ``count`` mutated files; returns the codes met and the longest time."""
    dice = random.Random(9001)
    names = sorted(CORPUS)
    codes, slowest = {}, 0.0
    file = folder / "fuzz.docx"
    for _ in range(count):
        file.write_bytes(mutate(CORPUS[dice.choice(names)], dice))
        started = time.perf_counter()
        document = read_document(file, "fuzz.docx")
        slowest = max(slowest, time.perf_counter() - started)
        for problem in document.problems:
            codes[problem.code] = codes.get(problem.code, 0) + 1
            if problem.code == "reading-failed":
                raise AssertionError(dict(problem.details))
    return codes, slowest


def test_mutated_files_are_read_or_refused(tmp_path):
    codes, slowest = run(300, tmp_path)
    assert slowest < 2
    assert codes["damaged-file"] > 10


if __name__ == "__main__":
    import tempfile
    from pathlib import Path

    print(run(int(sys.argv[1]), Path(tempfile.mkdtemp())))
