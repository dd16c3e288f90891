from assistant.checks.citations import Quote
from assistant.compose.draft import MAX_QUOTES, Draft, Line, count_words, cut_short, drop_repeats, drop_told, show_frame, show_quote
from corpus.records import Section, Segment

TEXT = " ".join(f"Mening nummer {number} har precis sju ord här." for number in range(40))
SECTION = Section(
    "d/a", "d", "section", "A", None, 1, ("A",), "plan", None, None, TEXT, (Segment(0, len(TEXT), 0, len(TEXT)),), (0, len(TEXT))
)


def lines(count):
    starts = [at for at in range(len(TEXT)) if TEXT.startswith("Mening", at)][:count]
    return tuple(show_quote(Quote(SECTION, start, TEXT.index(".", start) + 1)) for start in starts)


def test_a_short_draft_is_kept():
    draft = Draft("fact", lines(3))
    assert cut_short(draft) == draft


def test_too_many_quotes_are_cut():
    assert len(cut_short(Draft("fact", lines(9))).lines) == MAX_QUOTES


def test_a_list_is_never_cut():
    assert len(cut_short(Draft("list", lines(40), is_list=True)).lines) == 40


def test_one_long_quote_stays_whole():
    long = show_quote(Quote(SECTION, 0, len(TEXT)))
    assert cut_short(Draft("fact", (long, *lines(2)))).lines == (long,)


def test_no_frame_is_left_hanging():
    frame = show_frame("area_focus", "sv", lines(1)[0].quotes, title="Planen", focus="A")
    draft = cut_short(Draft("area", (*lines(5), frame, *lines(6)[5:])))
    assert draft.lines == lines(5)


def test_words_are_counted_as_a_reader_does():
    assert count_words(Line("Ett, två och  tre.", ()).text) == 4


def test_the_same_line_is_not_said_twice():
    line = Line("Rådet leds av rektorn.", ())
    other = Line("Det träffas varje månad.", ())
    assert drop_repeats((line, other, line)) == [line, other]


def test_a_quote_that_another_holds_is_told_once():
    short, long = show_quote(Quote(SECTION, 0, 30)), show_quote(Quote(SECTION, 0, 60))
    framed = Line("I planen:", short.quotes, False)
    assert drop_told(Draft("fact", (short, long))).lines == (long,)
    assert drop_told(Draft("fact", (framed, short, long))).lines == (framed, short, long)
    assert drop_told(Draft("fact", (short, long), is_list=True)).lines == (short, long)
