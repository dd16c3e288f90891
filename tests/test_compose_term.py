"""What a term means: the sentence that says it, and a plain word when none does."""

from types import SimpleNamespace

import pytest

from assistant.answer import ask
from assistant.checks.citations import Quote
from assistant.compose.term import compose_word, defines, widen_entry
from assistant.question.kinds import classify
from corpus.library import Library
from corpus.settings import MODELS, Settings
from ingest.pipeline import ingest_file

PLAN = """# Havsplan för Norråker

## Bakgrund

En förutsättning för ren vik är att alla hjälps åt. Ren och levande vik kan beskrivas som ett mål för hela kusten.
Hamnvakter ska gå runt om kvällarna. MU-avtalet följs upp i maj av hamnrådet.

## Begrepp

- **MU-avtalet** – avtal om mudring mellan hamnarna
- **Kaj** – plats där båtar lägger till
- **HVR** – hamnvaktsrådet
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("terms")
    (folder / "plan.md").write_text(PLAN, encoding="utf-8")
    with Library.open(Settings(folder / "data", str(MODELS / "encoder"), None), child=False) as library:
        ingest_file(folder / "plan.md", library)
        yield library


@pytest.mark.parametrize("question", ["vad menas med levande vik?", "Vad är en ren och levande vik?"])
def test_a_term_of_several_words_is_told_by_its_sentence(library, question):
    found = ask(library, question)
    assert found.text.startswith("Ren och levande vik kan beskrivas som")
    assert not found.notices


def test_a_list_of_terms_tells_what_one_means(library):
    found = ask(library, "vad är MU-avtalet?")
    assert "avtal om mudring mellan hamnarna" in found.text
    assert "maj" not in found.text


def test_that_no_sentence_defines_it_is_told(library):
    found = ask(library, "vad menas med hamnvakter?")
    assert "Hamnvakter ska gå" in found.text
    assert "”hamnvakter”" in found.notices[0]


@pytest.mark.parametrize(("question", "kind"), [("vad betyder planen för oss i hamnen", "area"), ("vad betyder levande vik", "definition")])
def test_what_a_plan_means_for_somebody_is_no_definition(question, kind):
    assert classify(question, question, exists=False).kind == kind


def test_an_abbreviation_spelt_out_in_its_brackets_goes_before_one_in_brackets_alone():
    section = SimpleNamespace(kind="section")
    full = SimpleNamespace(text="Den vakt som är utsedd för kusten (Gemensam samordnande vakt, GSV).", section=section)
    bare = SimpleNamespace(text="Hamnen samverkar med sin vakt (GSV).", section=section)
    assert defines(full, ["GSV"]) > defines(bare, ["GSV"])


def test_the_word_for_something_told_is_looked_up(library):
    answer = ask(library, "båtar som lägger till vid en plats, har kommunen nåt ord för det?")
    assert answer.kind == "definition"
    assert "Kaj" in answer.text


def test_other_questions_ask_for_no_word(library):
    assert (
        compose_word(SimpleNamespace(reading=SimpleNamespace(understood=SimpleNamespace(read_as="när lägger båtar till vid en kaj"))))
        is None
    )


def test_a_short_form_is_told_also_beside_other_words(library):
    assert ask(library, "vad står HVR för i havsplanen och dess bilagor?").text.startswith("HVR – hamnvaktsrådet")


def test_an_entry_among_others_on_one_line_is_shown_with_its_line():
    section = SimpleNamespace(text="Kort sagt\n\nHVR – hamnvaktsrådet KV – kajvakt MU – mudring")
    start = section.text.index("KV")
    assert widen_entry(Quote(section, start, start + len("KV – kajvakt"))).text == "HVR – hamnvaktsrådet KV – kajvakt MU – mudring"
    assert widen_entry(Quote(section, 0, 9)).text == "Kort sagt"
