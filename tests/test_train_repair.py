"""The training of OCR repair, on a text small enough to check by hand."""

import json

import marisa_trie
import numpy as np
import pytest

from eval.train.repair import (
    WORDS,
    choose_words,
    count_form,
    is_foreign,
    keeps_word,
    number_words,
    read_glossary,
    read_paragraphs,
    read_shingles,
    train_repair,
)
from eval.train.repair_channel import align_letters
from eval.train.repair_ngrams import FORM_FLOOR, FORM_TRUST, build_ngrams, count_singles, pick_discounts
from eval.train.repair_parts import split_word
from ingest.repair.language import FIRST_WORD, NUMBER, START, STEP, LanguageModel
from ingest.repair.load import load_models
from ingest.repair.tables import HashTable

TEXT = "Rådet ska varje år besöka alla öar i sjön. Ön har 12 hus och en brygga för båtar.\n" * 40
PAIR = {
    "clean": "en lång rad som bara finns för att hållas undan helt",
    "noisy": "x",
    "doc": "d",
    "font": "f",
    "dpi": 200,
    "lang": "eng",
    "heldout": True,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("models")
    rows = [PAIR] + [PAIR | {"clean": "sjön på ön", "noisy": "sj6n pa 6n", "heldout": False}] * 4
    (folder / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (folder / "text.txt").write_text(TEXT + f"Före {PAIR['clean']} efter\n", encoding="utf-8")
    everyday = {"official": "Rådet ska tillaga mat.", "everyday": ["vem lagar mat", "mat", "vem lagar", "mat mat", "någon lagar maten"]}
    (folder / "everyday.jsonl").write_text(json.dumps(everyday) + "\n" + json.dumps({"topic": "mat"}) + "\n", encoding="utf-8")
    train_repair(folder / "text.txt", folder / "pairs.jsonl", folder / "out", folder / "everyday.jsonl")
    return folder


def test_the_models_load_and_know_the_text(folder):
    models = load_models(folder / "out")
    assert "s*n\tjö" not in models.lexicon
    assert "sj*n\tö" in models.lexicon
    assert models.prior["ö"] == {"6": 1.0}
    assert models.prior["å"] == {"a": 1.0}


def test_held_out_text_is_left_out(folder):
    shingles = read_shingles(folder / "pairs.jsonl")
    assert len(shingles) == 4
    assert not any("hållas" in paragraph for paragraph in read_paragraphs(folder / "text.txt", shingles))
    assert "h*ll*s\tå*a" not in marisa_trie.Trie().load(str(folder / "out" / "lexicon.marisa"))


def test_a_dictionary_gives_its_swedish_sides_once(tmp_path):
    rows = [
        ["en brygga", "a jetty", "folk-tr"],
        ["kaj", "brygga &quot;av sten&quot;", "folk-def"],
        ["kaj", "brygga", "folk-syn"],
        ["x", "y", "g0v-adj"],
    ]
    path = tmp_path / "words.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert list(read_glossary(path)) == ["en brygga", "kaj", 'brygga "av sten"', "brygga"]
    assert list(read_glossary(None)) == []


def test_words_become_numbers():
    sequence, capitals, words = number_words(iter(["Ön har 12 hus. Ön"]))
    on, har, hus = (words.index(word) + FIRST_WORD for word in ("ön", "har", "hus"))
    assert sequence.tolist() == [START, on, har, NUMBER, hus, START, on, START]
    assert capitals.tolist() == [0, 1, 0, 0, 0, 0, 1, 0]


def test_debris_and_slips_are_no_words():
    assert choose_words(["ö", "x", "för", "fo"], np.array([9, 9, 900, 1])) == ["ö", "för"]
    assert not keeps_word("for", 2, 1000)
    assert keeps_word("for", 2, 500)


def test_probabilities_of_a_context_sum_to_one(tmp_path):
    rng = np.random.default_rng(0)
    sequence = np.concatenate([[START], rng.integers(FIRST_WORD, FIRST_WORD + 6, 4000)])
    build_ngrams(sequence, FIRST_WORD + 6, tmp_path / "ngrams.npz")
    models = np.load(tmp_path / "ngrams.npz")
    language = LanguageModel(*(-STEP * models[name].astype(np.float32) for name in ("unigrams", "backoffs")), HashTable(models["slots"]))
    words = np.arange(FIRST_WORD, FIRST_WORD + 6)
    total = np.exp(language.score(np.full(6, FIRST_WORD), np.full(6, FIRST_WORD + 1), words)).sum()
    assert total == pytest.approx(1.0, abs=0.1)


def test_discounts_follow_chen_and_goodman():
    counts = np.repeat([1, 2, 3, 4], [8, 4, 2, 1])
    assert pick_discounts(counts).tolist() == pytest.approx([0.0, 0.5, 1.25, 2.0])


def test_a_compound_is_split_into_known_words():
    counts = {"båt": 9, "båts": 9, "brygga": 9, "bryggan": 9, "gga": 5}
    assert split_word("båtbryggan", counts) == ("båt", "bryggan")
    assert split_word("sjöbryggan", counts) is None


def test_letters_are_aligned_with_their_readings():
    assert align_letters("på ön", "pa 6n")[("ö", "6")] == 1
    assert align_letters("vår", "var")[("å", "a")] == 1


def test_paragraphs_in_english_are_left_out():
    assert is_foreign(WORDS.findall("we have a plan for the future of the harbour and that is good for all"))
    assert not is_foreign(WORDS.findall("hamnen har en plan för framtiden och den är bra för alla som bor här i dag"))
    assert not is_foreign(["the", "end"])


def test_forms_that_the_text_lacks_join_the_lexicon(folder):
    (folder / "forms.tsv").write_text("bryggorna\t1e-6\nbåtar\t1e-5\nkaj\t0\nStorby\t1e-6\n", encoding="utf-8")
    out = folder / "more"
    train_repair(folder / "text.txt", folder / "pairs.jsonl", out, folder / "everyday.jsonl", forms=folder / "forms.tsv")
    models = load_models(out)
    assert "brygg*rn*\to*a" in models.lexicon
    assert "k*j\ta" not in models.lexicon
    place = models.lexicon["brygg*rn*\to*a"] + FIRST_WORD
    name = models.lexicon["st*rby\to"] + FIRST_WORD
    assert models.capitals[name] > 0.9 > 0.1 > models.capitals[place]
    known = models.lexicon["b*t*r\tå*a"] + FIRST_WORD
    assert models.language.unigrams[place] < models.language.unigrams[known]


def test_a_form_counts_by_its_share_but_less_than_a_word_of_the_text():
    pairs = np.array([3, 3, 4])
    assert count_singles(pairs, 6, None).tolist() == [0.5, 0.5, 0.5, 2.5, 1.5, 0.5]
    shares = np.array([np.nan, np.nan, np.nan, 0.5, np.nan, 0.2])
    assert count_singles(pairs, 6, shares).tolist() == pytest.approx([0.5, 0.5, 0.5, 2.5, 1.5, FORM_FLOOR + FORM_TRUST * 0.2 * 3])
    assert count_form(0.01, 1000) == 1 + int(FORM_TRUST * 10)
