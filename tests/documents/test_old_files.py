"""Old Word files, rich text and OpenDocument through real converters: the same passages as the .docx they come from."""

import random
import subprocess

import pytest
from oldtext import TCVN3_CAPITALS, TCVN3_FONT, VNI_FONT, run
from wordfiles import HEADINGS, NAMESPACES, bold, docx, levels, lists, p, part, r, tbl, tr, zipped

from transition.documents import legacy, msdoc, read_document, read_documents, safety, soffice

ODT = "application/vnd.oasis.opendocument.text"
BOX = "Chú ý: giữ khô ráo"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def procedure():
    """A small procedure in two old encodings and Unicode, with numbers, a table, a header and a box."""
    numbering = lists(
        levels(("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "%3)")),
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    body = (
        p(run("quy trình kiểm soát hồ sơ", TCVN3_CAPITALS, "<w:b/>"))
        + p(run("Mục đích", TCVN3_FONT, "<w:b/>"), num=(1, 0))
        + p(run("Quy trình nêu cách lưu, tra cứu và hủy hồ sơ.", TCVN3_FONT), num=(1, 1))
        + p(run("Trưởng phòng duyệt danh mục mỗi năm một lần.", VNI_FONT), num=(1, 1))
        + p(run("hồ sơ giấy để trong tủ có khóa;", TCVN3_FONT), num=(1, 2))
        + p(run("hồ sơ điện tử được sao lưu hằng tuần.", "Times New Roman"), num=(1, 2))
        + p(bold("2. Responsibilities"), box(p(run(BOX, TCVN3_FONT))))
        + p(r("The clerk keeps the register “as is” and reports 5°C – no more."))
        + tbl(tr(tc_old("Bước"), tc_old("Người thực hiện")), tr(tc_old("Tiếp nhận"), tc_old("Cán bộ một cửa")))
        + '<w:sectPr><w:headerReference w:type="default" r:id="h"/></w:sectPr>'
    )
    header = f"<w:hdr {NAMESPACES}>{p(run('Mã số: QT-12', TCVN3_FONT))}</w:hdr>"
    return docx(
        body,
        styles=HEADINGS,
        numbering=numbering,
        parts={"word/header1.xml": header},
        rels=part("header", "h", "header1.xml"),
    )


def box(*blocks):
    """A text box with a size and a place, which converters ask for."""
    size = '<a:off x="0" y="0"/><a:ext cx="1800000" cy="720000"/>'
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" '
        'simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>3600000</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        '<wp:extent cx="1800000" cy="720000"/><wp:wrapSquare wrapText="bothSides"/><wp:docPr id="1" name="Box"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm>{size}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx><w:txbxContent>{''.join(blocks)}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>"
        "</a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"
    )


def tc_old(text):
    return f"<w:tc><w:tcPr/>{p(run(text, TCVN3_FONT))}</w:tc>"


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """The procedure as LibreOffice saves it in each old format."""
    program = legacy.office()
    if program is None:
        pytest.skip("LibreOffice is not installed")
    root = tmp_path_factory.mktemp("originals")
    (root / "procedure.docx").write_bytes(procedure())
    profile = (tmp_path_factory.mktemp("profile")).as_uri()
    for suffix in ("doc", "rtf", "odt"):
        command = [str(program), f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
        subprocess.run(
            [*command, "--outdir", str(root), str(root / "procedure.docx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    return root


@pytest.fixture
def no_office(monkeypatch):
    monkeypatch.setattr(legacy, "office", lambda: None)


def said(document):
    """Everything a document says but the drawing order, which formats keep in their own ways."""
    return sorted((q.number, q.text) for q in document.passages)


@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_an_old_format_says_what_the_docx_says(originals, suffix):
    file = originals / f"procedure.{suffix}"
    before = file.read_bytes()
    document = read_document(file, f"QT/procedure.{suffix}")
    assert said(document) == said(read_document(originals / "procedure.docx", "p.docx"))
    assert [q.code for q in document.problems] == ["old-vietnamese-font"]
    assert document.path == f"QT/procedure.{suffix}"
    assert file.read_bytes() == before
    import hashlib

    assert document.sha256 == hashlib.sha256(before).hexdigest()


def test_the_text_is_the_one_that_was_written(originals):
    texts = {q.text for q in read_document(originals / "procedure.doc", "p.doc").passages}
    assert {
        "QUY TRÌNH KIỂM SOÁT HỒ SƠ",
        "Trưởng phòng duyệt danh mục mỗi năm một lần.",
        "hồ sơ điện tử được sao lưu hằng tuần.",
        "The clerk keeps the register “as is” and reports 5°C – no more.",
        BOX,
    } <= texts


def test_the_bytes_decide_and_not_the_name(originals, tmp_path):
    wanted = said(read_document(originals / "procedure.docx", "p.docx"))
    for number, suffix in enumerate(("doc", "rtf", "odt", "docx")):
        for other in ("doc", "docx", "rtf", "odt"):
            (tmp_path / f"{number}.{other}").write_bytes((originals / f"procedure.{suffix}").read_bytes())
    documents, _ = read_documents([tmp_path])
    assert len(documents) == 16
    assert {tuple(said(d)) for d in documents} == {tuple(wanted)}


@pytest.mark.usefixtures("no_office")
def test_word_files_are_read_without_libreoffice(originals, tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSITION_CACHE", str(tmp_path))
    file = originals / "procedure.doc"
    document = read_document(file, "p.doc")
    whole = said(read_document(originals / "procedure.docx", "p.docx"))
    assert [*said(document), ("", BOX)] == sorted(whole, key=lambda q: q[1] == BOX)  # drawings are what is lost
    assert [q.code for q in document.problems] == ["read-without-libreoffice", "old-vietnamese-font"]
    monkeypatch.setattr(msdoc, "convert", lambda _: pytest.fail("asked again in spite of the cache"))
    assert read_document(file, "p.doc") == document


@pytest.mark.usefixtures("no_office")
@pytest.mark.parametrize("suffix", ["rtf", "odt"])
def test_what_only_libreoffice_reads_is_named_with_a_hint(originals, suffix):
    (problem,) = read_document(originals / f"procedure.{suffix}", f"a.{suffix}").problems
    assert (problem.code, problem.severity, problem.document) == ("old-word-format", "error", f"a.{suffix}")
    assert problem.details == {"format": f".{suffix}"}


def test_a_poisoned_cache_is_noticed(originals, tmp_path, monkeypatch):
    monkeypatch.setenv("TRANSITION_CACHE", str(tmp_path))
    first = read_document(originals / "procedure.rtf", "p.rtf")
    (entry,) = (f for f in tmp_path.rglob("*") if f.is_file())
    good = entry.read_bytes()
    entry.write_bytes(good[:32] + docx(p("poison")))
    assert read_document(originals / "procedure.rtf", "p.rtf") == first
    assert b"poison" not in entry.read_bytes()
    monkeypatch.setattr(soffice, "convert", lambda *_: pytest.fail("asked again in spite of the cache"))
    assert read_document(originals / "procedure.rtf", "p.rtf") == first


def mutated(data, count):
    dice = random.Random(7)
    for index in range(count):
        bad = bytearray(data)
        for _ in range(dice.choice((3, 40, 400))):
            bad[dice.randrange(8, len(bad))] = dice.randrange(256)
        yield bytes(bad if index % 3 else bad[: dice.randrange(600, len(bad))])


def test_mutated_files_are_read_or_refused(originals, tmp_path):
    names = []
    for suffix in ("doc", "rtf"):
        for index, data in enumerate(mutated((originals / f"procedure.{suffix}").read_bytes(), 10)):
            names.append(f"{suffix}{index}.{suffix}")
            (tmp_path / names[-1]).write_bytes(data)
    (tmp_path / "z.doc").write_bytes((originals / "procedure.doc").read_bytes())
    documents, _ = read_documents([tmp_path])
    assert [d.path for d in documents[:-1]] == sorted(names)
    assert {q.code for d in documents for q in d.problems} <= {
        "conversion-failed", "damaged-file", "password-protected", "nothing-readable", "not-a-word-file",
        "old-vietnamese-font", "old-vietnamese-text", "read-without-libreoffice", "duplicate",
    }  # fmt: skip
    assert all(d.passages or any(q.severity == "error" for q in d.problems) for d in documents)
    assert documents[-1].passages


@pytest.mark.usefixtures("no_office")
def test_garbage_that_calls_itself_word_is_refused(tmp_path):
    file = tmp_path / "a.doc"
    file.write_bytes(OLE + b"\0" * 504 + "WordDocument".encode("utf-16-le") + b"\0" * 2000)
    (problem,) = read_document(file, "a.doc").problems
    assert problem.code == "old-word-format"


def test_the_child_is_ended_when_its_time_is_up(originals, monkeypatch):
    monkeypatch.setattr(msdoc, "TIME_LIMIT", 0.01)
    assert msdoc.convert((originals / "procedure.doc").read_bytes()) == b""


def test_the_child_is_ended_when_it_wants_too_much_memory(originals, monkeypatch):
    import sys

    if sys.platform != "linux":
        pytest.skip("only Linux bounds memory")
    monkeypatch.setattr(msdoc, "MEMORY", 20_000_000)
    assert msdoc.convert((originals / "procedure.doc").read_bytes()) == b""


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"{\\rtf1 a}", "rtf"),
        (b"\n {\\rtf1 a}", "rtf"),
        (b"\xef\xbb\xbf<!-- a --> <!DOCTYPE html><html>", "html"),
        (b"<HTML xmlns:w='urn:schemas-microsoft-com:office:word'>", "html"),
        (b"<?xml version='1.0'?><w xmlns='http://schemas.microsoft.com/office/word/2003/wordml'/>", "word-xml"),
        (zipped({"mimetype": ODT, "content.xml": "<a/>"}), "odt"),
        (zipped({"content.xml": "<a/>", "mimetype": ODT}), "odt"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), ""),
        (docx(p("a")), ""),
        (b"Purpose <html>", ""),
        (b"<!-- --> " * 400, ""),
        (OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), ""),
        (OLE + b"\0" * 504 + b"\xec\xa5" + b"\0" * 510 + "WordDocument".encode("utf-16-le"), "doc"),
    ],
)
def test_kinds_are_told_by_bytes(data, kind):
    assert legacy.kind_of(data) == kind


def test_files_in_the_cloud_are_not_fetched_for_the_sake_of_others(tmp_path, monkeypatch):
    far, near = tmp_path / "far.rtf", tmp_path / "near.rtf"
    for file in (far, near):
        file.write_bytes(b"{\\rtf1 text}")
    monkeypatch.setattr(safety, "is_elsewhere", lambda status: status.st_ino == far.stat().st_ino)
    with legacy.OldFiles() as old:
        assert old._look(far) is None
        assert old._look(near)[2] == "rtf"


def test_web_pages_and_word_2003_xml_under_a_doc_name(originals, tmp_path):
    assert originals.is_dir()
    (tmp_path / "a.doc").write_text(
        "<html><head><meta charset='utf-8'><style>p {font-family: Arial}</style><link rel='stylesheet' href='http://127.0.0.1:9/a.css'>"
        "</head><body><h1>Quy trình</h1><p>Lưu hồ sơ<img src='http://127.0.0.1:9/a.png'></p></body></html>",
        encoding="utf-8",
    )
    (tmp_path / "b.doc").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>Hủy hồ sơ</w:t>'
        "</w:r></w:p></w:body></w:wordDocument>",
        encoding="utf-8",
    )
    documents, _ = read_documents([tmp_path])
    assert [[q.text for q in d.passages] for d in documents] == [["Quy trình", "Lưu hồ sơ"], ["Hủy hồ sơ"]]


def test_nothing_a_web_page_links_to_is_left_in_the_copy():
    from transition.documents.chunks import without_links

    page = (
        b"<html><head><base href='http://h/'><link href='http://h/a'><style>@import 'http://h/b'; p {background: url(http://h/c); font-family: .VnTime}</style>"
        b"<script src='http://h/d'></script></head><body background='//h/e'><p style='background:url(\"http://h/f\")'>kept</p>"
        b"<img src='file://h/g'>tail<iframe src='http://h/h'></iframe></body></html>"
    )
    tame = without_links(page)
    assert b"//h/" not in tame
    assert b"kept" in tame
    assert b"tail" in tame
    assert b".VnTime" in tame
