"""Tables: rows with their heads, layout tables as text, lists and the sentence that introduces them."""

from wordfiles import bold, levels, lists, p, tbl, tc, tr

TEXT = "The procedure covers everything that goes into our product, from bar stock to packing material."


def shown(document):
    return [(q.kind, q.text) for q in document.passages]


def test_step_table(read):
    body = p("The work runs as follows:") + tbl(
        tr("Step", "What", "Who", "Record"),
        tr("1", "Compare offers", "Buyer", "F-07-03"),
        tr("2", "Sign the order", "Works manager", ""),
    )
    passages = read(body).passages
    assert [q.text for q in passages[1:]] == [
        "Step | What | Who | Record",
        "1 | Compare offers | Buyer | F-07-03",
        "2 | Sign the order | Works manager",
    ]
    assert {q.kind for q in passages[1:]} == {"table-cell"}
    assert passages[1].trail == ()
    assert passages[2].trail == ("Step | What | Who | Record",)
    assert {q.lead for q in passages[1:]} == {"The work runs as follows:"}
    assert str(passages[2].location) == "body/2.2"


def test_an_empty_cell_keeps_its_place_under_column_heads(read):
    body = tbl(tr("Task", "MD", "QM", "Buyer"), tr("Orders", "I", "", "R"), tr("Audits", "", "R", ""))
    assert [q.text for q in read(body).passages][1:] == ["Orders | I |  | R", "Audits |  | R"]


def test_merged_cells_give_their_text_to_the_trail_of_the_rows_they_reach(read):
    body = tbl(
        tr("Group", "Process", "Measure"),
        tr(tc("Support", pr='<w:vMerge w:val="restart"/>'), "Training", "Courses held"),
        tr(tc("", pr="<w:vMerge/>"), "Calibration", "Overdue gauges"),
    )
    last = read(body).passages[-1]
    assert "Support" not in last.text
    assert last.trail == ("Group | Process | Measure", "Support")


def test_automatic_numbers_in_the_first_column_become_the_number(read):
    body = tbl(tr("No.", "Activity"), tr(tc(p(num=(1, 0))), "Compare offers"), tr(tc(p(num=(1, 0))), "Sign the order"))
    rows = read(body, numbering=lists(levels(("decimal", "%1.")))).passages[1:]
    assert [(q.number, q.text) for q in rows] == [("1.", "Compare offers"), ("2.", "Sign the order")]


def test_side_headings_become_headings(read):
    body = tbl(tr("1. Purpose", TEXT), tr("2. Scope", TEXT), tr("3. Duties", tc(TEXT, "- first duty", "- second duty")))
    passages = read(body).passages
    assert [q.kind for q in passages] == [
        "heading",
        "body",
        "heading",
        "body",
        "heading",
        "body",
        "list-item",
        "list-item",
    ]
    assert passages[-1].trail == ("3. Duties",)


def test_a_document_wholly_inside_a_table(read):
    body = tbl(tr(tc(p(bold("1. Purpose")), TEXT, p(bold("2. Scope")), TEXT)))
    assert [q.kind for q in read(body).passages] == ["heading", "body", "heading", "body"]


def test_two_languages_side_by_side_are_apart(read):
    body = tbl(
        tr("Người mua hàng so sánh ít nhất ba báo giá.", "The buyer compares at least three offers."),
        tr("Trưởng phòng ký đơn đặt hàng trước khi gửi.", "The manager signs the order before it is sent."),
    )
    assert [q.language for q in read(body).passages] == ["vi", "en", "vi", "en"]


def test_items_know_the_sentence_that_introduces_them(read):
    body = (
        p("Orders are kept for ten years. An order states:") + p("- article and quantity") + p("- date, namely:")
        + p("+ day") + p("- price") + p(TEXT) + p("a) closing item")
    )  # fmt: skip
    leads = [(q.text, q.lead) for q in read(body).passages if q.kind == "list-item"]
    assert leads == [
        ("- article and quantity", "An order states:"),
        ("- date, namely:", "An order states:"),
        ("+ day", "- date, namely:"),
        ("- price", "An order states:"),
        ("a) closing item", TEXT),
    ]


def test_a_label_without_text_takes_nothing_from_the_next_cell(read):
    numbering = lists(levels(("decimal", "%1.")))
    row = tr(tc(p(num=(1, 0))), "1.5 mm gap is set")
    document = read(tbl(tr("No", "Work"), row), numbering=numbering)
    assert [(q.number, q.text) for q in document.passages][-1] == ("1.", "1.5 mm gap is set")


def test_a_label_in_the_second_cell_is_not_said_twice(read):
    numbering = lists(levels(("lowerLetter", "%1)")))
    row = tr("", tc(p("gap is set", num=(1, 0))))
    document = read(tbl(tr(tc(p(bold("Step"))), tc(p(bold("Work to be done")))), row), numbering=numbering)
    assert [(q.number, q.text) for q in document.passages][-1] == ("a)", "gap is set")
