"""The page in a real browser: nobody is shut out, nothing is asked of the outside, and search answers at once."""

from __future__ import annotations

import io
import shutil
from dataclasses import replace
from importlib.resources import files

import fake
import pytest

from transition.model import Location, Passage, Wave
from transition.reports import summary

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
try:
    from playwright.sync_api import sync_playwright

    AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
except (ImportError, OSError):
    AXE = ""

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and AXE), reason="needs Chromium and the packages playwright and axe-playwright-python"
)
MEGABYTES = 3_000_000
PASSAGES = 20_000
ANSWER = 250  # milliseconds, five times what is aimed at and ten times what is measured: a busy machine is no fault

SETTLED = 400  # milliseconds after the last key until the list of results no longer changes
TRIES = 20


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


def full():
    """Return a register whose page has all its sections."""
    register = fake.register()
    entries = tuple(
        replace(e, requirement=replace(e.requirement, thread="change", phase=("identify", "act")[i % 2]))
        for i, e in enumerate(register.entries)
    )
    waves = tuple(Wave(n, 4 * n, 6) for n in range(1, 9))
    return replace(register, entries=entries, pack=replace(register.pack, waves=waves))


def written(tmp_path, register, language="en"):
    return summary.write_summary(register, tmp_path / "summary.html", language).as_uri()


@pytest.mark.parametrize("language", ["en", "vi"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(browser, tmp_path, language, scheme, width):
    context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    address = written(tmp_path, full(), language)
    page.goto(address)
    page.fill("#query", "supplier")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.wait_for_selector("#results li")
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")
    assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == []
    assert len(found["passes"]) > 20
    assert asked == [address]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_keyboard_reaches_search_and_findings(browser, tmp_path):
    page = browser.new_page()
    page.goto(written(tmp_path, full()))
    page.bring_to_front()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#query")
    page.keyboard.type("every year")
    page.wait_for_selector("#results li a")
    # On a busy machine the list may be drawn anew under the key, and the finding opens some time after it.
    for _ in range(TRIES):
        page.wait_for_timeout(SETTLED)
        page.focus("#results li a")
        page.keyboard.press("Enter")
        page.wait_for_timeout(SETTLED)
        if page.evaluate("Boolean(document.getElementById(location.hash.slice(1))?.open)"):
            break
    assert page.evaluate("document.getElementById(location.hash.slice(1)).open")
    page.close()


@pytest.mark.parametrize("language", ["en", "vi"])
def test_it_prints_on_a4_without_an_empty_page(browser, tmp_path, language):
    pypdf = pytest.importorskip("pypdf")
    page = browser.new_page()
    page.goto(written(tmp_path, full(), language))
    reader = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for number, sheet in enumerate(reader.pages, 1):
        assert [round(float(n)) for n in sheet.mediabox[2:]] == [595, 842]
        assert len(sheet.extract_text().split()) > 20, number
    page.close()


def crowded():
    """Return a register that cites 20,000 different passages of about the usual length."""
    register = fake.register()
    stem = (
        "The buyer of group {n} rates supplier {m} by quality, delivery and price and keeps the result in list {k}.",
        "Trưởng nhóm {n} đánh giá nhà cung cấp {m} theo chất lượng, tiến độ, giá cả và lưu kết quả vào sổ {k}.",
    )
    documents, evidence = list(register.documents), []
    for d in range(200):
        passages = tuple(
            Passage(
                f"x{d}-{i}",
                Location(f"x{d}", "body", (i,)),
                "body",
                stem[(d + i) % 2].format(n=d, m=i * 7919 % 1000, k=(d * 31 + i * 17) % 9999),
                (f"{1 + i // 20} Part {i // 20}",),
            )
            for i in range(PASSAGES // 200)
        )
        documents.append(replace(documents[0], id=f"x{d}", path=f"set/x{d}.docx", code=f"QP-{d}", passages=passages))
        evidence += [
            replace(fake.evidence("d1-3"), document=f"x{d}", passage=p.id, location=str(p.location), quote=p.text)
            for p in passages
        ]
    count = len(register.entries)
    entries = tuple(
        replace(e, assessment=replace(e.assessment, evidence=tuple(evidence[i::count])))
        for i, e in enumerate(register.entries)
    )
    return replace(register, documents=tuple(documents), entries=entries)


def test_twenty_thousand_passages_are_searched_at_once_in_three_megabytes(browser, tmp_path):
    address = written(tmp_path, crowded())
    assert (tmp_path / "summary.html").stat().st_size <= MEGABYTES
    page = browser.new_page()
    page.goto(address)
    assert page.evaluate("JSON.parse(document.getElementById('data').textContent).n") == [PASSAGES, PASSAGES]
    page.fill("#query", "supplier")
    page.wait_for_selector("#results li")
    ask = """query => {
        document.getElementById('query').value = query;
        const begun = performance.now();
        document.getElementById('find').dispatchEvent(new Event('submit', {cancelable: true}));
        return [performance.now() - begun, document.querySelectorAll('#results li').length];
    }"""
    for query in ("danh gia nha cung cap", "supplier price", "nhom 17 so 9", '"rates supplier"', "tien do", "qu"):
        # The best of three: what else the machine does at that moment is not the page's doing.
        times, shown = zip(*(page.evaluate(ask, query) for _ in range(3)), strict=True)
        assert min(times) < ANSWER, query
        assert shown[0] > 0, query
    page.close()
