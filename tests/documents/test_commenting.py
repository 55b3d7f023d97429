"""Comments put into copies: at the right paragraph, and nothing else in the file changed."""

import io
import re
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
import wordfiles

from transition.documents import read_document
from transition.documents.commenting import is_ours, with_comments
from transition.documents.package import Package
from transition.documents.repack import repack
from transition.model import Comment, Location

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "samples").rglob("*.docx"), *(ROOT / "tests" / "corpus").glob("*.docx")])
MAY_CHANGE = re.compile(r"word/(document2?|comments)\.xml|word/_rels/document2?\.xml\.rels|\[Content_Types\]\.xml")
MARKS = re.compile(
    rb"<(\w+:)?commentRangeStart[^>]*/>|<(\w+:)?commentRangeEnd[^>]*/><(\w+:)?r[^>]*><(\w+:)?commentReference[^>]*/></(\w+:)?r>"
)


def _about(passage):
    return Comment(passage.location, passage.text, f"On {passage.id} & <more>", ("Dòng một “trích”", "line two"))


def _commented(file):
    data = file.read_bytes()
    document = read_document(file, file.name)
    copy, placed = with_comments(data, [_about(p) for p in document.passages], "Ms “A” & Co", "TR", "2026-01-15")
    return data, document, copy, placed


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_every_other_part_stays_as_it_was(file):
    data, document, copy, placed = _commented(file)
    assert placed == len(document.passages)
    before, after = zipfile.ZipFile(io.BytesIO(data)), zipfile.ZipFile(io.BytesIO(copy))
    assert after.testzip() is None
    assert [e.filename for e in before.infolist()] == [e.filename for e in after.infolist()][: len(before.infolist())]
    for old, new in zip(before.infolist(), after.infolist(), strict=False):
        if not MAY_CHANGE.fullmatch(old.filename):
            assert (before.read(old), old.date_time, old.external_attr) == (
                after.read(new),
                new.date_time,
                new.external_attr,
            )


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_text_without_the_marks_is_the_text_byte_for_byte(file):
    data, _, copy, _ = _commented(file)
    old, new = Package(data).read(Package(data).main), Package(copy).read(Package(copy).main)
    wide = old[:2] in (b"\xff\xfe", b"\xfe\xff")
    if wide:
        old, new = old.decode("utf-16").encode(), new.decode("utf-16").encode()
    assert len(MARKS.findall(new)) > len(MARKS.findall(old))
    assert MARKS.sub(b"", new) == MARKS.sub(b"", old)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_comments_are_read_back_and_the_passages_are_the_same(file, tmp_path):
    _, document, copy, placed = _commented(file)
    again = tmp_path / file.name
    again.write_bytes(copy)
    read = read_document(again, file.name)
    ours = [p for p in read.passages if p.location.part == "comments" and p.text.startswith("Ms “A” & Co: On ")]
    assert len(ours) == placed
    assert {p.text.split("\n")[1:] == ["Dòng một “trích”", "line two"] for p in ours} == {True}
    others = [(str(p.location), p.kind, p.text) for p in read.passages if p not in ours]
    kept = [(str(p.location), p.kind, p.text) for p in document.passages if p.location.part != "comments"]
    assert [o for o in others if not o[0].startswith("comments")] == kept


@pytest.mark.parametrize("file", [f for f in FILES if "samples" in f.parts], ids=lambda f: f.stem)
def test_comments_are_anchored_at_their_paragraph(file):
    _, document, copy, _ = _commented(file)
    opened = docx.Document(io.BytesIO(copy))
    said = {int(c.comment_id): c.text.split("\n")[0] for c in opened.comments}
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = {}
    for paragraph in opened.element.body.iter(f"{w}p"):
        text = "".join(t.text or "" for t in paragraph.iter(f"{w}t"))
        for start in paragraph.findall(f"{w}commentRangeStart"):
            found[said[int(start.get(f"{w}id"))]] = text
    body = [p for p in document.passages if p.location.part == "body" and p.kind in ("heading", "body", "list-item")]
    for passage in body:
        anchor = found[f"On {passage.id} & <more>"]
        # Fonts of the nineties and accents stored apart are read as Unicode; their letters differ in the file.
        words = [w for w in passage.text.split() if w.isascii()]
        assert sum(w in anchor for w in words) >= 0.8 * len(words)


def test_author_date_and_initials_are_said():
    data = wordfiles.docx("<w:p><w:r><w:t>one</w:t></w:r></w:p>")
    comment = Comment(Location("d", "body", (1,)), "one", "Title")
    copy, _ = with_comments(data, [comment], "Author", "AB", "2026-01-15")
    (found,) = docx.Document(io.BytesIO(copy)).comments
    assert (found.author, found.initials, found.timestamp.isoformat()[:10]) == ("Author", "AB", "2026-01-15")
    undated, _ = with_comments(data, [comment], "Author", "AB", "")
    assert b"w:date" not in zipfile.ZipFile(io.BytesIO(undated)).read("word/comments.xml")
    assert copy == with_comments(data, [comment], "Author", "AB", "2026-01-15")[0]


def test_comments_join_those_that_are_there():
    data = (ROOT / "tests" / "corpus" / "notes-and-comments.docx").read_bytes()
    old = zipfile.ZipFile(io.BytesIO(data)).read("word/comments.xml")
    copy, _ = with_comments(data, [Comment(Location("d", "body", (1,)), "", "New")], "A", "A", "")
    new = zipfile.ZipFile(io.BytesIO(copy)).read("word/comments.xml")
    assert new.startswith(old[: old.rindex(b"</")])
    ids = re.findall(rb'w:id="(\d+)"', new)
    assert len(ids) == len(set(ids)) > 1


def test_a_row_is_commented_at_the_cell_that_says_it():
    cells = "".join(
        f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in ("Buyer", "rates each supplier", "yearly")
    )
    data = wordfiles.docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p/>")
    copy, _ = with_comments(
        data, [Comment(Location("d", "body", (1, 1)), "… rates each supplier …", "T")], "A", "A", ""
    )
    (cell,) = [c for c in docx.Document(io.BytesIO(copy)).tables[0].rows[0].cells if "commentRangeStart" in c._tc.xml]
    assert cell.text == "rates each supplier"


def test_the_first_paragraph_of_a_content_control_is_left_alone():
    def p(text):
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    def control(*texts):
        return f"<w:sdt><w:sdtContent>{''.join(map(p, texts))}</w:sdtContent></w:sdt>"

    data = wordfiles.docx(p("before") + control("first", "second") + p("after") + control("alone"))
    for path, expected in (((2,), "second"), ((3,), "second"), ((5,), "after")):
        copy, placed = with_comments(data, [Comment(Location("d", "body", path), "", "T")], "A", "A", "")
        main = zipfile.ZipFile(io.BytesIO(copy)).read("word/document.xml").decode()
        assert placed == 1
        assert re.search(r"commentRangeStart[^>]*/><w:r><w:t>(\w+)", main)[1] == expected


def test_a_file_without_a_place_is_left_as_it_is():
    data = wordfiles.docx("<w:p/>")
    assert with_comments(data, [Comment(Location("d", "body", (1,)), "", "T")], "A", "A", "") == (data, 0)


def test_copies_somebody_saved_are_known():
    data = wordfiles.docx("<w:p><w:r><w:t>one</w:t></w:r></w:p>")
    copy, _ = with_comments(data, [Comment(Location("d", "body", (1,)), "one", "T")], "A", "A", "")
    assert is_ours(copy)
    assert not is_ours(data)
    saved = io.BytesIO()
    docx.Document(io.BytesIO(copy)).save(saved)
    assert not is_ours(saved.getvalue())


def test_repacking_copies_stored_bytes_without_inflating():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tên.bin", b"\0" * 30_000_000)
        archive.writestr("a.txt", b"old")
    out = repack(bomb.getvalue(), {"A.TXT": b"new"}, {"b.txt": b"more"})
    with zipfile.ZipFile(io.BytesIO(out)) as archive:
        assert archive.testzip() is None
        assert {e.filename: e.file_size for e in archive.infolist()} == {"tên.bin": 30_000_000, "a.txt": 3, "b.txt": 4}
        assert archive.read("a.txt") == b"new"


def test_libreoffice_shows_the_same_text_with_and_without_comments(tmp_path, office):
    """Ten files with traps and four procedures: no word is lost where comments are anchored."""
    names = (
        "tracked-changes", "merged-cells", "textbox-in-textbox", "notes-and-comments", "hidden-text", "nested-tables",
        "whole-document-in-content-control", "fields-and-links", "textbox-saved-twice", "headers-and-footers",
        "strict-namespaces", "macro-document",
    )  # fmt: skip
    chosen = [f for f in FILES if f.stem in names] + [f for f in FILES if "samples" in f.parts][::12]
    made = []
    for n, file in enumerate(chosen):
        data, _, copy, _ = _commented(file)
        for kind, content in (("old", data), ("new", copy)):
            made.append(tmp_path / f"{n}-{kind}.docx")
            made[-1].write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        tmp_path / "txt",
        *made,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for n, file in enumerate(chosen):
        texts = ((tmp_path / "txt" / f"{n}-{kind}.txt").read_text("utf-8-sig") for kind in ("old", "new"))
        old, new = ("".join(text.split()) for text in texts)  # LibreOffice may put a blank where an anchor is
        assert old, file.name
        assert new == old, file.name
