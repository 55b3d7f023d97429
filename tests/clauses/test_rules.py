"""Each rule against a small pack that breaks it, and its message as a person reads it."""

import pytest
import tiny

from transition.clauses import available_packs, load_pack
from transition.clauses.checking import SLOW_RULES, examine, read_phrases
from transition.clauses.map_rules import MAP_RULES
from transition.clauses.rules import RULES
from transition.errors import PackError
from transition.messages import LANGUAGES, catalogue, say

# What to change in the small pack → the fault it must give, and what its message must name.
BREAKS = {
    "orphan-text": ("en/elements.csv", {"requirement": "3-a"}, {"requirement": "9-z"}, "orphan", "9-z"),
    "twice": ("vi/terms.csv", None, {"id": "old-word"}, "twice", "in several rows: 2, 3."),
    "dangling": ("requirements.csv", {"id": "3-a"}, {"clause": "33"}, "dangling", "nearest: 3"),
    "dangling-unlike": ("requirements.csv", {"id": "3-a"}, {"clause": "9.9"}, "dangling-unlike", "9.9"),
    "no-number": ("requirements.csv", {"id": "3-a"}, {"clause": ""}, "no-number", "column “clause”"),
    "comma": ("requirements.csv", {"id": "1-a"}, {"counterparts": "3, 4"}, "unsplit-list", "with “;”: 3; 4"),
    "blank": ("requirements.csv", {"id": "1-a"}, {"counterparts": "3 4"}, "unsplit-list", "with “;”: 3; 4"),
    "bare-clause": ("requirements.csv", {"id": "1-a"}, {"clause": "2"}, "bare-clause", "1"),
    "asymmetric": (
        "correspondence.csv",
        {"old": "1", "from_edition": "1"},
        {"symmetric": "no"},
        "asymmetric-both",
        "2: 1 – 3",
    ),
    "deleted": ("correspondence.csv", {"old": "1", "from_edition": "2"}, None, "asymmetric", "row “2: 1 – 3”"),
    "no-rationale": ("vi/correspondence.csv", {"old": "1", "from_edition": "1"}, None, "no-rationale", "1 – 3"),
    "unknown-edition": ("requirements.csv", {"id": "2-a"}, {"edition": "7"}, "unknown-edition", "7"),
    "to-edition": ("correspondence.csv", {"from_edition": "2"}, {"to_edition": "2"}, "unknown-edition", "to_edition"),
    "unknown-condition": ("requirements.csv", {"id": "3-a"}, {"condition": "moon"}, "unknown-condition", "moon"),
    "no-wave": ("requirements.csv", {"id": "3-a"}, {"wave": "0"}, "no-wave", "3-a"),
    "phase-without-thread": (
        "requirements.csv",
        {"id": "3-a"},
        {"phase": "act"},
        "phase-without-thread",
        "3-a",
    ),
    "phase-unknown": ("requirements.csv", {"id": "3-a"}, {"phase": "acted"}, "bad-choice", "act"),
    "wave-range": ("requirements.csv", {"id": "3-a"}, {"wave": "9"}, "bad-whole-number", "from 0 to 8"),
    "severity": ("requirements.csv", {"id": "3-a"}, {"severity": "minor"}, "bad-choice", "nearest: minor-risk"),
    "unlike": ("requirements.csv", {"id": "3-a"}, {"severity": "huge"}, "bad-choice-unlike", "minor-risk"),
    "unchosen": ("requirements.csv", {"id": "3-a"}, {"severity": ""}, "empty-choice", "major-risk, minor-risk, none."),
    "strength": ("correspondence.csv", {"old": "1"}, {"strength": "75"}, "bad-number", "from 0 to 1"),
    "empty": ("correspondence.csv", {"old": "1"}, {"source": ""}, "empty-cell", "source"),
    "date": ("clauses.csv", {"number": "4"}, {"number": "2003-02-04"}, "became-date", "2003-02-04"),
    "title-gap": ("vi/clauses.csv", {"number": "4"}, {"title": ""}, "language-gap", "vi/clauses.csv"),
    "term-gap": ("vi/terms.csv", {"id": "old-word"}, {"advice": ""}, "language-gap", "advice"),
    "guard-gap": ("vi/guards.csv", {"guard": "plan"}, {"guard": "idiom"}, "language-gap", "plan"),
    "condition-gap": ("en/conditions.csv", {"id": "always"}, {"shown": "always on"}, "language-gap", "shown"),
    "unreadable-cue": ("en/guards.csv", {"guard": "plan"}, {"cues": "will be||"}, "unreadable-cue", "will be||"),
    "wordless-cue": (
        "en/elements.csv",
        {"requirement": "4-a"},
        {"cues": "lamp|of the + clean"},
        "wordless-cue",
        "of the",
    ),
    "no-cue": ("vi/elements.csv", {"requirement": "4-a"}, None, "no-cue", "4-a"),
    "few-examples": ("vi/elements.csv", {"requirement": "4-a"}, {"misses": "Một câu."}, "few-examples", "misses"),
    "no-wording": ("en/requirements.csv", {"id": "4-a"}, {"action": ""}, "no-wording", "action"),
    "not-hit": (
        "en/elements.csv",
        {"requirement": "4-a"},
        {"hits": "The lamp.\nStaff clean a lamp."},
        "not-hit",
        "lamp",
    ),
    "not-missed": (
        "en/elements.csv",
        {"requirement": "4-a"},
        {"misses": "[Lamps] Staff clean.\nThe lamp is clean."},
        "not-missed",
        "The lamp is clean",
    ),
}


def broken(folder, place, where, change):
    files = tiny.rows()
    if where is None:
        files[place].append({**next(r for r in files[place] if change.items() <= r.items())})
    else:
        found = [r for r in files[place] if where.items() <= r.items()]
        assert found
        for row in found:
            if change is None:
                files[place].remove(row)
            else:
                row.update(change)
    return tiny.write(folder, files)


@pytest.mark.parametrize("name", available_packs())
def test_every_shipped_pack_obeys_every_rule(name):
    assert examine(name).faults == ()


def test_the_small_pack_is_sound(tmp_path):
    found = examine(tiny.write(tmp_path / "tiny"))
    assert found.faults == ()
    assert found.pack == load_pack(tmp_path / "tiny")


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_pack_is_told_what_to_change(tmp_path, name):
    place, where, change, code, named = BREAKS[name]
    found = examine(broken(tmp_path / "tiny", place, where, change))
    told = [say(f"pack.fault.{key}", "en", **details) for key, details in found.faults if key == code]
    assert any(named in message for message in told)
    assert all(".csv" in message for message in told)
    for key, details in found.faults:
        assert say(f"pack.fault.{key}", "vi", **details) != say(f"pack.fault.{key}", "en", **details)


def test_every_rule_has_a_pack_that_breaks_it():
    # Rules of the map itself have their own tests beside them.
    codes = {code for *_, code, _ in BREAKS.values()}
    names = {rule.__name__ for rule in (*RULES, *SLOW_RULES)} - {rule.__name__ for rule in MAP_RULES} - {"no_title"}
    told = {"unreadable_cues": "unreadable-cue", "untrue_examples": "not-hit"}
    assert {told.get(name, name.replace("_", "-")) for name in names - {"greedy_cues"}} <= codes


def suppliers(folder, cues, hits, missed):
    """Write the small pack with other cues for suppliers, and ``missed`` requirements that must miss suppliers."""
    files = tiny.rows()
    first, *others = files["en/elements.csv"]
    first.update(cues=cues, hits=hits)
    for row in others:
        row["misses"] = "Suppliers are known.\nA wall." if row in others[:missed] else "A cup.\nA wall."
    return tiny.write(folder, files)


@pytest.mark.parametrize(
    ("cues", "hits", "missed", "codes"),
    [
        ("buyer + rate\nsupplier + known", "The buyer rates it.\nA buyer is rating.", 1, []),
        ("buyer + rate\nsupplier + known", "The buyer rates it.\nA buyer is rating.", 2, ["greedy-cue-unproven"]),
        ("buyer + rate\nsupplier + known", "The buyer rates it.\nA known supplier.", 2, []),
        ("supplier", "The supplier.\nA known supplier.", 3, []),
        ("supplier", "The supplier.\nA known supplier.", 4, ["greedy-cue"]),
    ],
)
def test_a_cue_may_not_take_what_belongs_to_others(tmp_path, cues, hits, missed, codes):
    found = examine(suppliers(tmp_path / "tiny", cues, hits, missed))
    assert [key for key, _ in found.faults] == codes
    for key, details in found.faults:
        assert "Suppliers are known." in say(f"pack.fault.{key}", "vi", **details)


def test_messages_exist_in_every_language():
    keys = [set(catalogue("pack", language)) for language in LANGUAGES]
    assert keys[0] == keys[1]


def test_texts_too_close_to_a_list_are_named(tmp_path):
    files = tiny.rows()
    files["en/requirements.csv"][0]["wording"] = (
        "Every morning, the keeper of the harbour lights (all six) counts boats."
    )
    files["vi/requirements.csv"][0]["wording"] = "Mỗi sáng người giữ đèn biển đếm tất cả các con tàu đang neo."
    folder = tiny.write(tmp_path / "tiny", files)
    phrases = tmp_path / "list.txt"
    lines = ["", "THE KEEPER OF THE HARBOUR LIGHTS: ALL of them", "Người giữ đèn biển đếm tất cả các con tàu đang neo"]
    phrases.write_text("\n".join(lines), encoding="utf-8-sig")
    found = examine(folder, read_phrases(phrases))
    assert [(k, d["file"], d["key"], d["line"], d["words"]) for k, d in found.faults] == [
        ("too-close", "en/requirements.csv", "1 1-a", "2", "the keeper of the harbour lights all"),
        ("too-close", "vi/requirements.csv", "1 1-a", "3", "người giữ đèn biển đếm tất cả các con tàu đang neo"),
    ]
    assert examine(folder, ["the keeper of the harbour lights", "tất cả các con tàu đang neo"]).faults == ()


def test_own_text_may_be_anybodys_wording(tmp_path):
    folder = tiny.write(tmp_path / "tiny")
    text = "one two three four five six seven eight"
    (folder / "en" / "own_text.csv").write_text(f"edition,id,text\n2,3-a,{text}\n", encoding="utf-8")
    assert examine(folder, [text]).faults == ()
    assert load_pack(folder).requirement("3-a").own_text == {"en": text}


def test_a_list_that_is_not_there_is_told(tmp_path):
    with pytest.raises(PackError) as error:
        read_phrases(tmp_path / "none.txt")
    assert error.value.code == "pack-phrases"


def test_faults_of_several_files_are_told_at_once(tmp_path):
    files = tiny.rows()
    files["clauses.csv"][0]["level"] = "high"
    files["terms.csv"][0]["needed"] = "maybe"
    folder = tiny.write(tmp_path / "tiny", files)
    with pytest.raises(PackError) as error:
        load_pack(folder)
    assert {(key, d["file"], d["row"]) for key, d in error.value.faults} == {
        ("bad-whole-number", "clauses.csv", "2"),
        ("bad-choice", "terms.csv", "2"),
    }


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ('colour = "red"\n', "pack-about-unknown"),
        ('complete = "yes"\n', "pack-about-value"),
        ("languages = [en]\n", "pack-bad-toml"),
        ('languages = ["en", "xy"]\n', "pack-language-unread"),
    ],
)
def test_settings_nobody_can_read_are_named_with_their_line(tmp_path, change, code):
    name = change.split(" ")[0]
    kept = [line for line in tiny.PACK.splitlines() if not line.startswith(name)]
    folder = tiny.write(tmp_path / "tiny", pack="\n".join(["# By hand.", "", change.strip(), *kept]))
    with pytest.raises(PackError) as error:
        load_pack(folder)
    assert error.value.code == code
    for key, details in error.value.faults:
        assert say(f"pack.fault.{key}", "en", **details).startswith("pack.toml, line 3")
    for language in LANGUAGES:
        assert say(f"pack.{code}.message", language, **error.value.details)
        assert say(f"pack.{code}.hint", language, **error.value.details)


def test_every_wrong_setting_is_told_at_once_with_its_own_line(tmp_path):
    text = tiny.PACK.replace("complete = true", 'complete = "yes"').replace('vi = "XYZ', 'vi = 5\nfr = "XYZ')
    found = examine(tiny.write(tmp_path / "tiny", pack=text + "\n[colour]\nwall = 'red'\n"))
    lines = (tmp_path / "tiny" / "pack.toml").read_text(encoding="utf-8").splitlines()
    told = {(key, d["name"], lines[int(d["line"]) - 1]) for key, d in found.faults}
    assert told == {
        ("about-value", "complete", 'complete = "yes"'),
        ("about-value", "title.vi", "vi = 5"),
        ("about-unknown", "colour", "[colour]"),
    }


def test_a_setting_of_the_pack_below_is_named_by_its_folder(tmp_path):
    tiny.write(tmp_path / "below", pack='colour = "red"\n' + tiny.PACK)
    (tmp_path / "over").mkdir()
    (tmp_path / "over" / "pack.toml").write_text('extends = "../below"\nname = "over"\n', encoding="utf-8")
    ((key, details),) = examine(tmp_path / "over").faults
    assert (key, details["file"], details["line"]) == ("about-unknown", "below/pack.toml", "1")


@pytest.mark.parametrize(
    ("end", "line", "text"),
    [
        ('[title]\nen = "open\n', "2", 'en = "open'),
        ('languages = ["en",\n', "1", 'languages = ["en",'),
        ('name = "a"\nname = "b"\n', "2", 'name = "b"'),
    ],
)
def test_a_line_that_cannot_be_read_is_shown(tmp_path, end, line, text):
    ((key, details),) = examine(tiny.write(tmp_path / "tiny", pack=end)).faults
    assert (key, details["line"], details["text"]) == ("bad-toml", line, text)


def test_a_pack_without_a_title_in_a_language_is_told(tmp_path):
    text = tiny.PACK.replace('vi = "XYZ 5:1 sang XYZ 5:2"\n', "")
    ((key, details),) = examine(tiny.write(tmp_path / "tiny", pack=text)).faults
    for language in LANGUAGES:
        assert "vi = " in say(f"pack.fault.{key}", language, **details)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind", "kinds", [("column-near", "kinds")]),
        ("kind", "colour", [("column-unknown", "colour"), ("column-missing", "kind")]),
        ("kind", "kind,kind", [("column-twice", "kind")]),
        ("kind,", "", [("column-missing", "kind")]),
        ("kind", "kind,", [("column-nameless", "3")]),
        ("id,kind,needed", "one,two,three", [("columns", "id, kind, needed")]),
    ],
)
def test_each_wrong_heading_is_told_and_nothing_that_is_right(tmp_path, old, new, told):
    folder = tiny.write(tmp_path / "tiny")
    file = folder / "terms.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    faults = examine(folder).faults
    assert [key for key, _ in faults] == [key for key, _ in told]
    for (key, details), (_, named) in zip(faults, told, strict=True):
        for language in LANGUAGES:
            message = say(f"pack.fault.{key}", language, **details)
            assert named in message
            assert "-." not in message


def test_a_phrase_of_which_one_word_is_left_is_advised_on(tmp_path):
    files = tiny.rows()
    files["en/elements.csv"][1]["cues"] = "each lamp|bright lamp + the clean + !all of the dust"
    files["en/elements.csv"][2]["cues"] = "the roof\nroof + check"
    files["vi/elements.csv"][1]["cues"] = "đèn|các đèn + lau"
    files["vi/guards.csv"][0]["cues"] = "sẽ làm"
    found = examine(tiny.write(tmp_path / "tiny", files))
    assert found.faults == ()
    assert [(key, d["file"], d["key"], d["phrases"]) for key, d in found.advice] == [
        ("lone-word", "en/elements.csv", "2 4-c a", "the roof → roof"),
        ("lone-word", "en/elements.csv", "2 4-a a", "each lamp → lamp; the clean → clean; all of the dust → dust"),
        ("lone-word", "vi/elements.csv", "2 4-a a", "các đèn → đèn"),
    ]
    for key, details in found.advice:
        assert say(f"pack.advice.{key}", "vi", **details) != say(f"pack.advice.{key}", "en", **details)


def test_no_advice_where_every_word_counts(tmp_path):
    files = tiny.rows()
    files["vi/guards.csv"][0]["cues"] = "sẽ làm"
    assert examine(tiny.write(tmp_path / "tiny", files)).advice == ()


def test_a_pack_edited_since_is_read_again(tmp_path):
    folder = tiny.write(tmp_path / "tiny")
    assert load_pack(folder) is load_pack(folder)
    files = tiny.rows()
    files["en/clauses.csv"][0]["title"] = "Another title"
    tiny.write(folder, files)
    assert load_pack(folder).clauses[0].titles["en"] == "Another title"
