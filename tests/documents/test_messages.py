"""Every problem this room can name has a message and a hint in both languages."""

import re
from pathlib import Path

import pytest

import transition.documents
from transition.messages import LANGUAGES, catalogue, say

ROOM = Path(transition.documents.__file__).parent
CODES = set()
for _file in ROOM.glob("*.py"):
    CODES |= set(re.findall(r"""(?:UnreadableError|Problem)\(\s*"([a-z-]+)\"""", _file.read_text(encoding="utf-8")))
CODES |= {"duplicate", "old-copy", "conversion-failed", "conversion-too-slow", "libreoffice-broken", "old-word-format"}
DETAILS = ("part", "reason", "format", "size", "type", "other", "revision", "newer", "inserted", "deleted", "encoding")


def test_codes_were_found():
    assert {"damaged-file", "skipped-file-type", "reading-failed", "zip-bomb", "withdrawn"} <= CODES


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_is_put_into_words(language):
    details = {"document": "a/QP-07.docx", **dict.fromkeys(DETAILS, "?")}
    for code in CODES:
        assert "a/QP-07.docx" in say(f"problems.{code}.message", language, **details)
        assert len(say(f"problems.{code}.hint", language, **details)) > 10


def test_both_languages_have_the_same_entries():
    one, other = (set(catalogue("problems", language)) for language in LANGUAGES)
    assert one == other
