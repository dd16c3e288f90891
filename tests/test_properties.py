"""Properties that hold for any text: normalising twice is normalising once, places stay true, what is lifted out leads back to the source."""

import re
import string
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checks.citations import find_ranges, is_repaired
from assistant.question.clean import MASK, clean_question, mask_identities, strip_controls
from assistant.question.words import fold as fold_in_place
from corpus.anchors import MAX_SLUG, number_repeats, slug
from corpus.errors import BadRequest
from corpus.folding import INVISIBLE, find_words, fold, list_words, normalise
from corpus.records import Change, Page, Source
from ingest.structure.document import build

ODD = st.sampled_from(
    [
        *INVISIBLE,
        "\u0301",
        "\u030a",
        "\u0308",
        "ﬁ",
        "ﬀ",
        "Å",
        "å",
        "a\u030a",
        "İ",
        "ß",
        "ſ",
        "ẞ",
        "Ⅷ",
        "²",
        "\u202e",
        "\U000e0041",
        "\ud800",
    ]
)
TEXTS = st.lists(st.one_of(st.text(max_size=12), ODD), max_size=12).map("".join)
WHOLE = TEXTS.map(lambda text: "".join(char for char in text if not "\ud800" <= char <= "\udfff"))


@given(WHOLE)
def test_normalising_twice_is_normalising_once(text):
    once = normalise(text)
    assert normalise(once) == once
    assert normalise(unicodedata.normalize("NFD", text)) == once
    assert not set(once) & set(INVISIBLE)
    assert fold(fold(once)) == fold(once)


def test_every_sign_of_unicode_is_normalised_once():
    wrong = [char for code in range(0x110000) if not 0xD800 <= code < 0xE000 and normalise(normalise(char := chr(code))) != normalise(char)]
    assert wrong == []


@given(TEXTS)
def test_words_stand_where_they_are_said_to_stand(text):
    found = list(find_words(text))
    assert [word for *_, word in found] == list_words(text)
    assert all(start < end for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    assert all(normalise(text[start:end]) == word for start, end, word in found)


@given(st.text(string.ascii_letters + "åäöÅÄÖéü -,.", max_size=60))
def test_question_and_document_have_the_same_words_however_they_are_encoded(text):
    spread = "".join(char + ("\u00ad" if char.isalpha() else "") for char in text)
    for other in (unicodedata.normalize("NFD", text), unicodedata.normalize("NFKC", text), spread):
        assert list_words(other) == list_words(text)


@given(TEXTS)
def test_folding_in_place_moves_nothing(text):
    assert len(fold_in_place(text)) == len(text)
    assert fold_in_place(fold_in_place(text)) == fold_in_place(text)


@given(TEXTS)
def test_a_question_is_cleaned_once(text):
    once = strip_controls(text)
    assert strip_controls(once) == once
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in once)
    once.encode()
    try:
        cleaned = clean_question(text).text
    except BadRequest:
        return
    assert clean_question(cleaned).text == cleaned


@given(st.text("0123456789- +.T\u2013Pnrabc", max_size=80))
def test_masking_twice_is_masking_once(text):
    masked, count = mask_identities(text)
    assert mask_identities(masked) == (masked, 0)
    assert masked.count(MASK) == count + text.count(MASK)


@given(TEXTS)
def test_an_anchor_is_short_ascii_and_stays(text):
    made = slug(text)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", made)
    assert len(made) <= MAX_SLUG
    assert slug(made) == made == slug(unicodedata.normalize("NFD", text))


@given(st.lists(st.sampled_from(["mal", "syfte", "mal~2", "ansvar"]), max_size=20))
def test_anchors_are_unique_in_their_order(names):
    numbered = number_repeats(names)
    assert len(set(numbered)) == len(names)
    assert all(new.split("~")[0] == old.split("~")[0] for new, old in zip(numbered, names, strict=True))
    firsts = {name: numbered[names.index(name)] for name in names if "~" not in name}
    assert all(firsts[name] == name for name in firsts)


PROSE = "Kommunen ska bygga en gångbro över ån före våren och laga alla vägar i byn varje år till skolan"
WORDS = st.sampled_from(PROSE.split())
SENTENCES = st.lists(WORDS, min_size=4, max_size=14).map(lambda words: " ".join(words).capitalize() + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=4).map("\n".join)
PLANS = st.lists(PARAGRAPHS, min_size=1, max_size=5)


@st.composite
def sources(draw):
    """A plan of a few sections, some words of it repaired: (source, changes)."""
    text = "".join(f"# Del {number}\n\n{body}\n\n" for number, body in enumerate(draw(PLANS), start=1))
    spans = [found.span() for found in re.finditer(r"[a-zåäö]{4,}", text)]
    chosen = sorted(draw(st.lists(st.sampled_from(spans), max_size=6, unique=True))) if spans else []
    changes = [
        Change(start, end, draw(st.sampled_from(["hamnen", "åsen", "bättre", text[start:end]])), 4.0, (), "ocr") for start, end in chosen
    ]
    return Source(text, (Page(1, None, 0, len(text)),), "markdown"), tuple(changes)


@settings(max_examples=60, deadline=None)
@given(sources())
def test_what_is_repaired_leads_back_to_its_source(made):
    source, changes = made
    mended = {(one.start, one.end): one.text for one in changes if one.text != source.text[one.start : one.end]}
    seen = set()
    for section in build("plan", source, changes).sections:
        at = 0
        for segment in section.segments:
            assert segment.clean_start == at
            at = segment.clean_end
            clean, raw = section.text[segment.clean_start : segment.clean_end], source.text[segment.source_start : segment.source_end]
            if segment.operation == "copy":
                assert clean == raw
            elif segment.operation == "repair":
                seen.add((segment.source_start, segment.source_end))
                assert mended[segment.source_start, segment.source_end] == clean
        assert at == len(section.text)
    assert seen == set(mended)


@settings(max_examples=60, deadline=None)
@given(sources(), st.integers(0, 400), st.integers(1, 120))
def test_a_quote_leads_to_the_words_it_was_made_of(made, start, length):
    source, changes = made
    for section in build("plan", source, changes).sections:
        first = start % max(1, len(section.text))
        last = min(first + length, len(section.text))
        if first >= last:
            continue
        ranges = find_ranges(section.segments, first, last)
        quote = section.text[first:last]
        assert all(one[1] <= other[0] for one, other in pairwise(ranges))
        if not is_repaired(section.segments, first, last):
            assert "".join(quote.split()) == "".join("".join(source.text[slice(*one)] for one in ranges).split())


@pytest.mark.parametrize(
    ("text", "words"), [("ﬁxa ²", ["fixa", "2"]), ("A\u030angbro", ["ångbro"]), ("be\u00adlys\u200bning", ["belysning"])]
)
def test_what_looks_alike_is_alike(text, words):
    assert list_words(text) == words
