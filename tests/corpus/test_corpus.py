"""Every visible word once and in order, no hidden word ever, for each construct of the corpus."""

import re
from pathlib import Path

import pytest
from wordfiles import CORPUS

from transition.documents import read_document

HERE = Path(__file__).parent


@pytest.fixture(params=sorted(CORPUS))
def name(request):
    return request.param


def read(name):
    return read_document(HERE / f"{name}.docx", f"{name}.docx")


def test_the_files_are_those_of_the_builder(name):
    assert (HERE / f"{name}.docx").read_bytes() == CORPUS[name]


def test_every_visible_word_once_and_in_order(name):
    document = read(name)
    assert [p.code for p in document.problems if p.severity == "error"] == []
    text = "\n".join(p.text for p in document.passages)
    found = re.findall(r"\bv\d\d\b", text)
    assert found == [f"v{i:02d}" for i in range(1, len(found) + 1)]
    assert len(found) == len(set(re.findall(rb"\bv\d\d\b", _xml(name))))


def test_no_hidden_word_is_read(name):
    document = read(name)
    everything = "\n".join(
        (*p.trail, p.text, p.number, p.lead)[i] for p in document.passages for i in range(3 + len(p.trail))
    )
    assert re.findall(r"\bx\d\d\b", everything) == []


def test_ids_and_places_are_unique(name):
    passages = read(name).passages
    assert len({p.id for p in passages}) == len(passages)
    assert len({p.location for p in passages}) == len(passages)


def _xml(name):
    import zipfile

    with zipfile.ZipFile(HERE / f"{name}.docx") as archive:
        data = [archive.read(n) for n in archive.namelist()]
    return b"\n".join(d.decode("utf-16").encode() if d[:2] in (b"\xff\xfe", b"\xfe\xff") else d for d in data)
