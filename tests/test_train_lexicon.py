"""Learning the lexicon, on a text small enough to count by hand."""

import lzma

from corpus.lexicon import Lexicon
from eval.train_lexicon import base_of, count_words, train_lexicon

LINES = ["Bilväg cykelväg skogsväg gångväg bilbana cykelbana gångbana skogsbana biltur cykeltur gångtur skogstur."] * 20
WORDS = ["bil cykel skog gång väg bana tur Åsa åsna"] * 400


def test_words_are_counted_with_and_without_capitals(tmp_path):
    (tmp_path / "a.txt").write_text("Väg väg\nVÄG 12\n", encoding="utf-8")
    every, lower = count_words([tmp_path / "a.txt"])
    assert (every["väg"], lower["väg"]) == (3, 1)
    assert (base_of("gångs", lower), base_of("väg", lower)) == (None, None)


def test_compounds_are_learnt_from_common_parts(tmp_path):
    with lzma.open(tmp_path / "text.xz", "wt", encoding="utf-8") as file:
        file.write("\n".join(LINES + WORDS))
    assert train_lexicon([tmp_path / "text.xz"], tmp_path / "out") > 20
    lexicon = Lexicon(tmp_path / "out")
    assert lexicon.split("skogsbana") == ("skogs", "bana")
    assert lexicon.split("gångturbana") is None
    assert lexicon.frequency("väg") > lexicon.frequency("bilväg") > 0
    assert lexicon.spellings("asna") == ["åsna"]
    assert "skogs" not in lexicon.words()
