"""Every visible word once and in order, no hidden word ever, for each construct of the corpus."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from wordfiles import CORPUS, LABELS

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


@pytest.mark.parametrize("labelled", sorted(LABELS))
def test_every_label_as_word_prints_it(labelled):
    assert [p.number for p in read(labelled).passages] == LABELS[labelled]


def test_ids_and_places_are_unique(name):
    passages = read(name).passages
    assert len({p.id for p in passages}) == len(passages)
    assert len({p.location for p in passages}) == len(passages)


def _xml(name):
    return b"\n".join(_members((HERE / f"{name}.docx").read_bytes()))


def _members(data):
    """Yields the text of every member, those of embedded files among them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for member in map(archive.read, archive.namelist()):
            if member.startswith(b"PK"):
                yield from _members(member)
            else:
                yield member.decode("utf-16").encode() if member[:2] in (b"\xff\xfe", b"\xfe\xff") else member
