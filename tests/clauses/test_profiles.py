"""Profiles: expected documents, declarations, law register, words, road map."""

import shutil
from dataclasses import replace

import pytest

from transition.assessment.wording import WordingReader
from transition.clauses import available_profiles, in_profile, load_pack, load_profile, remarks
from transition.clauses.packs import maps_folder
from transition.errors import PackError
from transition.messages import say
from transition.model import Document, Location, Passage, Problem
from transition.reports.exchange import problem_record

NAMES = ("company", "vn-agency")
SEVEN = ("Đánh giá nội bộ", "Hành động khắc phục", "Hanh dong phong ngua", "Kiểm soát tài liệu", "Quản lý hồ sơ")


def document(number, title, kind="procedure", *, language="vi", editions=("2008",), headings=(), **more):
    id = f"d{number}"
    texts = [("heading", h) for h in headings] or [("body", "Trưởng phòng phê duyệt kết quả.")]
    passages = tuple(
        Passage(f"{id}-{n}", Location(id, "body", (n,)), kind_, text, language=language)
        for n, (kind_, text) in enumerate(texts, start=1)
    )
    path = f"{number}.docx"
    return Document(
        id, path, "0", title=title, type=kind, language=language, editions_cited=editions, passages=passages, **more
    )


def a_set(*titles, **more):
    filled = [*titles, *(f"Tài liệu {n}" for n in range(8 - len(titles)))]
    return [document(n, title, **more) for n, title in enumerate(filled)]


def missing(profile, pack, documents):
    return {p.details["what_en"] for p in remarks(profile, pack, documents) if p.code == "expected-document"}


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_says_everything_in_both_languages(name, pack):
    assert set(NAMES) == set(available_profiles())
    profile = load_profile(name)
    for language in ("en", "vi"):
        assert profile.titles[language]
        assert profile.notes[language]
        assert all(e.labels[language] and e.cues[language] for e in profile.expected)
        assert all(s.titles[language] and s.what[language] for s in profile.steps)
        assert all(law.subjects[language] for law in profile.laws)
    assert {wave for s in profile.steps for wave in s.waves} == set(range(1, 9))
    known = {(c.edition, c.number) for c in pack.clauses}
    assert set(profile.clause_words) <= known


def test_expected_documents_are_never_called_required():
    for name in NAMES:
        profile = load_profile(name)
        assert "ypical" in profile.notes["en"]
        assert "bắt buộc" in profile.notes["vi"]  # "not mandatory", "nothing mandates it"
    details = {"what_en": "manual", "what_vi": "sổ tay", "profile_en": "Company", "profile_vi": "Doanh nghiệp"}
    problem = Problem("expected-document", "info", details=details)
    english, vietnamese = (problem_record(problem, language)["message"] for language in ("en", "vi"))
    assert "typically" in english
    assert "“manual” (Company)" in english
    assert "thường có “sổ tay” (Doanh nghiệp)" in vietnamese


def test_documents_are_known_by_title_with_and_without_marks(pack):
    profile = load_profile("vn-agency")
    told = missing(profile, pack, a_set(*SEVEN))
    labels = {e.id: e.labels["en"] for e in profile.expected}
    for id in ("internal-audit", "corrective-action", "preventive-action", "document-control", "record-control"):
        assert labels[id] not in told
    for id in ("manual", "one-stop", "management-review", "steering"):
        assert labels[id] in told


def test_a_document_is_known_by_its_type_its_file_name_or_a_heading(pack):
    profile = load_profile("company")
    labels = {e.id: e.labels["en"] for e in profile.expected}
    plain = a_set()
    assert labels["manual"] in missing(profile, pack, plain)
    assert labels["manual"] not in missing(profile, pack, [*plain, document(20, "QM", "manual")])
    headed = document(21, "Manual", "manual", headings=("5.3 Chính sách chất lượng",))
    assert labels["policy"] not in missing(profile, pack, [*plain, headed])
    named = replace(document(22, "", language="en"), path="old drive/Purchasing of material.docx")
    assert labels["purchasing"] not in missing(profile, pack, [*plain, named])


def test_old_copies_and_single_files_say_nothing(pack):
    profile = load_profile("company")
    assert missing(profile, pack, [document(1, "Mua hàng")]) == set()
    copies = [*a_set(), document(30, "Sổ tay chất lượng", "manual", superseded_by="d1")]
    assert "quality manual or description of the system" in missing(profile, pack, copies)


def test_a_declaration_is_to_be_made_again_in_agencies_only(pack):
    agency, company = load_profile("vn-agency"), load_profile("company")
    old = document(1, "Quyết định công bố", "declaration", editions=("2008",))
    new = document(2, "Quyết định công bố", "declaration", editions=("2008", "2015"))
    (problem,) = remarks(agency, pack, [old, new])
    assert (problem.code, problem.severity, problem.document) == ("declare-again", "info", "1.docx")
    assert "2015" in problem_record(problem, "vi")["message"]
    assert remarks(company, pack, [old]) == ()


def test_an_incomplete_map_is_told_before_anything_else():
    later = load_pack("iso9001-2015-2026")
    first = remarks(load_profile(), later, [document(1, "x")])[0]
    assert (first.code, first.severity) == ("pack-incomplete", "warning")
    for language in ("en", "vi"):
        assert "2026" in problem_record(first, language)["message"]


def cited(pack, text):
    passage = Passage("p", Location("d", "body", (1,)), "body", text, language="vi")
    found = WordingReader(pack).find(Document("d", "d.docx", "0", passages=(passage,)), {})
    return [f.found for f in found if f.kind == "citation"]


def test_laws_of_the_register_are_no_stale_citations(pack):
    agency = in_profile(pack, load_profile("vn-agency"))
    inside = "Quyết định số 19/2014/QĐ-TTg về việc áp dụng TCVN ISO 9001:2008 trong cơ quan hành chính"
    other = "Công văn 419/BKHCN-TĐC hướng dẫn chuyển đổi từ TCVN ISO 9001:2008"
    bare = "Sở áp dụng TCVN ISO 9001:2008."
    assert (cited(agency, inside), cited(agency, other)) == ([], [])
    assert cited(in_profile(pack, load_profile("company")), other) == ["TCVN ISO 9001:2008"]
    assert cited(agency, bare) == ["TCVN ISO 9001:2008"]


def test_an_agency_brings_its_words_and_keeps_those_of_the_pack(pack):
    agency = in_profile(pack, load_profile("vn-agency"))
    assert in_profile(pack, load_profile("company")) is pack
    for language, groups in pack.vocabulary.items():
        for group, phrases in groups.items():
            assert set(phrases) <= set(agency.vocabulary[language][group])
    words = {(c.edition, c.number): c.terms.get("vi", ()) for c in agency.clauses}
    assert "phiếu hẹn" in words["2008", "7.2.2"]
    assert agency.sha256 == pack.sha256


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(maps_folder() / "profiles" / "vn-agency", tmp_path / "mine")
    return tmp_path / "mine"


def test_a_copied_profile_is_used_by_its_folder(copy):
    file = copy / "profile.toml"
    file.write_text(file.read_text(encoding="utf-8").replace('"vn-agency"', '"so-y-te"'), encoding="utf-8")
    assert load_profile(copy).name == "so-y-te"


WRONG = {
    "profile-text": ("vi/steps.csv", "notify,", "notified,"),
    "profile-law": ("laws.csv", "replaced,19/2014/QĐ-TTg", "replaced,19/2015/QĐ-TTg"),
    "profile-about": ("profile.toml", "least_documents = 8", 'least_documents = "many"'),
    "pack-bad-toml": ("profile.toml", "[title]", "[title"),
    "pack-bad-value": ("laws.csv", ",replaced,", ",gone,"),
}


@pytest.mark.parametrize("code", WRONG)
def test_a_wrong_profile_is_named(copy, code):
    name, old, new = WRONG[code]
    text = (copy / name).read_text(encoding="utf-8")
    assert old in text
    (copy / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(PackError) as error:
        load_profile(copy)
    assert error.value.code == code
    for language in ("en", "vi"):
        assert "{" not in say(f"pack.{code}.message", language, **error.value.details)


def test_an_unknown_profile_names_the_known_ones():
    with pytest.raises(PackError) as error:
        load_profile("factory")
    assert error.value.details["available"] == "company, vn-agency"


def test_waves_of_a_profile_take_the_place_of_the_packs():
    pack = load_pack()
    company, agency = (in_profile(pack, load_profile(name)).waves for name in ("company", "vn-agency"))
    assert company == pack.waves
    assert agency == load_profile("vn-agency").waves != pack.waves
    assert [w.number for w in agency] == list(range(1, 9))


def test_a_profile_in_other_letters_is_told(copy):
    file = copy / "profile.toml"
    file.write_bytes(file.read_bytes() + b"# \xff\n")
    with pytest.raises(PackError) as error:
        load_profile(copy)
    assert error.value.code == "pack-not-utf8"
