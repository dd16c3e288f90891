from corpus.records import Source
from ingest.readers.read import split_pages
from ingest.structure.chunks import make_chunks
from ingest.structure.lines import apply_changes, measure_width, split_lines
from ingest.structure.marks import mark_pages


def chunks(text, kind="text", roles=None):
    _, lines = mark_pages(Source(text, split_pages(text), kind), split_lines(apply_changes(text, ())))
    return [(chunk.kind, chunk.mark, chunk.text) for chunk in make_chunks(lines, roles or {}, (), measure_width(lines))]


def test_paragraphs_items_headings_and_tables():
    text = "# Mål #\n\nEtt stycke\npå två rader.\n\n- ett\n  - två\n1. tre\na) fyra\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    assert chunks(text, "markdown") == [
        ("heading", "#", "Mål #"),
        ("paragraph", None, "Ett stycke på två rader."),
        ("item", "-", "ett"),
        ("item", "-", "två"),
        ("item", "1.", "tre"),
        ("item", "a)", "fyra"),
        ("table", None, "| a | b | | --- | --- | | c | d |"),
    ]


def test_underlined_headings_and_rules():
    assert chunks("Mål\n===\n\nText här.\n\n---\n", "markdown") == [
        ("heading", None, "Mål ==="),
        ("paragraph", None, "Text här."),
        ("debris", None, "---"),
    ]


def test_a_sentence_cut_by_a_blank_line_or_page_is_one_paragraph():
    assert chunks("Nämnden ska varje\n\når följa upp.\n") == [("paragraph", None, "Nämnden ska varje år följa upp.")]
    assert chunks("• Bygg skolor i\n\fnorr\n\n• Rusta\n") == [("item", "•", "Bygg skolor i norr"), ("item", "•", "Rusta")]


def test_what_is_lifted_out_does_not_part_a_sentence():
    assert chunks("Nämnden ska\n\nSida 3\n\nfölja upp.\n", roles={2: "furniture"}) == [
        ("paragraph", None, "Nämnden ska följa upp."),
        ("furniture", None, "Sida 3"),
    ]


def test_a_line_ended_on_purpose_ends_the_paragraph():
    text = "Alla barn i kommunen ska ha en trygg väg till skolan och hem\nigen.\nDet gäller också de äldre eleverna i kommunens gymnasieskolor\noch lärlingar.\n"
    assert [words for _, _, words in chunks(text)] == [
        "Alla barn i kommunen ska ha en trygg väg till skolan och hem igen.",
        "Det gäller också de äldre eleverna i kommunens gymnasieskolor och lärlingar.",
    ]


def test_letters_read_for_bullets():
    assert chunks("e Bygg skolor\no Rusta gårdar\n") == [("item", "e", "Bygg skolor"), ("item", "o", "Rusta gårdar")]


HEAD = "| Åtgärd | Ansvarig | Klart |"
ROWS = ["| Bygg en ny träffpunkt | Tekniska nämnden | 2026 |", "| Se över rutinen för larm | Omsorgsnämnden | 2027 |"]


def tables(*rows):
    text = "\n".join([HEAD, ROWS[0], "", "3", "\f", *rows, ""])
    return chunks(text, "pdf", roles={3: "furniture"})


def test_a_table_goes_on_over_the_page():
    assert tables(ROWS[1], ROWS[1]) == [("table", None, " ".join([HEAD, *ROWS, ROWS[1]])), ("furniture", None, "3")]


def test_its_head_may_be_repeated():
    assert tables(HEAD, ROWS[1]) == [("table", None, " ".join([HEAD, *ROWS])), ("furniture", None, "3"), ("furniture", None, HEAD)]


def test_another_table_on_the_next_page_is_one_of_its_own():
    other = "| Indikator | Mål | Utfall |"
    assert [text for kind, _, text in tables(other, ROWS[1]) if kind == "table"] == [f"{HEAD} {ROWS[0]}", f"{other} {ROWS[1]}"]
    assert len([kind for kind, _, _ in tables("| Bygg mer | 2026 |") if kind == "table"]) == 2
    assert len([kind for kind, _, _ in tables("Här är mer text.", "", ROWS[1]) if kind == "table"]) == 2
