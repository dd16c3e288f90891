"""Words that are right though the lexicon lacks them."""

from assistant.question.words import read_words
from eval.train.encoder_text import Item, read_everyday
from eval.train.real_words import EVERYDAY, find_real


def test_words_that_the_lexicon_lacks_are_found_but_in_telegrams():
    item = Item("Snö röjs.", ("vem röjer xyzzyn?", "blixtlåset", "kommunen är sen", "xyzyyn sen", "Ska xyz vara så?"), (), "snow")
    assert find_real([item]) == ["blixtlåset", "xyzzyn"]


def test_the_list_is_made_of_the_items():
    assert read_words("real.txt") == frozenset(find_real(read_everyday(EVERYDAY)[0]))
