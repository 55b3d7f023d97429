"""Hostile and broken files each give one clear problem, quickly, and are never written to."""

import io
import socket
import time
import zipfile

import pytest
from wordfiles import CORPUS, NAMESPACES, docx, p, tbl, tr, zipped

from transition.documents import read_document

GOOD = CORPUS["merged-cells"]
ODT = "application/vnd.oasis.opendocument.text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def document(content):
    return docx("", raw_document=content)


def deflated(name, data):
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for entry in source.namelist():
            target.writestr(entry, data if entry == name else source.read(entry))
    return out.getvalue()


def entity_bomb():
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "boom"}">' for i in range(10))
    return document(
        f"<!DOCTYPE w:document [{entities}]><w:document {NAMESPACES}><w:body>{p('&e9;')}</w:body></w:document>".encode()
    )


def nested(depth):
    inner = p("deep")
    for _ in range(depth):
        inner = tbl(tr(f"<w:tc>{inner}<w:p/></w:tc>"))
    return docx(inner)


def encrypted_entry():
    data = bytearray(GOOD)
    for signature, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


CASES = {
    "empty": (b"", "empty-file"),
    "text renamed": ("Quy trình mua hàng".encode(), "not-a-word-file"),
    "pdf renamed": (b"%PDF-1.4 Procedure", "not-a-word-file"),
    "zeros": (b"\0" * 5000, "damaged-file"),
    "truncated": (GOOD[: len(GOOD) // 2], "damaged-file"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 100, "password-protected"),
    "encrypted entries": (encrypted_entry(), "password-protected"),
    "damaged odt": (zipped({"mimetype": ODT, "content.xml": "<a>"}), "damaged-file"),
    "odt with entities": (zipped({"mimetype": ODT, "content.xml": "<!DOCTYPE a><a/>"}), "doctype-refused"),
    "odt bomb": (zipped({"mimetype": ODT, "content.xml": "<a>" + " " * 40_000_000 + "</a>"}), "zip-bomb"),
    "odt with password": (
        zipped({"mimetype": ODT, "META-INF/manifest.xml": "<m><encryption-data/></m>", "content.xml": "?"}),
        "password-protected",
    ),
    "old word with password": (
        OLE + b"\xec\xa5" + b"\0" * 9 + b"\1" + b"\0" * 500 + "WordDocument".encode("utf-16-le") + b"\0" * 500,
        "password-protected",
    ),
    "word xml with entities": (
        b'<?xml version="1.0"?><!DOCTYPE w><w xmlns="http://schemas.microsoft.com/office/word/2003/wordml"/>',
        "doctype-refused",
    ),
    "zip of pictures": (zipped({"picture.png": b"\x89PNG"}), "not-a-word-file"),
    "workbook": (
        docx(
            "",
            main="xl/workbook.xml",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        ),
        "not-a-word-file",
    ),
    "broken xml": (document(b"<w:document><w:body><w:p>"), "damaged-file"),
    "doctype": (document(f"<!DOCTYPE x><w:document {NAMESPACES}><w:body/></w:document>".encode()), "doctype-refused"),
    "doctype in utf-16": (
        document(f"<!DOCTYPE x><w:document {NAMESPACES}><w:body/></w:document>".encode("utf-16")),
        "doctype-refused",
    ),
    "entity bomb": (entity_bomb(), "doctype-refused"),
    "zip bomb": (deflated("word/document.xml", b"<a>" + b" " * 40_000_000 + b"</a>"), "zip-bomb"),
    "large part": (deflated("word/document.xml", b" " * 60_000_000), "zip-bomb"),
    "too many entries": (zipped({f"f{i}": "" for i in range(10_050)}), "zip-bomb"),
    "a million cells": (docx(tbl(*[tr(*["<w:tc><w:p/></w:tc>"] * 1000)] * 1000)), "too-large"),
    "nested a hundred times": (nested(100), "too-large"),
    "no text": (docx(p()), "nothing-readable"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_clear_problem(tmp_path, case):
    data, code = CASES[case]
    file = tmp_path / "procedure.docx"
    file.write_bytes(data)
    started = time.monotonic()
    document = read_document(file, "in/procedure.docx")
    assert [(q.code, q.severity, q.document) for q in document.problems] == [(code, "error", "in/procedure.docx")]
    assert document.passages == ()
    assert time.monotonic() - started < 10
    assert file.read_bytes() == data


def test_a_file_of_100_mb_is_refused_unread(tmp_path):
    file = tmp_path / "huge.docx"
    with file.open("wb") as out:
        out.write(b"PK\x03\x04")
        out.truncate(100_000_000)
    assert [q.code for q in read_document(file, "huge.docx").problems] == ["too-large"]


def test_declared_sizes_are_summed_before_anything_is_inflated(tmp_path):
    data = bytearray(zipped({"word/document.xml": "<a/>", "word/media/a.bin": b"x"}))
    at = data.find(b"PK\x01\x02")
    data[at + 24 : at + 28] = (0xF0000000).to_bytes(4, "little")
    file = tmp_path / "bomb.docx"
    file.write_bytes(data)
    assert [q.code for q in read_document(file, "bomb.docx").problems] == ["zip-bomb"]


def test_a_lying_size_does_not_help_a_bomb(tmp_path):
    data = bytearray(deflated("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        offset = archive.getinfo("word/document.xml").header_offset
    at = data.find(b"PK\x01\x02")
    while int.from_bytes(data[at + 42 : at + 46], "little") != offset:
        at = data.find(b"PK\x01\x02", at + 4)
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    file = tmp_path / "liar.docx"
    file.write_bytes(data)
    (problem,) = read_document(file, "liar.docx").problems
    assert problem.code in ("damaged-file", "zip-bomb")


def test_a_modest_nesting_is_read(tmp_path):
    file = tmp_path / "nested.docx"
    file.write_bytes(nested(20))
    assert [q.text for q in read_document(file, "n").passages] == ["deep"]


def test_nothing_is_fetched(tmp_path, monkeypatch):
    def refuse(*_):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    file = tmp_path / "external.docx"
    file.write_bytes(CORPUS["dangling-relationships"])
    assert [q.text for q in read_document(file, "e").passages] == ["v01"]


def test_a_damaged_secondary_part_does_not_lose_the_text(tmp_path):
    file = tmp_path / "styles.docx"
    file.write_bytes(docx(p("kept"), styles="<w:style>"))
    document = read_document(file, "styles.docx")
    assert [q.text for q in document.passages] == ["kept"]
    assert [(q.code, q.severity) for q in document.problems] == [("damaged-part", "warning")]


def test_a_missing_file_is_a_problem(tmp_path):
    assert [q.code for q in read_document(tmp_path / "gone.docx", "gone.docx").problems] == ["file-not-found"]


def test_our_own_bug_is_a_problem(tmp_path, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("transition.documents.reader.outline.find_headings", broken)
    file = tmp_path / "good.docx"
    file.write_bytes(GOOD)
    (problem,) = read_document(file, "good.docx").problems
    assert problem.code == "reading-failed"
    assert "ZeroDivisionError: oops" in problem.details["reason"]


MANY = {
    "lines that end in page numbers": "".join(p(f"Section {i} ....... {i // 100}") for i in range(12_000)),
    "fields without an end": "".join(
        p(
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>line</w:t></w:r>'
        )
        for _ in range(12_000)
    ),
    "codes without an end": p(
        *['<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r>'] * 12_000, "text"
    ),
    "paragraphs that join the next": "".join(p("word ", ppr='<w:rPr><w:del w:id="1"/></w:rPr>') for _ in range(12_000)),
    "rows with one word": tbl(*[tr("word", "") for _ in range(12_000)]),
    "a line of numbers": p("1.1." * 200_000) + p("9001" * 200_000) + p("1/1/" * 100_000),
}


@pytest.mark.parametrize("case", MANY)
def test_many_of_a_kind_take_their_time_once(tmp_path, case):
    file = tmp_path / "many.docx"
    file.write_bytes(docx(MANY[case] + p("end")))
    started = time.process_time()
    document = read_document(file, "many.docx")
    assert time.process_time() - started < 2
    assert document.passages[-1].text.endswith("end")
