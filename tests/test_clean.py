import pytest

from ingest.structure.chunks import Chunk
from ingest.structure.clean import clean_chunks, find_glue, find_hyphened
from ingest.structure.lines import apply_changes, split_lines


def clean(text, *, kind="paragraph", skip=0, lifts=None, hard_breaks=False):
    base = apply_changes(text, ())
    lines = tuple(line for line in split_lines(base) if line.text)
    return clean_chunks(base, [Chunk(kind, lines, skip)], lifts or {}, find_hyphened(text), hard_breaks=hard_breaks)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en rad \nsom går vidare", "en rad som går vidare"),
        ("sjuk-\nhuset", "sjukhuset"),
        ("vård- \noch omsorg", "vård- och omsorg"),
        ("IT-\nstöd", "IT-stöd"),
        ("e-\ntjänst", "e-tjänst"),
        ("barn-meny och barn-\nmeny", "barn-meny och barn-meny"),
        ("skola/\nförskola", "skola/förskola"),
        ("ett **fett** och *kursivt* ord", "ett fett och kursivt ord"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("se [planen](http://granby.example/a_b)", "se planen"),
        ("dubbla  blanka\toch\xa0hårda", "dubbla blanka och hårda"),
        ("mjuka binde\u00adstreck", "mjuka bindestreck"),
        ("i ge\u00ad nomsnittet", "i genomsnittet"),
        ("färre komplikat- ioner, mer sam- verkan", "färre komplikationer, mer samverkan"),
        ("barn- och ungdomsvård, vård- omsorg, verksambheter", "barn- och ungdomsvård, vård- omsorg, verksambheter"),
        ("a\u030ar", "år"),
        ("\ufb01nt", "fint"),
        ("<b>fet</b> x < y", "fet x < y"),
        ("rätt till vård 12;‘;°,::,’;%;‘; och stöd", "rätt till vård […] och stöd"),
        ("(±0,5)/[x²+y] och ---------- och a/b/c/d/e/f", "(±0,5)/[x²+y] och ---------- och a/b/c/d/e/f"),
    ],
)
def test_lines_are_joined_and_marks_lifted_out(text, expected):
    assert clean(text).text == expected


def test_segments_tell_what_was_done():
    done = clean("sjuk-\nhuset är\nstort")
    assert [(s.operation, done.text[s.clean_start : s.clean_end]) for s in done.segments] == [
        ("copy", "sjuk"),
        ("copy", "huset är"),
        ("join", " "),
        ("copy", "stort"),
    ]


def test_print_that_could_not_be_read_leads_to_its_source():
    text = "vård 12;‘;°,::,’;%;‘; och stöd"
    [omitted] = [one for one in clean(text).segments if one.operation == "repair"]
    assert text[omitted.source_start : omitted.source_end] == "12;‘;°,::,’;%;‘;"


def test_a_note_mark_is_lifted_and_its_place_kept():
    done = clean("vården2. Mer", lifts={0: ((6, 7),)})
    assert done.text == "vården. Mer"
    assert done.lifts == {(6, 7): 6}


def test_a_table_is_cells_and_rows():
    assert clean("| Mål | Tid |\n|---|---|\n| Bygg | 2025 |", kind="table").text == "Mål | Tid\nBygg | 2025"


def test_hard_breaks_of_markdown():
    assert clean("Karin Ek  \nDirektör", hard_breaks=True).text == "Karin Ek\nDirektör"
    assert clean("Till vård- och  \nomsorg", hard_breaks=True).text == "Till vård- och omsorg"


def test_items_are_parted_by_a_line_paragraphs_by_a_blank_one():
    base = apply_changes("Vi ska:\n- ett\n- två\nSlut.", ())
    a, b, c, d = split_lines(base)
    chunks = [Chunk("paragraph", (a,)), Chunk("item", (b,), 2), Chunk("item", (c,), 2), Chunk("paragraph", (d,))]
    done = clean_chunks(base, chunks, {}, frozenset())
    assert done.text == "Vi ska:\nett\ntvå\n\nSlut."
    assert [done.text[start:end] for start, end in done.places] == ["Vi ska:", "ett", "två", "Slut."]


def test_find_glue():
    assert find_glue("bygg-", "nad", frozenset()) == ("", True)
    assert find_glue("bygg-", "nad", frozenset({"bygg-nad"})) == ("", False)
