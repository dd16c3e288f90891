from corpus.records import Source
from ingest.readers.read import split_pages
from ingest.structure.furniture import find_furniture
from ingest.structure.lines import apply_changes, measure_width, split_lines
from ingest.structure.marks import mark_pages

WORDS = ["skolan", "vården", "omsorgen", "kulturen", "biblioteket", "parken", "badet", "hamnen", "torget"]


def prose(number):
    """Two lines of running text that no other number gives."""
    word, other = WORDS[number], WORDS[-number - 1]
    return f"{word.capitalize()} är för alla som bor i kommunen och ska vara öppen under hela\nåret, liksom {other} som drivs av föreningar i flera av våra mindre orter.\n"


BODY = prose(0)


def roles(*pages):
    text = "\f".join(pages)
    source = Source(text, split_pages(text), "text")
    _, lines = mark_pages(source, split_lines(apply_changes(text, ())))
    found = find_furniture(lines, measure_width(lines))
    return [(lines[number].text, role) for number, role in sorted(found.items())]


def test_running_heads_and_page_numbers():
    pages = [
        f"Plan för skolan\nRubrik {name}\n\n{prose(number)}\n{number}\n"
        for number, name in ((1, "ett"), (2, "två"), (3, "tre"), (4, "fyra"))
    ]
    found = roles("Plan för skolan\n\nGranby\n", *pages)
    assert [text for text, role in found if role == "furniture"] == ["Plan för skolan", "1"] + [
        text for number in (2, 3, 4) for text in ("Plan för skolan", str(number))
    ]


def test_the_first_running_head_stays_when_the_text_has_it_nowhere_else():
    pages = [f"Mål för skolan\n\n{prose(number)}" for number in range(3)]
    found = roles(*pages)
    assert found == [("Mål för skolan", "furniture")] * 2


def test_an_issuers_name_goes_everywhere():
    assert roles(*[f"Granby kommun\n\n{prose(number)}" for number in range(3)]) == [("Granby kommun", "furniture")] * 3


def test_logo_beside_a_printed_number():
    found = roles(f"Granby\nkommun\n\nRapport\nSida 1 (2)\n\n{BODY}", f"Sida 2 (2)\n\n{BODY}")
    assert [text for text, role in found if role == "furniture"] == ["Granby", "kommun", "Rapport", "Sida 1 (2)", "Sida 2 (2)"]


def test_captions_run_on():
    found = roles(f"{BODY}\nFigur 3: Så hänger kommunens planer och program ihop med regionens och\nstatens\n\n{BODY}")
    assert [role for _, role in found] == ["caption", "caption"]


def test_figure_letters_between_text_and_caption():
    found = roles(f"{BODY}\nNämnd\nFörvaltning\n\nSkola\nHem\n\nFigur: Organisation\n\n{BODY}")
    assert [(text, role) for text, role in found if role == "debris"] == [(t, "debris") for t in ("Nämnd", "Förvaltning", "Skola", "Hem")]


def test_garbage_alone_is_debris_and_a_short_paragraph_is_not():
    found = roles(f"{BODY}\n¥ ~ |\n\nSe bilaga\n\n{BODY}")
    assert found == [("¥ ~ |", "debris")]


def test_a_line_of_signs_of_many_sorts_is_debris_even_with_figures_and_beside_text():
    found = roles(f"{BODY}23; ‘;‘, ::, ’;% ;‘\n{BODY}2024–2027, 12 %\n\n{BODY}")
    assert [text for text, role in found if role == "debris"] == ["23; ‘;‘, ::, ’;% ;‘"]
