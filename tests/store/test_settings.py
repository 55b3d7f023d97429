"""transition.toml: what counts, and what is said about what does not."""

from __future__ import annotations

import pytest

from transition.errors import InputError, SettingsError
from transition.store.settings import FILE, read_file, resolve


def said(folder, text, environment=None, flags=None):
    (folder / FILE).write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return resolve(read_file(folder), environment or {}, flags or {})


def test_flag_rules_over_environment_over_file_over_default(tmp_path):
    file = 'language = "vi"\nout = "from-file"\n'
    environment = {"TRANSITION_LANGUAGE": "en", "TRANSITION_OUT": "from-environment", "TRANSITION_CACHE": "elsewhere"}
    assert said(tmp_path, "").out == "out"
    assert said(tmp_path, file).out == "from-file"
    assert said(tmp_path, file, environment).out == "from-environment"
    assert said(tmp_path, file, environment, {"out": "from-flag", "language": None}).out == "from-flag"
    assert said(tmp_path, file, environment, {"out": None, "language": "auto"}).language == "auto"


def test_a_file_as_notepad_saves_it_and_all_that_may_stand_in_it(tmp_path):
    text = (
        'documents = "Quy trình"\r\nclient = " Sở KH&CN "\r\nlogo = "logo.png"\r\n'
        '[dates]\r\naudit = 2027-03-15\r\ndeadline = ""\r\n[not_applicable]\r\ndesign = "Theo bản vẽ của khách."\r\n'
    )
    found = said(tmp_path, b"\xef\xbb\xbf" + text.encode("utf-8"))
    assert (found.documents, found.client, found.logo) == (("Quy trình",), "Sở KH&CN", "logo.png")
    assert (found.dates.audit.isoformat(), found.dates.deadline) == ("2027-03-15", None)
    assert dict(found.not_applicable) == {"design": "Theo bản vẽ của khách."}


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ('languge = "vi"', "setting-unknown", "languge"),
        ('[dates]\naudits = 2027-01-01\nclient = "x"', "setting-unknown", "dates.audits"),
        ('language = "fr"', "setting-expects-language", "language"),
        ('report_language = "auto"', "setting-expects-report-language", "report_language"),
        ("documents = []", "setting-expects-folders", "documents"),
        ("documents = [1]", "setting-expects-folders", "documents"),
        ('out = " "', "setting-expects-text", "out"),
        ("client = 7", "setting-expects-text", "client"),
        ('[dates]\naudit = "spring"', "setting-expects-date", "dates.audit"),
        ('[not_applicable]\ndesign = "  "', "setting-expects-reason", "not_applicable.design"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path, text, code, name):
    with pytest.raises(SettingsError) as caught:
        said(tmp_path, text)
    assert (caught.value.faults[0][0], caught.value.faults[0][1]["name"]) == (code, name)
    assert caught.value.faults[0][1]["place"] == FILE


def test_all_that_is_wrong_is_told_at_once_and_where_it_was_said(tmp_path):
    with pytest.raises(SettingsError) as caught:
        said(tmp_path, 'clint = "x"\n', {"TRANSITION_LANGUAGE": "xx"})
    told = {details["name"]: details for _, details in caught.value.faults}
    assert told["language"]["place"] == "TRANSITION_LANGUAGE"
    assert told["clint"]["known"] == "client"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'out = "C:\\Users"', "settings-not-toml"),
        (b"out", "settings-not-toml"),
        (b'out = "\xff"', "settings-not-utf8"),
    ],
)
def test_what_is_no_settings_file_is_said_to_be_none(tmp_path, data, code):
    with pytest.raises(InputError) as caught:
        said(tmp_path, data)
    assert caught.value.code == code
