import json

from eval.train.encoder_text import Pair, cloze_pairs
from eval.train.heldout import hold_pairs, write_sets

PAIRS = [
    Pair("Vem plogar vägen?", "Samfälligheten plogar.", "g0v-head"),
    Pair("Samfälligheten plogar.", "En annan mening.", "g0v-adj"),
    Pair("Om plogning", "Kommunen sandar.", "g0v-head"),
    Pair("Vad gör vägföreningen?", "Samfälligheten plogar.", "g0v-title"),
    Pair("snö", "fruset regn", "folk-def"),
]


def test_headings_that_ask_are_held_out_with_their_texts():
    rest, held = hold_pairs(PAIRS)
    assert rest == [PAIRS[2], PAIRS[4]]
    assert held == {"rubriker": [PAIRS[0], PAIRS[3]]}


def test_all_questions_to_a_text_are_held_out_together():
    pairs = [Pair(f"fråga {number} {text}", f"text {text}", "swequad") for text in range(30) for number in range(2)]
    rest, held = hold_pairs(pairs)
    assert 2 <= len(held["texter"]) < 40
    assert not {pair.second for pair in rest} & {pair.second for pair in held["texter"]}


def test_sets_are_written_as_the_benchmark_reads_them(tmp_path):
    write_sets(hold_pairs(PAIRS)[1], tmp_path)
    passages = [json.loads(line) for line in (tmp_path / "rubriker.jsonl").read_text(encoding="utf-8").splitlines()]
    questions = [json.loads(line) for line in (tmp_path / "rubriker-questions.jsonl").read_text(encoding="utf-8").splitlines()]
    assert passages == [{"id": "0", "title": "", "text": "Samfälligheten plogar."}]
    assert [row["relevant"] for row in questions] == [["0"], ["0"]]


def test_cloze_takes_a_sentence_out_of_its_paragraph():
    import random

    line = "Snön faller tidigt i år på fjället. Vägen plogas av kommunen varje morgon. Gångbanan sandas när det är halt."
    pairs = cloze_pairs(["Kort. Rad.", line], random.Random(1), 5)
    assert len(pairs) == 1 and pairs[0].kind == "cloze"
    assert (pairs[0].first in line and len(pairs[0].second) < len(line)) or pairs[0].second == line
