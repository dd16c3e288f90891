"""Tables told by the lines around their cells."""

from ingest.readers.fragments import Fragment
from ingest.readers.ruled import column_stacks, join_ruled
from ingest.readers.rulings import Grid, Rule

PLAIN = Grid((0, 100, 250), (60, 40, 0), ((0, 1), (2, 3)))


def put(text, x, y, size=10.0):
    return Fragment(text, y, size, False, x)


def told(grid, *fragments):
    return [fragment.text.strip() for fragment in join_ruled(fragments, [grid]) if fragment.text.strip()]


def test_lines_of_a_cell_are_joined_and_what_stands_outside_is_kept():
    texts = [put("Före", 5, 90), put("Åtgärd", 5, 45), put("Ansvarig", 105, 45), put("Bygg ett nytt badhus", 5, 30), put("vid ån", 5, 18)]
    assert told(PLAIN, *texts, put("Fritidsnämnden", 105, 30), put("Efter", 5, -20)) == [
        "Före",
        "| Åtgärd | Ansvarig |",
        "| Bygg ett nytt badhus vid ån | Fritidsnämnden |",
        "Efter",
    ]


def test_a_cell_over_rows_is_told_in_each_and_an_empty_one_stays_empty():
    grid = Grid((0, 80, 160, 240), (60, 40, 20, 0), ((0, 1, 2), (3, 4, 5), (3, 6, 7)))
    texts = [put(word, x, 45) for word, x in (("Mål", 5), ("Insats", 85), ("Vem", 165))]
    rows = [put("Trygghet", 5, 25), put("Lampor", 85, 25), put("Parken", 165, 25), put("Vakter", 85, 5)]
    assert told(grid, *texts, *rows) == ["| Mål | Insats | Vem |", "| Trygghet | Lampor | Parken |", "| Trygghet | Vakter |  |"]


def test_a_cell_over_columns_is_told_once_and_columns_without_words_are_left_out():
    grid = Grid((0, 80, 90, 240), (60, 40, 20, 0), ((0, 0, 0), (1, 2, 3), (4, 5, 6)))
    texts = [put("Område A", 5, 45), put("Lampor", 5, 25), put("Parken", 95, 25), put("Vakter", 5, 5), put("Polisen", 95, 5)]
    assert told(grid, *texts) == ["| Område A |  |", "| Lampor | Parken |", "| Vakter | Polisen |"]


def test_paragraphs_of_a_cell_are_parted_and_divided_words_whole():
    texts = [put("Åtgärd", 5, 45), put("Vem", 105, 45), put("Bygga", 5, 30)]
    bodies = [
        put("Skolan", 105, 30),
        put("Socialnämnden", 105, 18),
        put("Samhällsbyggnads-", 105, 6),
        put("nämnden", 105, -6),
    ]
    grid = Grid((0, 100, 250), (60, 40, -20), ((0, 1), (2, 3)))
    assert told(grid, *texts, *bodies)[1] == "| Bygga | Skolan; Socialnämnden; Samhällsbyggnadsnämnden |"


def test_a_name_goes_on_in_the_next_line() -> None:
    texts = [put("Vad", 5, 45), put("Vem", 105, 45), put("Bygga", 5, 30), put("Hamnviks", 105, 30), put("Fastigheter AB", 105, 18)]
    assert told(PLAIN, *texts)[1] == "| Bygga | Hamnviks Fastigheter AB |"


def test_a_hyphen_of_the_setting_in_a_piece_of_its_own_is_none():
    texts = [
        put("Vad", 5, 45),
        put("Vem", 105, 45),
        put("Bygga", 5, 30),
        put("Idrotts", 105, 30),
        put(" ‐", 140, 30),
        put("nämnden", 105, 18),
    ]
    assert told(PLAIN, *texts)[1] == "| Bygga | Idrottsnämnden |"


def test_a_chart_and_a_box_of_one_column_stay_as_they_are():
    chart = Grid((0, 20, 40, 60, 80, 250), (60, 50, 40, 30, 20, 0), tuple(tuple(5 * row + at for at in range(5)) for row in range(5)))
    words = [put("10", 5, 52), put("20", 25, 42), put("30", 45, 32), put("40", 65, 22)]
    assert told(chart, *words) == ["10", "20", "30", "40"]
    assert told(PLAIN, put("Så gör vi", 5, 45), put("vidare", 5, 20)) == ["Så gör vi", "vidare"]


HEAD = [put("Insats", 5, 106), put("Vem", 105, 106), put("När", 205, 106)]
ROWS = [
    put("Bygga bad", 5, 88),
    put("vid ån", 5, 76),
    put("Hamnen", 105, 88),
    put("2027", 205, 88),
    put("Måla", 5, 50),
    put("Kajen", 205, 50),
]


def stack(*heights):
    return [[Rule(float(at), 0.0, 300.0) for at in heights]]


def test_rows_parted_by_level_lines_have_the_columns_of_their_head():
    texts = [put("Ett stycke text som når långt över alla spalterna.", 5, 130), *HEAD, *ROWS]
    grids = column_stacks(texts, stack(120, 100, 70, 40))
    assert [fragment.text.strip() for fragment in join_ruled(texts, grids) if fragment.text.strip()] == [
        "Ett stycke text som når långt över alla spalterna.",
        "| Insats | Vem | När |",
        "| Bygga bad vid ån | Hamnen | 2027 |",
        "| Måla |  | Kajen |",
    ]


def test_a_last_row_without_a_line_below_it_belongs_to_the_table():
    texts = [*HEAD, *ROWS, put("Ett stycke text som står under tabellen.", 5, 10)]
    grids = column_stacks(texts, stack(120, 100, 70))
    assert len(grids) == 1 and len(grids[0].rows) == 4 and grids[0].rows[-1] > 40


def test_lines_under_headings_are_no_table():
    texts = [
        put("Rubrik ett", 5, 106),
        put("Ett stycke text som står under en rubrik.", 5, 80),
        put("Rubrik två", 5, 50),
        put("Text.", 5, 30),
    ]
    assert column_stacks(texts, stack(100, 45)) == []


def test_one_row_that_a_page_break_left_is_a_row_but_a_frame_of_prose_is_none():
    grid = Grid((0, 100, 250), (60, 0), ((0, 1),))
    assert told(grid, put("Kaj", 5, 45), put("mur mot vatten", 105, 45)) == ["| Kaj | mur mot vatten |"]
    prose = put("ord " * 60, 105, 45)
    assert told(grid, put("Kaj", 5, 45), prose) == ["Kaj", prose.text.strip()]
