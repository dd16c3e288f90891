"""What is said to a language model: rules, then fenced data."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.checks.citations import Quote
from assistant.model.prompts import FENCE, make_sources, make_token, response_format, take_out_fences, write_messages
from tests.small_library import make_edition


def quotes(*texts):
    section = make_edition("bergby", list(texts)).sections[0]
    starts = [section.text.index(text) for text in texts]
    return [Quote(section, start, start + len(text)) for start, text in zip(starts, texts, strict=True)]


def test_rules_first_then_sources_and_question_as_data():
    system, user = write_messages("Vem leder?", make_sources(quotes("Rektor leder gruppen.", "Gruppen träffas ofta.")))
    assert (system["role"], user["role"]) == ("system", "user")
    assert "Rektor" not in system["content"]
    assert user["content"].count(FENCE) == 6
    assert re.search(rf"{FENCE} KÄLLA [0-9A-F]{{8}}\n\(Mål\)\nRektor leder gruppen.\n{FENCE}", user["content"])
    assert user["content"].endswith(f"{FENCE} FRÅGA\nVem leder?\n{FENCE}")


def test_a_token_is_the_same_every_time_and_says_nothing():
    one, other = quotes("Rektor leder gruppen.", "Gruppen träffas ofta.")
    assert make_token(one) == make_token(one) != make_token(other)
    assert "bergby" not in make_token(one).lower()


@given(st.text(alphabet="§ab\n", max_size=60))
def test_no_text_can_close_its_fence(text):
    assert FENCE not in take_out_fences(text)
    content = write_messages(text, make_sources(quotes(f"Rektor {FENCE} leder.")))[1]["content"]
    assert content.count(FENCE) == 4


def test_the_reply_has_a_strict_shape():
    schema = response_format()["json_schema"]["schema"]
    json.dumps(schema)
    assert schema["properties"]["statements"]["items"]["required"] == ["text", "source", "quote"]
