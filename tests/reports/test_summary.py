"""summary.html says what the register says, asks nothing of the outside, and lets no document's text act."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import fake
import pytest
from lxml import html

from transition.messages import catalogue
from transition.model import VERDICTS, Cause, Comparison, Decision, Difference, Standing
from transition.reports import findings, overview, summary, words
from transition.reports.drawings import stacked
from transition.reports.findings import PLAIN_BYTES, search_index
from transition.reports.page import anchor
from transition.reports.svg import picture

SLY = "</script><script>alert(1)</script> <img src=x onerror=alert(2)> “đo lường” & <b>bold</b>"


def page(register=None, language="en"):
    return html.document_fromstring(summary.render(register or fake.register(), language))


def data_of(tree):
    return json.loads(tree.get_element_by_id("data").text)


def text_of(element):
    return " ".join(element.text_content().split())


def with_quote(quote):
    """Return the register with ``quote`` as the quote, path, title, wording and reason of everything."""
    register = fake.register()
    documents = tuple(replace(d, title=quote, path=f"{quote}.docx") for d in register.documents)
    entries = tuple(
        replace(
            e,
            requirement=replace(e.requirement, wording={"en": quote}, action={"en": quote}),
            assessment=replace(e.assessment, evidence=tuple(replace(x, quote=quote) for x in e.assessment.evidence)),
            decision=Decision(e.requirement.id, "met", quote, quote),
        )
        for e in register.entries
    )
    return replace(register, documents=documents, entries=entries)


# --- self-contained and safe ----------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "vi"])
def test_nothing_on_the_page_reaches_outside(language):
    tree = page(language=language)
    links = [value for e in tree.iter() for name, value in e.items() if name in ("src", "href", "action", "srcset")]
    assert links
    assert all(link.startswith("#") or link == "data:," for link in links)
    style = tree.findtext(".//style")
    assert "url(" not in style
    assert "@import" not in style


def test_the_policy_allows_the_pages_own_style_and_script_alone():
    tree = page()
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    own = [tree.findtext(".//style"), *(s.text for s in tree.iter("script") if s.get("type") is None)]
    assert len(own) == 2
    for text in own:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert not tree.xpath("//@style | //@onclick | //@onerror")


def test_what_documents_say_stays_text():
    tree = page(with_quote(SLY))
    assert len(list(tree.iter("script"))) == 2
    assert not list(tree.iter("img"))
    assert not tree.xpath("//b")
    assert text_of(tree.xpath("//blockquote")[0]) == SLY
    index = data_of(tree)
    assert index["e"][0][0] == SLY
    assert index["r"][0][2] == SLY


def test_the_same_register_gives_the_same_page_and_leaves_it_alone(tmp_path):
    path = summary.write_summary(fake.register(), tmp_path / "out" / "summary.html")
    before = path.stat().st_mtime_ns, path.read_bytes()
    summary.write_summary(fake.register(), path)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before


# --- readable by everybody ------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["en", "vi"])
def test_headings_landmarks_and_tables_are_in_order(language):
    tree = page(language=language)
    assert tree.get("lang") == language
    levels = [int(e.tag[1]) for e in tree.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [len(tree.findall(f".//{name}")) for name in ("header", "nav", "main", "footer")] == [1, 1, 1, 1]
    for table in tree.iter("table"):
        assert table.find("caption") is not None
        assert all(th.get("scope") for th in table.iter("th"))
        assert all(text_of(th) for th in table.iter("th"))
    assert all(svg.findtext("title") for svg in tree.iter("svg"))
    assert all(
        svg.get("role") == "img" or svg.get("aria-hidden") == "true" or svg.xpath("ancestor::*[@aria-hidden='true']")
        for svg in tree.iter("svg")
    )


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_link_on_the_page_leads_somewhere(language):
    tree = page(language=language)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//a/@href")} <= set(ids)


def _luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_texts_stand_out_in_light_dark_and_print():
    style = page().findtext(".//style")
    schemes = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert len(schemes) == 3
    grounds, inks = (
        ("card", "paper", "faint"),
        ("ink", "soft", "link", "met-t", "partial-t", "gap-t", "review-t", "na-t"),
    )
    for scheme in schemes:
        full = schemes[0] | scheme
        pairs = [(ink, ground) for ink in inks for ground in grounds] + [("band-ink", "band"), ("band-soft", "band")]
        for ink, ground in pairs:
            assert contrast(full[ink], full[ground]) >= 4.5, (ink, ground)
        assert contrast(full["ink"], full["mark"]) >= 4.5


def test_every_verdict_has_a_name_beside_its_colour():
    tree = page()
    for finding in tree.xpath("//details[contains(@class, 'finding')]"):
        assert words.verdict_label(finding.get("data-verdict"), "en") in text_of(finding.find("summary"))


# --- says what the register says ------------------------------------------------------------------


def test_tiles_count_the_register():
    register = fake.register()
    tiles = [
        text_of(t) for t in page(register).xpath("//*[@class='tile' or @class='tile key']/p[contains(@class,'number')]")
    ]
    counted = Counter(e.verdict for e in register.entries)
    high = sum(e.open and e.requirement.severity == "major-risk" for e in register.entries)
    assert tiles == [*(str(counted[v]) for v in VERDICTS), str(high), "0", "2"]


@pytest.mark.parametrize("language", ["en", "vi"])
def test_no_bare_percentage_is_printed(language):
    body = page(language=language).find("body")
    for script in list(body.iter("script")):
        script.getparent().remove(script)
    assert "%" not in text_of(body)


def test_a_clause_is_as_weak_as_its_weakest_requirement():
    register = fake.register()
    rows = {row.key: row.tally for row in overview.clause_rows(register, "en")}
    assert list(rows) == [
        "4",
        "4.1",
        "4.2",
        "6",
        "6.1",
        "7",
        "7.1",
        "8",
        "8.1",
        "8.4",
        "8.10",
        "9",
        "9.3",
        "10",
        "10.2",
    ]
    assert rows["4"].total == rows["4.1"].total + rows["4.2"].total
    for top in ("4", "8"):
        below = [tally.weakest for key, tally in rows.items() if key.startswith(top + ".")]
        assert rows[top].weakest == min(below, key=overview.WEAKEST_FIRST.index)


def test_first_things_to_close_follow_severity_then_wave_and_a_typed_priority():
    register = fake.register()
    items = overview.first_to_close(register, "en")
    keys = [overview.SEVERITIES.index(i.severity) for i in items]
    assert keys == sorted(keys)
    assert {i.clause for i in items} == {e.requirement.clause for e in register.open}
    last = items[-1].entries[0]
    urgent = tuple(
        replace(e, decision=Decision(e.requirement.id, priority="High")) if e is last else e for e in register.entries
    )
    ahead = [i.clause for i in overview.first_to_close(replace(register, entries=urgent), "en")]
    assert ahead.index(last.requirement.clause) < len(ahead) - 1


def test_a_title_that_says_nothing_alone_is_led_by_its_parents():
    register = fake.register()
    titles = {"8.1": "General", "9.3": "General", "8.4.1": ""}
    clauses = tuple(
        replace(c, titles={"en": titles[c.number]}) if c.edition == fake.NEW and c.number in titles else c
        for c in register.pack.clauses
    )
    full = overview.full_titles(replace(register, pack=replace(register.pack, clauses=clauses)), "en")
    assert full["8.1"] == "Doing the work: General"
    assert full["8.4.1"] == "Bought goods"
    assert full["4.1"] == "Knowing the surroundings"


@pytest.mark.parametrize("language", ["en", "vi"])
def test_every_finding_is_there_with_its_reason_and_quotes(language):
    register = fake.register()
    tree = page(register, language)
    for entry in register.entries:
        finding = tree.get_element_by_id(anchor(entry.requirement.id))
        said = text_of(finding)
        assert finding.get("data-verdict") == entry.verdict
        assert words.why(entry, language) in said
        assert all(e.quote in said and words.place(register, e, language) in said for e in entry.assessment.evidence)
        assert all(item in said for item in words.missing(entry, language))


def test_a_decision_names_its_person_and_says_when_it_is_stale():
    register = fake.register()
    tree = page(register)
    decided = text_of(tree.get_element_by_id(anchor(register.entries[1].requirement.id)))
    assert "Met, Ms Lee" in decided
    assert "Seen in the minutes." in decided
    stale = text_of(tree.get_element_by_id(anchor(register.entries[5].requirement.id)))
    assert catalogue("summary", "en")["findings.stale"] in stale


def test_kinds_of_gaps_are_kept_apart():
    register = fake.register()
    kinds = overview.gap_kinds(register.entries)
    assert list(kinds)[:3] == ["document", "content", "no-evidence"]
    assert sum(kinds.values()) == sum(e.verdict in ("gap", "partial") for e in register.entries)
    decided = replace(register.entries[2], decision=Decision("x", "gap"))
    assert decided.assessment.kind is None
    assert overview.gap_kinds([decided])["undecided"] == 1


@pytest.mark.parametrize("language", ["en", "vi"])
def test_an_incomplete_pack_says_so(language):
    register = fake.register()
    note = catalogue("summary", language)["incomplete"]
    assert note in text_of(page(register, language))
    whole = replace(register, pack=replace(register.pack, complete=True))
    assert note not in text_of(page(whole, language))


def test_threads_and_waves_appear_where_the_pack_has_them():
    register = fake.register()
    assert not page(register).xpath("//section[@id='threads']")
    thread = "risk-based-thinking"
    threaded = tuple(replace(e, requirement=replace(e.requirement, thread=thread)) for e in register.entries[:3])
    tree = page(replace(register, entries=(*threaded, *register.entries[3:])))
    assert "Risk-based thinking" in text_of(tree.get_element_by_id("threads"))
    assert tree.xpath("//section[@id='plan']")
    calm = tuple(replace(e, decision=Decision(e.requirement.id, "met")) for e in register.entries)
    assert not page(replace(register, entries=calm)).xpath("//section[@id='plan']")


def test_documents_problems_and_old_copies_are_listed():
    register = fake.register()
    old = replace(register.documents[1], superseded_by="d1")
    tree = page(replace(register, documents=(register.documents[0], old, register.documents[2])))
    documents = text_of(tree.get_element_by_id("documents"))
    assert "Old copy of procedures/QP-07.docx" in documents
    assert "quy trình/QT.05 Xem xét.docx" in documents
    problems = text_of(tree.get_element_by_id("problems"))
    for path in ("broken/old.doc", "price list.xlsx", "manual/heads.docx"):
        assert path in problems


def test_an_empty_register_still_makes_a_page():
    register = replace(fake.register(), documents=(), entries=(), wording=(), retired=(), problems=(), matches={})
    said = text_of(page(register))
    assert catalogue("summary", "en")["first.none"] in said
    assert catalogue("summary", "en")["documents.none"] in said


def test_dates_are_written_as_people_write_them():
    assert "17 May 2030" in text_of(page())
    assert "ngày 17 tháng 5 năm 2030" in text_of(page(language="vi"))


def test_a_bar_draws_every_part_and_none_too_thin_to_see():
    drawing = stacked([("met", 1000), ("gap", 1), ("review", 0)], 'all "<', width=320)
    assert [s.name for s in drawing.shapes] == ["met", "gap"]
    assert drawing.shapes[1].width * 320 >= 1
    assert drawing.shapes[1].x + drawing.shapes[1].width <= 1
    drawn = html.fromstring(str(picture(drawing)))
    assert drawn.findtext("title") == 'all "<'
    assert [r.get("class") for r in drawn.findall(".//rect")] == ["v-met", "v-gap"]


# --- search ---------------------------------------------------------------------------------------


def test_the_index_holds_every_cited_place_once_and_what_it_serves():
    register = fake.register()
    index = data_of(page(register))
    cited = {e.passage: e.quote for entry in register.entries for e in entry.assessment.evidence}
    assert index["n"] == [len(cited), len(cited)]
    assert Counter(row[0] for row in index["e"]) == Counter(cited.values())
    for quote, _, last, serves in index["e"]:
        for number in serves:
            assert quote in {e.quote for e in register.entries[number].assessment.evidence}
        assert index["p"][last]


def unpacked(index):
    return json.loads(gzip.decompress(base64.b64decode(index["z"])))


def crowded(number):
    """Return a register whose first finding cites ``number`` different places, the strongest first."""
    register = fake.register()
    first = register.entries[0]
    evidence = tuple(
        replace(
            fake.evidence("d1-3"),
            passage=f"d1-{i}",
            location=f"body/{i}",
            quote=f"Kết quả đo số {i}: đạt. " * 9,
            score=1 - i / 1000,
        )
        for i in range(number)
    )
    entry = replace(first, assessment=replace(first.assessment, evidence=evidence))
    return replace(register, entries=(entry, *register.entries[1:]))


def test_a_large_index_is_packed_then_cut_then_thinned():
    register = crowded(400)
    everything = json.loads(search_index(register, "en", {}, 1_000_000))
    assert len(everything["e"]) > 400
    packed = json.loads(search_index(register, "en", {}, 40_000))
    assert unpacked(packed) == {"p": everything["p"], "e": everything["e"]}
    text = search_index(register, "en", {}, 10_000)
    thin = json.loads(text)
    assert len(text.encode()) <= 10_100
    assert thin["n"] == [len(unpacked(thin)["e"]), len(everything["e"])]
    assert 0 < thin["n"][0] < thin["n"][1]
    assert [row[0][:15] for row in unpacked(thin)["e"]] == [row[0][:15] for row in everything["e"][: thin["n"][0]]]


def test_a_finding_with_many_quotes_shows_the_first_and_counts_the_rest():
    register = crowded(40)
    finding = page(register).get_element_by_id(anchor(register.entries[0].requirement.id))
    assert len(finding.findall(".//blockquote")) == 5
    assert "35 more places" in text_of(finding)


def test_a_page_with_many_places_shows_fewer_quotes_and_searches_all(monkeypatch):
    monkeypatch.setattr(findings, "MANY_PLACES", 30)
    register = crowded(40)
    tree = page(register)
    assert len(tree.get_element_by_id(anchor(register.entries[0].requirement.id)).findall(".//blockquote")) == 2
    kept, found = data_of(tree)["n"]
    assert kept == found >= 40


def test_what_changed_is_told_with_its_day_and_its_cause():
    register = fake.register()
    assert not page(register).xpath("//section[@id='changes']")
    first = register.entries[0].requirement
    cause = Cause("document-text", ("QP-07.docx",))
    difference = Difference(first.id, first.clause, "opened", "met", "gap", (cause,))
    counts = dict.fromkeys(VERDICTS, 3)
    compared = Comparison("2030-03-02", "2030-05-17", counts, counts, (difference,))
    trend = (Standing("2030-03-02", counts, 2, 0), Standing("2030-05-17", counts, 1, 4))
    changed = replace(register, comparison=compared, trend=trend)
    said = text_of(page(changed).get_element_by_id("changes"))
    assert "Since 2 Mar 2030" in said
    assert f"{first.id}: Met → Gap" in said
    assert "QP-07.docx" in said
    assert "02/03/2030" in text_of(page(changed, "vi").get_element_by_id("changes"))


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
)


@pytest.mark.skipif(CHROMIUM is None, reason="needs a Chromium to run the page's script")
@pytest.mark.parametrize("plain", [PLAIN_BYTES, 0])
def test_search_finds_words_without_their_accents(plain, tmp_path, monkeypatch):
    monkeypatch.setattr(findings, "PLAIN_BYTES", plain)
    text = re.sub(r"<meta http-equiv.*?>", "", summary.render(fake.register(), "vi"))
    ask = "document.getElementById('query').value='TRUONG phong \"hang quy\"';"
    ask += "document.getElementById('find').dispatchEvent(new Event('submit', {cancelable: true}));"
    file = tmp_path / "page.html"
    file.write_text(text.replace("</body>", f"<script>{ask}</script></body>"), encoding="utf-8")
    command = [CHROMIUM, *FLAGS.split(), f"--user-data-dir={tmp_path / 'profile'}", "--virtual-time-budget=3000"]
    done = subprocess.run([*command, "--dump-dom", file.as_uri()], capture_output=True, timeout=60, check=True)
    tree = html.document_fromstring(done.stdout.decode("utf-8"))
    assert text_of(tree.get_element_by_id("status")) == "Tìm thấy 1"
    results = tree.xpath("//ol[@id='results']/li")
    assert len(results) == 1
    assert "Trưởng phòng xem xét kết quả hằng quý." in text_of(results[0])
    assert [m.text for m in results[0].iter("mark")] == ["Trưởng", "phòng", "hằng quý"]


@pytest.mark.parametrize("name", ["summary", "concepts", "board"])
def test_both_languages_say_the_same_things(name):
    english, vietnamese = catalogue(name, "en"), catalogue(name, "vi")
    assert english.keys() == vietnamese.keys()
    for key, text in english.items():
        assert sorted(re.findall(r"\{(\w+)", text)) == sorted(re.findall(r"\{(\w+)", vietnamese[key])), key
