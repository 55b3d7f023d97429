"""List labels by the rules of ISO/IEC 29500-1 §17.9, where no other program is needed to tell."""

import pytest
from wordfiles import levels, lists, p, textbox

from transition.documents import numerals

ONE = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def numbers(document):
    return [q.number for q in document.passages]


def test_legal_numbering_turns_letters_and_romans_into_digits(read):
    numbering = lists(levels(("upperRoman", "%1."), ("decimal", "%1.%2"), extra={1: "<w:isLgl/>"}))
    assert numbers(read(p("a b", num=(1, 0)) + p("c d", num=(1, 1)), numbering=numbering)) == ["I.", "1.1"]


def test_a_level_that_never_restarts(read):
    numbering = lists(levels(("decimal", "%1."), ("lowerLetter", "%2)"), extra={1: '<w:lvlRestart w:val="0"/>'}))
    body = "".join(p("item", num=(1, n)) for n in (0, 1, 1, 0, 1))
    assert numbers(read(body, numbering=numbering)) == ["1.", "a)", "b)", "2.", "c)"]


def test_numbers_from_a_style_linked_to_a_level(read):
    styles = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:basedOn w:val="h1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    linked = {0: '<w:pStyle w:val="h1"/>', 1: '<w:pStyle w:val="h2"/>'}
    numbering = lists(levels(("decimal", "%1"), ("decimal", "%1.%2"), extra=linked))
    body = p("One", style="h1") + p("Two", style="h2") + p("Three", style="h2") + p("Four", style="h1")
    assert numbers(read(body, styles=styles, numbering=numbering)) == ["1", "1.1", "1.2", "2"]


def test_numbering_taken_off_a_paragraph(read):
    numbering = lists(levels(("decimal", "%1.")))
    assert numbers(read(p("a", num=(1, 0)) + p("b", num=(0, 0)) + p("c", num=(1, 0)), numbering=numbering)) == [
        "1.",
        "",
        "2.",
    ]


def test_a_list_style_lends_its_levels(read):
    numbering = (
        f'<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="L"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="5"><w:styleLink w:val="L"/>{levels(("upperLetter", "%1."))}</w:abstractNum>{ONE}'
    )
    assert numbers(read(p("a", num=(1, 0)) + p("b", num=(1, 0)), numbering=numbering)) == ["A.", "B."]


def test_bullets_have_no_number_and_are_items(read):
    document = read(p("a duty", num=(1, 0)), numbering=lists(levels(("bullet", "·"))))
    assert [(q.number, q.kind) for q in document.passages] == [("", "list-item")]


def test_a_deleted_or_hidden_paragraph_does_not_count(read):
    gone = p(
        '<w:del w:id="1"><w:r><w:delText>b</w:delText></w:r></w:del>',
        ppr='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="2"/></w:rPr>',
    )
    body = p("a", num=(1, 0)) + gone + p("c", num=(1, 0))
    assert numbers(read(body, numbering=lists(levels(("decimal", "%1."))))) == ["1.", "2."]


def test_boxes_are_counted_apart(read):
    body = p("a", textbox(p("box", num=(1, 0))), num=(1, 0)) + p("b", num=(1, 0))
    assert numbers(read(body, numbering=lists(levels(("decimal", "%1."))))) == ["1.", "1.", "2."]


def test_unknown_lists_and_absurd_levels_do_no_harm(read):
    body = p("a", num=(9, 0)) + p("b", num=(1, 99))
    assert numbers(read(body, numbering=lists(levels(("decimal", "%1."))))) == ["", ""]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (27, "lowerLetter", "aa"), (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"), (3, "ordinal", "3rd"), (11, "ordinal", "11th"), (21, "cardinalText", "Twenty-one"),
        (12, "ordinalText", "Twelfth"), (20, "ordinalText", "Twentieth"), (5, "chicago", "5"), (5, "none", ""),
        (0, "upperRoman", "0"),
    ],
)  # fmt: skip
def test_number_formats(value, form, text):
    assert numerals.write(value, form) == text


def test_custom_format():
    assert numerals.write(7, "custom", "001, 002, 003, ...") == "007"
