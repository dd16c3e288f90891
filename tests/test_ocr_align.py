from eval.ocr_align import pair_words, plain_word


def pairs(true, misread):
    found, missing = pair_words(true, misread)
    return [(pair.true, plain_word(pair.token)) for pair in found], missing


def test_words_are_paired_by_shape():
    assert pairs("stöd i hemmet", "st6d i hemmet") == ([("stöd", "st6d"), ("i", "i"), ("hemmet", "hemmet")], 0)


def test_what_was_put_in_between_is_left_out():
    found, missing = pairs("vården ska samordnas", "varden ~~ SIDA 4 ska samordnas")
    assert found == [("vården", "varden"), ("ska", "ska"), ("samordnas", "samordnas")]
    assert missing == 0


def test_other_misreadings_are_paired_by_likeness():
    assert pairs("de nya kommunerna växer", "de nya kommunema vaxer")[0][2] == ("kommunerna", "kommunema")


def test_lost_words_are_counted():
    assert pairs("planen gäller alla bibliotek här", "planen galler har")[1] == 2


def test_a_cut_word_is_one_word():
    assert pairs("sjukvården växer", "sjuk-\nvarden vaxer")[0] == [("sjukvården", "sjukvarden"), ("växer", "vaxer")]
