"""Finding files, giving ids, recognising old copies and duplicates."""

import pytest
from wordfiles import bold, docx, p

from transition.documents import assign_ids, find_files, read_documents

TEXT = "The buyer compares three offers and writes the reason for the choice on the order sheet."


@pytest.fixture
def folder(tmp_path):
    def _folder(**files):
        for name, text in files["files"].items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(docx(p(bold("1. Purpose")) + p(text)) if isinstance(text, str) else text)
        return tmp_path

    return _folder


def test_what_is_found_skipped_and_ignored(folder):
    root = folder(files={
        "b/QP-02.docx": "two", "a.DOCX": "one", "old.doc": b"x", "~$QP-02.docx": b"x", ".hidden.docx": b"x", "b/x.tmp": b"x",
        "Thumbs.db": b"x", ".git/QP.docx": b"x", "scan.pdf": b"%PDF", "b/list.xlsx": b"PK", ".Cloud.docx.icloud": b"x",
    })  # fmt: skip
    files, problems = find_files([root])
    assert [f.name for f in files] == ["a.DOCX", "b/QP-02.docx", "old.doc"]
    assert [(q.code, q.severity, q.document) for q in problems] == [
        ("cloud-placeholder", "error", "Cloud.docx"),
        ("skipped-file-type", "info", "b/list.xlsx"),
        ("skipped-file-type", "info", "scan.pdf"),
    ]


def test_missing_paths_and_single_files(folder):
    root = folder(files={"QP-01.docx": "one"})
    files, problems = find_files([root / "QP-01.docx", root / "gone"])
    assert [f.name for f in files] == ["QP-01.docx"]
    assert [q.code for q in problems] == ["file-not-found"]


def test_the_same_file_given_twice_is_read_once(folder):
    root = folder(files={"QP-01.docx": "one"})
    assert len(find_files([root, root / "QP-01.docx"])[0]) == 1


def test_names_that_clash_are_made_unique(folder):
    root = folder(files={"north/QP-01.docx": "one", "south/QP-01.docx": "two"})
    files, _ = find_files([root / "north", root / "south"])
    assert [f.name for f in files] == ["north/QP-01.docx", "south/QP-01.docx"]


def test_ids_are_ascii_stable_and_unique():
    names = ["Quy trình/QT-01 Mua sắm.docx", "Quy trinh/QT-01 Mua sam.docx", "???.docx", "QT-01.docx"]
    assert assign_ids(names) == ["quy-trinh-qt-01-mua-sam", "quy-trinh-qt-01-mua-sam-2", "document", "qt-01"]


def marks(root):
    documents, _ = read_documents([root])
    by_id = {d.id: d.path for d in documents}
    return {d.path: (by_id[d.superseded_by], d.problems[-1].code) for d in documents if d.superseded_by}


def test_an_older_revision_of_the_same_code(folder):
    root = folder(files={"QP-07 Purchasing rev 2.docx": TEXT, "QP-07 Purchasing rev 10.docx": TEXT + " Twice."})
    assert marks(root) == {"QP-07 Purchasing rev 2.docx": ("QP-07 Purchasing rev 10.docx", "old-copy")}


def test_a_folder_for_old_files(folder):
    root = folder(
        files={"old/QP-07 Buying.docx": "Once.", "QP-07 Purchasing.docx": TEXT, "bản cũ/QT-99 Khác.docx": "Một."}
    )
    assert marks(root) == {
        "old/QP-07 Buying.docx": ("QP-07 Purchasing.docx", "old-copy"),
        "bản cũ/QT-99 Khác.docx": ("bản cũ/QT-99 Khác.docx", "withdrawn"),
    }


def test_copies_and_duplicates(folder):
    root = folder(
        files={
            "Copy of QP-07 Purchasing.docx": TEXT,
            "QP-07 Purchasing.docx": TEXT,
            "QP-08 Stock.docx": "Stock.",
            "QP-08 Stock - Copy.docx": "Stock, old.",
        }
    )
    assert marks(root) == {
        "Copy of QP-07 Purchasing.docx": ("QP-07 Purchasing.docx", "duplicate"),
        "QP-08 Stock - Copy.docx": ("QP-08 Stock.docx", "old-copy"),
    }


def test_different_documents_are_left_alone(folder):
    root = folder(
        files={
            "QP-07 Purchasing.docx": TEXT,
            "F-07-01 Order.docx": "Form.",
            "QP-08 Stock rev 1.docx": "Stock.",
            "QP-09 Sales rev 2.docx": "Sales.",
        }
    )
    assert marks(root) == {}


def test_one_bad_file_does_not_stop_the_others_and_progress_is_told(folder):
    root = folder(files={"a.docx": b"", "b.docx": TEXT})
    seen = []
    documents, problems = read_documents([root], progress=lambda *step: seen.append(step))
    assert [bool(d.passages) for d in documents] == [False, True]
    assert [q.code for q in documents[0].problems] == ["empty-file"]
    assert problems == []
    assert seen == [(0, 2, "a.docx"), (1, 2, "b.docx"), (2, 2, "")]


def test_reading_twice_gives_the_same(folder):
    root = folder(files={"a.docx": TEXT, "b.docx": TEXT})
    assert read_documents([root]) == read_documents([root])
