"""What the eye sees of a page: gaps, sizes, weights, raised digits."""

from ingest.readers.layout import Fragment, mark_pages


def line(text, y, size=11.0, bold=False):
    return [Fragment(text, y, size, bold), Fragment("\n", y, size, bold)]


def page(*lines):
    return [fragment for one in lines for fragment in one]


BODY = page(line("Planen gäller alla skolor i Norråker och följs", 700), line("upp varje år av nämnden.", 686), line("Nytt stycke.", 662))


def test_a_wide_gap_parts_paragraphs():
    assert mark_pages([BODY])[0].split("\n")[:4] == [
        "Planen gäller alla skolor i Norråker och följs",
        "upp varje år av nämnden.",
        "",
        "Nytt stycke.",
    ]


def test_larger_lines_are_headings_ranked_by_size():
    text = mark_pages([page(line("Trafikplan", 780, 24), line("Syfte", 730, 16)) + BODY])[0]
    assert "# Trafikplan\n\n## Syfte\n\nPlanen gäller" in text


def test_a_heading_over_two_lines_is_one():
    text = mark_pages([page(line("Plan för trygg", 780, 20), line("skolväg", 756, 20)) + BODY])[0]
    assert text.startswith("# Plan för trygg skolväg\n\n")


def test_bold_alone_is_the_lowest_heading_but_bold_sentences_are_not():
    text = mark_pages(
        [page(line("Rubrik", 780, 20)) + BODY + page(line("Ansvar", 630, 11, True), line("Detta är viktigt.", 600, 11, True))]
    )[0]
    assert "## Ansvar" in text and "\nDetta är viktigt." in text


def test_running_heads_are_no_headings():
    pages = [page(line("Norråkers kommun", 800, 16)) + BODY for _ in range(3)]
    assert all("#" not in text and "Norråkers kommun" in text for text in mark_pages(pages))


def test_raised_digits_are_marks_of_notes():
    raised = [Fragment("vården", 700, 11, False), Fragment("12", 704, 7, False), Fragment(".", 700, 11, False)]
    assert mark_pages([raised])[0] == "vården¹²."
    low = [Fragment("CO", 700, 11, False), Fragment("2", 697, 7, False)]
    assert mark_pages([low])[0] == "CO2"


def test_no_page_and_no_text():
    assert mark_pages([]) == [] and mark_pages([[]]) == [""]


def test_a_numbered_heading_right_below_the_title_is_its_own():
    text = mark_pages([page(line("Plan för bad", 780, 20), line("1 Inledning", 756, 20)) + BODY])[0]
    assert text.startswith("# Plan för bad\n\n# 1 Inledning\n\n")


def slanted(text, y):
    return [Fragment(text, y, 11.0, False, 0.0, True), Fragment("\n", y, 11.0, False)]


def test_short_lines_in_italics_over_text_are_headings_if_the_document_has_several():
    text = line("Planen gäller alla skolor i Norråker och följs", 700) + line("upp varje år av nämnden.", 686)
    first = page(
        text, slanted("Samverkan med föreningar", 650), line("Föreningar och kommunen träffas två gånger", 636), line("om året.", 622)
    )
    second = page(slanted("Uppföljning", 780), line("Nämnden redovisar resultatet varje vår", 766), line("och höst.", 752), BODY[:2])
    marked = mark_pages([first, second])
    assert "\n## Samverkan med föreningar\n\nFöreningar" in marked[0]
    assert marked[1].startswith("## Uppföljning\n\nNämnden")
    assert "#" not in mark_pages([first])[0]


def test_italics_that_are_no_headings():
    lines = [line("Planen gäller alla skolor i Norråker och följs", 800 - 14 * number) for number in range(20)]
    quoted = [slanted("Vi vill bli lyssnade på", 480), slanted("Foto: Anna Ek", 440), line("Texten går vidare här nedanför.", 426)]
    ended = [slanted("Det är viktigt.", 390), line("Texten går vidare också här.", 376)]
    assert "#" not in "".join(mark_pages([page(*lines, *quoted, *ended)] * 2))


def row(words, y, size=8.0):
    return line(f"| {words} | {words} |", y, size)


def test_small_print_of_tables_is_not_the_body():
    tables = page(*(row("Hamnkontoret lagar bryggor och kajer varje år", 600 - 19 * number) for number in range(12)))
    text = mark_pages(
        [BODY + page(*(line("Planen gäller alla skolor i Norråker och följs upp", 640 - 13 * n) for n in range(7))) + tables]
    )[0]
    assert "#" not in text


def test_rows_of_tables_tell_no_leading():
    text = mark_pages([page(line("Ansvar", 740, 11, True)) + BODY + page(*(row("Kaj", 640 - 20 * n, 11.0) for n in range(9)))])[0]
    assert text.startswith("# Ansvar\n\nPlanen gäller") and "nämnden.\n\nNytt stycke." in text


def test_running_text_that_is_larger_than_the_body_is_no_heading():
    preamble = page(*(line("som alla ska läsa innan de läser vidare i planen för hamnen,", 780 - 17 * n, 14) for n in range(6)))
    assert (
        "#"
        not in mark_pages([preamble + page(*(line("Planen gäller alla kajer i Norråker och följs upp", 650 - 13 * n) for n in range(9)))])[
            0
        ]
    )
