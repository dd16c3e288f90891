"""Look-alike letters: spellings by hand, and with the models that ship."""

import pytest

from corpus.records import Source
from ingest.repair import repair
from ingest.repair.lookalikes import change_letter, drop_letters, drop_stroke, vary_word


def mend(text):
    for change in reversed(repair(Source(text, (), "text"))[0]):
        text = text[: change.start] + change.text + text[change.end :]
    return text


TEXT = "Kommunen ska ge aldre personer st6d i hemmet och f6lja upp att malen nas for alla som far vard och omsorg. " * 4


def test_strokes_run_together_are_parted():
    assert "kommunerna" in dict(vary_word("kommunema"))
    assert "avlastning" in dict(vary_word("aviastning"))


def test_a_letter_read_twice_is_one():
    assert {"kvarnhjul", "hamntyp"} <= dict([*vary_word("kuvarnhjul"), *vary_word("hamntypp"), *vary_word("hamntpyp")]).keys()
    assert "hamn" not in dict(vary_word("hamnn"))


def test_an_ending_is_never_another_form():
    assert "spelar" not in dict(vary_word("spelat"))
    assert "verksamheten" not in list(drop_letters("verksamhetens"))


def test_a_doubled_letter_is_a_slip_and_stays():
    dropped = list(drop_letters("verksambhetten"))
    assert "verksamhetten" in dropped
    assert "verksambheten" not in dropped


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Aven kommunema berors.", "Även kommunerna berörs."),
        ("Det galler aviastning i hemmet.", "Det gäller avlastning i hemmet."),
        ("Det ar kKommunerna som svarar.", "Det är kommunerna som svarar."),
        ("Beslutet har kommict till namnden.", "Beslutet har kommit till nämnden."),
        ("Deras samyerkan galler alla.", "Deras samverkan gäller alla."),
        ("Muycket arbete kvarstar.", "Mycket arbete kvarstår."),
        ("Deras besLut galler.", "Deras beslut gäller."),
        ("Det framgar av SoL och HSL.", "Det framgår av SoL och HSL."),
        ("Vi pratar i WhatsApp om det.", "Vi pratar i WhatsApp om det."),
        ("Se JOs beslut i fragan.", "Se JOs beslut i frågan."),
        ("Det ar reviders och linjes.", "Det är reviders och linjes."),
        ("Stadning 1 gang/vecka ingar.", "Städning 1 gång/vecka ingår."),
        ("- 1 rum och k6k", "- 1 rum och kök"),
    ],
)
def test_what_was_printed_comes_back_and_nothing_else(read, printed):
    assert mend(TEXT + read).endswith(printed)


def test_a_stroke_beside_a_word_is_dropped():
    assert list(drop_stroke("behovi")) == ["behov"]
    assert list(drop_stroke("iannan")) == ["annan"]
    assert list(drop_stroke("ini")) == ["in"]
    assert list(drop_stroke("hamn")) == []


def test_a_stroke_is_put_right_in_a_text_and_a_name_is_not():
    assert "stora behov av" in mend(TEXT + "Barnen har stora behovi av lek. ")
    assert "Tonim kom" in mend(TEXT + "Sedan Tonim kom hit. ")


def test_any_letter_may_be_another_or_one_too_many_but_none_is_missing():
    changed = set(change_letter("samuyn"))
    assert {"samsyn", "samyn", "samun"} <= changed - {"samuyn"}
    assert not any(len(word) > 6 for word in changed)


def test_a_letter_doubled_and_an_inflection_are_left_to_the_writer():
    changed = set(change_letter("hallen"))
    assert not {"halen", "halle"} & changed
    assert "hellen" in changed
