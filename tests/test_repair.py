"""Repair as a whole, with the models that ship."""

import itertools

import pytest

from corpus.records import Page, Source
from ingest.repair import DOUBTFUL, VERSION, find_changes, repair
from ingest.repair.lock import find_tokens

CLEAN = """Socialnämnden ansvarar för att äldre personer får det stöd de behöver i sin vardag. Förvaltningen ska varje år redovisa hur många som
har fått hjälp, vilka som har fått vänta och vad det beror på. När en insats ändras ska den enskilde få veta det i god tid, och
närstående ska erbjudas samtal. Kommunens skolor och förskolor deltar i arbetet, och länets regioner har också åtagit sig att
samverka kring överenskommelsen. Planen gäller till och med den 31 december och följs upp före sommaren.
"""
NOISE = {"å": "a", "ä": "é", "ö": "6", "Å": "A", "Ä": "A", "Ö": "O"}
MISREAD = CLEAN.translate(str.maketrans(NOISE))


def apply(text, changes):
    for change in reversed(changes):
        text = text[: change.start] + change.text + text[change.end :]
    return text


def repair_text(text):
    return repair(Source(text, (), "text"))


def test_a_misread_text_is_mended():
    changes, (quality,) = repair_text(MISREAD)
    assert apply(MISREAD, changes) == CLEAN
    assert quality.verdict == "repaired"
    assert quality.language == "sv"


def test_another_noise_is_learnt_from_the_document():
    text = CLEAN.translate(str.maketrans({"å": "d", "ä": "i", "ö": "é", "Ä": "A", "Ö": "O"}))
    assert apply(text, repair_text(text)[0]) == CLEAN


def test_clean_text_is_left_alone():
    changes, (quality,) = repair_text(CLEAN)
    assert changes == ()
    assert quality.verdict == "good"


def test_changes_come_in_order_and_tell_their_margin():
    changes, _ = repair_text(MISREAD)
    assert all(one.end <= other.start for one, other in itertools.pairwise(changes))
    assert all(change.rule == "ocr" and (change.margin or 0) >= 0 for change in changes)
    certain = [change for change in changes if change.margin and change.margin > DOUBTFUL]
    assert len(certain) > 0.9 * len(changes)


def test_the_same_text_gives_the_same_changes():
    assert repair_text(MISREAD) == repair_text(MISREAD)


def test_only_misread_pages_change():
    text = CLEAN + MISREAD
    pages = (Page(1, None, 0, len(CLEAN)), Page(2, None, len(CLEAN), len(text)))
    changes, quality = repair(Source(text, pages, "pdf"))
    assert apply(text, changes) == CLEAN + CLEAN
    assert min(change.start for change in changes) >= len(CLEAN)
    assert [page.verdict for page in quality] == ["good", "repaired"]
    assert [page.choice for page in quality] == ["layer", "repair"]
    assert quality[0].unknown < 0.05 < 0.2 < quality[1].unknown


@pytest.mark.parametrize(
    "kept", ["2031/118", "SOF", "12,5", "www.kommun.example", "Kerstin Lind", "1–3", "0999-12 34 56", "a@kommun.example"]
)
def test_figures_names_and_addresses_are_kept(kept):
    text = MISREAD.replace("den enskilde", f"den enskilde {kept} ", 1)
    assert kept in apply(text, repair_text(text)[0])


def test_a_word_cut_by_a_line_break_is_mended_in_both_pieces():
    text = MISREAD.replace("6verenskommelsen", "6verens-\nkommelsen").replace("redovisa", "red-\novisa").replace("nérst", "nér-\nst")
    mended = apply(text, repair_text(text)[0])
    assert "överens-\nkommelsen" in mended
    assert "när-\nstående" in mended
    assert "red-\novisa" in mended


def test_a_lone_one_becomes_an_i_only_where_a_word_must_stand():
    text = MISREAD.replace("i sin vardag", "1 sin vardag") + "\n1 Inledning\n\nSe bilaga 1.\n"
    mended = apply(text, repair_text(text)[0])
    assert "behöver i sin vardag" in mended
    assert "\n1 Inledning\n\nSe bilaga 1.\n" in mended


def test_the_mark_of_a_footnote_stays():
    mended = apply(text := MISREAD.replace("insats 6", "insats 6").replace("regioner", "regioner12"), repair_text(text)[0])
    assert "regioner12 har" in mended


def test_an_empty_source_is_an_empty_page():
    changes, (quality,) = repair_text("")
    assert changes == ()
    assert quality.verdict == "empty"


def test_the_version_is_part_of_a_generation():
    assert VERSION


@pytest.mark.parametrize("debris", ["foo." * 5000, "|a" * 5000, "(HOK) " * 3000, "a.b@" * 5000, "x6" * 5000, "-\n" * 5000, "d" * 9000])
def test_debris_neither_hangs_nor_spoils_the_rest(debris):
    text = f"{MISREAD}\n{debris}\n\n{MISREAD}"
    mended = apply(text, find_changes(text, list(find_tokens(text, 0, len(text)))))
    assert mended.startswith(CLEAN)
    assert mended.endswith(CLEAN)


def test_a_name_with_a_capital_inside_keeps_its_letters():
    text = MISREAD + " Personalen anvander programmet BryggScript varje dag."
    assert "BryggScript" in apply(text, repair_text(text)[0])


def test_a_sign_read_for_a_letter_is_mended():
    text = MISREAD + " Bryggan #r stor och batarna #r sma."
    assert "är stor" in apply(text, repair_text(text)[0])


def mend(text):
    return apply(text, repair(Source(text, (), "text"))[0])


AROUND = "Kommunen ska ge aldre personer st6d i hemmet och f6lja upp att malen nas for alla som far vard och omsorg. " * 4


def test_a_one_before_a_definite_form_is_an_i():
    assert "stöd i arbetet med hamnen" in mend(AROUND + "De far st6d 1 arbetet med hamnen.")
    assert "stöd 1 gång per år" in mend(AROUND + "De far st6d 1 gang per ar.")


def test_a_name_that_the_document_never_speaks_of_does_not_begin_a_sentence():
    assert mend(AROUND + "- Bra belysning.").endswith("- Bra belysning.")
