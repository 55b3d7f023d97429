"""Makes the builder of small Word files importable."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "corpus"))

import pytest


@pytest.fixture
def read(tmp_path):
    """Reads a body (with styles, numbering …) as a document of a given name."""
    from wordfiles import docx

    from transition.documents import read_document

    def _read(body, name="procedure.docx", **more):
        file = tmp_path / "file.docx"
        file.write_bytes(docx(body, **more))
        document = read_document(file, name)
        assert [q.code for q in document.problems if q.severity == "error"] == []
        return document

    return _read
