"""Training of the encoder: its small steps by hand, and the whole on a few sentences. What needs torch is skipped without it."""

import json
import random
from dataclasses import replace

import numpy as np
import pytest

from corpus.encoder import load_folder
from corpus.encoders import MEMORY
from corpus.errors import BadRequest
from corpus.memory import load_memory
from eval.train.encoder_export import round_rows, save_model
from eval.train.encoder_text import (
    Glossary,
    Reply,
    drop_diacritics,
    drop_words,
    frequent_words,
    misspell,
    read_everyday,
    read_lines,
    read_pairs,
    read_replies,
)
from eval.train.encoder_tokenizer import Bags, split_pieces, split_texts, train_tokenizer
from eval.train.probe import hold_out, probe_everyday, probe_questions

ITEMS = [
    {
        "official": f"Nämnden ska inrätta {thing} i varje kommundel.",
        "everyday": [f"var finns {word}?", f"{word} nära", f"vi saknar {word} här", f"{word} tack", f"Det ska finnas {word} överallt."],
        "terms": [[word, thing]],
        "en": f"local {word}",
    }
    for thing, word in (
        ("bibliotek", "böcker"), ("simhallar", "bad"), ("lekplatser", "gungor"), ("återvinningsstationer", "sopor"),
        ("anhörigcentraler", "avlastning"), ("fritidsgårdar", "häng"), ("äldreboenden", "hemmet"), ("familjecentraler", "småbarn"),
    )
]  # fmt: skip


REPLIES = [
    {"authority": "Trädgårdsverket", "answer": "Ansökan om odlingslott lämnas till verket.", "questions": ["Hur söker jag?", "vill odla"]},
    {"authority": "Trädgårdsverket", "answer": "Avgiften betalas i förskott.", "questions": ["Vad kostar det?", "dyrt?", "pris"]},
]


@pytest.fixture
def files(tmp_path):
    """The training files, tiny."""
    (tmp_path / "replies.jsonl").write_text("\n".join(map(json.dumps, REPLIES)), encoding="utf-8")
    lines = [item["official"] for item in ITEMS] + [phrase for item in ITEMS for phrase in item["everyday"]]
    pairs = [[item["everyday"][0], item["official"], "fråga"] for item in ITEMS] + [[*item["terms"][0], "folk-syn"] for item in ITEMS]
    (tmp_path / "text.txt").write_text("\n".join(lines * 6), encoding="utf-8")
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, pairs)), encoding="utf-8")
    (tmp_path / "everyday.jsonl").write_text(
        "\n".join(map(json.dumps, [*ITEMS, {"topic": "bad", "terms": [["plaska", "vattenlek"]]}])), encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def tokenizer(files):
    return train_tokenizer(read_lines(files / "text.txt"), 150, random.Random(0))


def test_files_become_records(files):
    assert read_pairs(files / "pairs.jsonl")[0].second == "Nämnden ska inrätta bibliotek i varje kommundel."
    items, glossaries = read_everyday(files / "everyday.jsonl")
    item = items[1]
    assert glossaries == [Glossary("bad", (("plaska", "vattenlek"),))]
    assert (item.terms, item.english, len(item.everyday)) == ((("bad", "simhallar"),), "local bad", 5)


def test_replies_become_records(files):
    assert read_replies(files / "replies.jsonl")[1] == Reply(
        "Trädgårdsverket", "Avgiften betalas i förskott.", ("Vad kostar det?", "dyrt?", "pris")
    )


def test_sayings_meet_their_officialese_and_each_other(tokenizer):
    pytest.importorskip("torch")
    from eval.train.encoder_groups import COPIES, saying_groups

    said = [(reply["answer"], reply["questions"]) for reply in REPLIES]
    ask, alike = saying_groups("replies", said, tokenizer, 10.0, random.Random(0))
    assert (ask.weight, alike.weight) == pytest.approx((8.0, 2.0))
    assert ask.right.tolist() == [0, 0, 1, 1, 1] * COPIES
    assert len(alike.left) == 2 + 6  # ordered pairs of two and of three
    assert alike.key.tolist() == [0, 0, 1, 1, 1, 1, 1, 1]
    assert not set(zip((alike.left % 5).tolist(), alike.right.tolist(), strict=True)) & {(k, k) for k in range(5)}


@pytest.mark.parametrize(
    ("name", "line"),
    [("pairs", '["ett", "två"]'), ("pairs", "{"), ("everyday", '{"official": "x"}'), ("replies", '{"authority": "x", "answer": "y"}')],
)
def test_a_faulty_line_is_named_by_its_number(files, name, line):
    path = files / f"{name}.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + "\n" + line, encoding="utf-8")
    number = len(path.read_text(encoding="utf-8").splitlines())
    with pytest.raises(BadRequest, match=f"Rad {number} i {name}.jsonl"):
        {"pairs": read_pairs, "everyday": read_everyday, "replies": read_replies}[name](path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BadRequest, match=r"saknas\.txt"):
        read_lines(tmp_path / "saknas.txt")


def test_slips_keep_the_words_apart_and_the_first_letter():
    rng = random.Random(1)
    for _ in range(50):
        before, after = "återvinning i kommunen", misspell("återvinning i kommunen", rng, share=1.0)
        assert after != before
        assert [word[0] for word in after.split()] == ["å", "i", "k"]
        assert all(abs(len(a) - len(b)) <= 1 for a, b in zip(after.split(), before.split(), strict=True))


def test_words_are_dropped_but_never_all():
    assert drop_words("ett två", random.Random(0), share=1.0) == "ett två"
    assert set(drop_words("a b c d e f g h", random.Random(0)).split()) < set("abcdefgh")
    assert drop_diacritics("Åtgärder för ökad närvaro") == "Atgarder for okad narvaro"


def test_frequent_words_come_commonest_first():
    assert frequent_words(["Skolan skolan vägen", "vägen skolan bro 12345"], most=2) == ["skolan", "vägen"]


def test_the_tokenizer_reads_odd_characters_as_plain_ones(tokenizer):
    plain, odd = (tokenizer.encode(text).ids for text in ("nämnden", "na\u0308mn\u00adden"))
    assert plain == odd


def test_bags_lie_end_to_end_and_are_never_empty(tokenizer):
    bags = split_texts(tokenizer, ["nämnden", "", "ska inrätta"], 2)
    assert len(bags) == 3
    assert bags.row(1).tolist() == [0]
    assert max(np.diff(bags.starts)) <= 2


def test_pieces_split_into_smaller_ones_that_spell_the_same(tokenizer):
    splits = split_pieces(tokenizer)
    assert len(splits) == tokenizer.get_vocab_size()
    several = [number for number in range(len(splits)) if len(splits.row(number)) > 1]
    assert several
    for number in several:
        assert "".join(map(tokenizer.id_to_token, splits.row(number))) == tokenizer.id_to_token(number)


def test_rounded_rows_stay_within_half_a_step():
    table = np.random.default_rng(0).normal(size=(5, 8)).astype(np.float32)
    table[2] = 0
    numbers, scales = round_rows(table)
    assert numbers.dtype == np.int8
    assert (np.abs(numbers * scales[:, None] - table) <= 0.501 * scales[:, None]).all()


def test_a_saved_model_loads_again(tokenizer, tmp_path):
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 4)).astype(np.float32)
    save_model(tmp_path / "m", table, tokenizer)
    encoder = load_folder(tmp_path / "m")
    number = tokenizer.encode("nämnden").ids
    exact = table[number].sum(axis=0)
    assert encoder.encode(["nämnden"])[0] == pytest.approx(exact / np.linalg.norm(exact), abs=0.02)


def test_held_out_items_come_in_runs():
    train, held = hold_out(list(range(200)))
    assert held == [*range(70, 80), *range(170, 180)]
    assert len(train) == 180


def test_the_probe_counts_who_comes_first(files):
    items, _ = read_everyday(files / "everyday.jsonl")
    texts = {text: number for number, item in enumerate(items) for text in (item.official, *item.everyday, item.english)}
    perfect = probe_everyday(lambda rows: np.eye(len(items))[[texts.get(row, 0) for row in rows]], items)
    assert perfect["alla @1"] == perfect["engelska @5"] == 1
    assert perfect["utan åäö @1"] < 1
    assert probe_everyday(lambda rows: np.ones((len(rows), 2)), items)["fråga @5"] == 0


def test_questions_are_right_where_the_answer_stands(tmp_path):
    contexts = ["Badet öppnar klockan åtta. " + "x" * 20, "Biblioteket ligger vid torget. " + "y" * 20]
    choices = [[{"type": "Correct answer", "start": 22}, {"type": "Distractor", "start": 0}], [{"type": "Correct answer", "start": 40}]]
    rows = [{"question": text[0:3], "context": text, "choices": choice} for text, choice in zip(contexts, choices, strict=True)]
    (tmp_path / "q.json").write_text(json.dumps({"data": rows}), encoding="utf-8")

    def encode(texts):
        return np.array([[text.startswith("Bad"), text.startswith("Bib"), 0.5 * ("y" in text)] for text in texts], dtype=float)

    # the first answer stands in the first piece, which comes first; the second in a later piece that shares nothing with its question
    assert probe_questions(encode, tmp_path / "q.json", longest=30) == {"swequad MRR@10": pytest.approx((1 + 1 / 2) / 2)}


def tiny_recipe():
    from eval.train.encoder import Recipe
    from eval.train.encoder_steps import Stage

    return Recipe(pieces=150, dimension=16, tokenizer_share=1.0, general=Stage(30, 0.02, 8), everyday=Stage(60, 0.02, 8))


def test_training_brings_phrases_to_their_sentences_and_repeats_itself(files):
    pytest.importorskip("torch")
    pytest.importorskip("gensim")
    from eval.train.encoder import train_encoder

    names = [files / name for name in ("pairs.jsonl", "text.txt", "everyday.jsonl")]
    for out in ("en", "två"):
        train_encoder(*names, files / out, seed=3, device="cpu", recipe=tiny_recipe(), report=lambda line: None)
    first, second = load_folder(files / "en"), load_folder(files / "två")
    assert first.id == second.id
    assert probe_everyday(first.encode, read_everyday(files / "everyday.jsonl")[0])["fråga @1"] >= 0.75


def test_a_finished_model_goes_on_with_replies_and_cases(files):
    pytest.importorskip("torch")
    pytest.importorskip("gensim")
    from eval.train.encoder import Stage, read_told, train_encoder

    names = [files / name for name in ("pairs.jsonl", "text.txt", "everyday.jsonl")]
    train_encoder(*names, files / "en", device="cpu", recipe=tiny_recipe(), report=lambda line: None)
    told = read_told(files / "replies.jsonl", files / "everyday.jsonl")
    recipe = replace(tiny_recipe(), start=files / "en", told=told, told_stage=Stage(40, 0.02, 8))
    train_encoder(*names, files / "två", device="cpu", recipe=recipe, report=lambda line: None)
    first, second = load_folder(files / "en"), load_folder(files / "två")
    assert first.tokenizer.to_str() == second.tokenizer.to_str()
    memory = load_memory(files / "två" / MEMORY, second.id, second.table)
    assert len(memory.keys) == 8 + 8 + 2  # everyday items, cases, replies
    near = [encoder.encode(["vill odla"]) @ encoder.encode([REPLIES[0]["answer"]]).T for encoder in (first, second)]
    assert near[1] > near[0]


def test_measures_come_from_items_that_were_kept_from_training(files):
    pytest.importorskip("torch")
    pytest.importorskip("gensim")
    from eval.train.encoder import train_encoder

    lines = (files / "everyday.jsonl").read_text(encoding="utf-8").splitlines()
    several = [line.replace("kommundel", f"kommundel {number}") for number in range(10) for line in lines]
    (files / "everyday.jsonl").write_text("\n".join(several), encoding="utf-8")
    reports = []
    names = [files / name for name in ("pairs.jsonl", "text.txt", "everyday.jsonl")]
    train_encoder(*names, files / "ut", device="cpu", recipe=replace(tiny_recipe(), measure=True), report=reports.append)
    assert reports[-1].startswith("fråga @1: ")


def test_the_loss_is_small_only_when_rows_match():
    torch = pytest.importorskip("torch")
    from eval.train.encoder_steps import contrast

    rows = torch.eye(4)
    assert contrast(rows[:2], rows[:2], (4,)) < 0.01
    assert contrast(rows[:2], rows[:2].flip(0), (4,)) > 10
    assert contrast(rows[1:3], rows[1:3], (4, 2)) > 0.5  # cut to two dimensions the second row is nothing


def test_hard_negatives_bring_near_sentences_into_one_batch():
    pytest.importorskip("torch")
    from eval.train.encoder_groups import NEAREST, add_neighbours
    from eval.train.encoder_steps import Group

    angles = np.linspace(0, 1, 40)
    near = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    bags, numbers = Bags([[1]] * 40), np.arange(40)
    hard = add_neighbours(Group("x", 1, bags, bags, numbers, numbers, numbers), near)
    drawn = np.sort(hard.key[hard.draw(NEAREST, np.random.default_rng(0))])
    assert len(drawn) == NEAREST
    assert drawn[-1] - drawn[0] == NEAREST - 1


def test_pieces_are_split_at_the_share_asked_for():
    pytest.importorskip("torch")
    from eval.train.encoder_steps import Trainer

    splits = Bags([[0], [2, 3], [2], [3]])
    bags, chosen, rng = Bags([[1, 2], [3, 1]]), np.array([1, 0]), np.random.default_rng(0)
    whole = Trainer(np.eye(4, dtype=np.float32), splits, 0.0)._gather(bags, chosen, rng)
    parts = Trainer(np.eye(4, dtype=np.float32), splits, 1.0)._gather(bags, chosen, rng)
    assert [part.tolist() for part in whole] == [[3, 1, 1, 2], [0, 2]]
    assert [part.tolist() for part in parts] == [[3, 2, 3, 2, 3, 2], [0, 3]]


def test_some_phrases_are_asked_about_a_plan():
    pytest.importorskip("torch")
    from eval.train.encoder_groups import FRAMED, frame_phrase

    rng = random.Random(0)
    framed = [frame_phrase("bad {nära}", rng) for _ in range(400)]
    assert all("bad {nära}" in phrase for phrase in framed)
    assert 0.5 * FRAMED < sum(phrase != "bad {nära}" for phrase in framed) / 400 < 1.5 * FRAMED
