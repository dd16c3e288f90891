"""What signs of a font without a letter stand for."""

from ingest.readers.fragments import Fragment
from ingest.readers.ligatures import mend_fragments, read_signs


def test_a_private_code_is_read_by_the_words_it_makes():
    text = "rä\ue03c stöd, a\ue03c svara, lä\ue03care arbete, mo\ue03cagning; genom\ue0e0öra \ue0e0ör alla, \ue0e0örening, upp\ue0e0öljning e\ue039er dri\ue039"
    assert read_signs([text]) == {0xE03C: "tt", 0xE0E0: "f", 0xE039: "ft"}


def test_a_letter_of_another_language_is_read_too():
    text = "informaƟon, Ɵllgänglig, poliƟk, acƟvity, insaƩ, aƩ, räƩ, nyƩa, eŌer, upphandling"
    assert read_signs([text]) == {0x19F: "ti", 0x1A9: "tt", ord("Ō"): "ft"}


def test_bullets_foreign_words_and_what_no_reading_explains_stay():
    assert read_signs(["\uf0b7 Bygga bryggor", "\uf0b7"]) == {}
    assert read_signs(["x\ue001q zz\ue001w qv\ue001x"]) == {}
    assert read_signs(["Ōsaka", "Đorđe Šešelj Čáhput"]) == {}


def test_pieces_are_mended_and_broken_pages_kept():
    pages = [[Fragment(text, 700.0, 11.0, False) for text in ("så a", "\ue03c", " rä", "\ue03c", "en gäller")], None]
    mended = mend_fragments(pages)
    assert mended[0] is not None and "".join(one.text for one in mended[0]) == "så att rätten gäller" and mended[1] is None
