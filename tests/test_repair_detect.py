from corpus.records import Page, Source
from ingest.repair.detect import (
    cut_page,
    drop_foreign,
    find_stretches,
    find_wrong,
    guess_language,
    is_garbage,
    judge_page,
    list_words,
    measure_page,
    measure_pages,
    share_unknown,
)

SWEDISH = "Nämnden ska varje år följa upp att målen nås och att stödet till de äldre är gott. " * 12
MISREAD = SWEDISH.translate(str.maketrans("åäöÅÄÖ", "aaoAAO"))
ENGLISH = "The committee shall follow up that the goals are reached and that the support is good. " * 12


def measure(*texts):
    starts = [sum(map(len, texts[:number])) for number in range(len(texts) + 1)]
    pages = tuple(Page(number + 1, None, starts[number], starts[number + 1]) for number in range(len(texts)))
    return measure_pages(Source("".join(texts), pages, "text"))


def test_language_is_told_by_stop_words():
    assert guess_language(["nämnden", "och", "att", "till", "som", "inte", "ett"]) == "sv"
    assert guess_language(["namnden", "och", "att", "till", "som", "inte", "ett", "for", "ar", "pa"]) == "sv"
    assert guess_language(["the", "committee", "of", "and", "to", "which", "is"]) == "en"
    assert guess_language(["utvalget", "og", "til", "ikke", "et", "som", "er"]) == "nb"
    assert guess_language(["ab", "cd", "ef", "gh", "ij", "kl", "mn", "op"]) == "und"


def test_garbage_is_signs_not_words():
    assert is_garbage("~~ | == _ {} ^")
    assert not is_garbage("Socialnämnden (SOF 2031/5), sid. 4–6.")
    assert not is_garbage("* ")


def test_a_page_is_measured():
    page = measure_page("Får är öde", Page(3, None, 0, 10))
    assert (page.page_number, page.words, page.letters, page.swedish_letters) == (3, 3, 8, 3)
    assert page.diacritics == 3 / 8


def test_a_source_without_pages_is_one_page():
    (page,) = measure_pages(Source(SWEDISH, (), "text"))
    assert page.page_number is None
    assert page.end == len(SWEDISH)


def test_only_misread_swedish_is_wrong():
    assert find_wrong(measure(SWEDISH, MISREAD, ENGLISH)) == [False, True, False]


def test_a_short_page_follows_its_document():
    assert find_wrong(measure("Beslut om stod till de aldre och att det ska foljas upp", MISREAD, MISREAD)) == [True, True, True]
    assert find_wrong(measure("Beslut om varden och att den ska foljas upp", SWEDISH)) == [False, False]


def test_a_short_document_of_too_little_text_is_left_alone():
    assert find_wrong(measure("Beslut om varden och att den ska foljas upp")) == [False]


def test_a_page_of_both_kinds_is_wrong_in_part():
    text = SWEDISH + "\n\n" + MISREAD * 2
    ((start, end),) = find_stretches(text, measure(text))
    assert text[start:end].strip() == (MISREAD * 2).strip()


def test_a_foreign_paragraph_is_left_out():
    text = MISREAD + "\n\n" + ENGLISH + "\n\n" + MISREAD
    (page,) = measure(text)
    start = text.index(ENGLISH)
    assert drop_foreign(text, page) == [(0, start), (start + len(ENGLISH) + 2, len(text))]


def test_a_cut_page_is_covered():
    text = "\n\n".join([SWEDISH, MISREAD, "kort"])
    parts = cut_page(text, measure(text)[0])
    assert [parts[0].start, *(part.end for part in parts)] == [part.start for part in parts] + [len(text)]


def test_verdicts():
    good, wrong = measure(SWEDISH, MISREAD)
    assert judge_page(good, wrong=False, repaired=False).verdict == "good"
    assert judge_page(wrong, wrong=True, repaired=False).verdict == "wrong language"
    assert judge_page(wrong, wrong=True, repaired=True).verdict == "repaired"
    assert judge_page(measure(" \n ")[0], wrong=False, repaired=False).verdict == "empty"
    assert judge_page(measure("~~ | == _ {}\n/// || ^^ ~~ ab cd ef")[0], wrong=False, repaired=False).verdict == "poor"


def test_the_share_of_unknown_words_counts_every_place():
    text = "Stöd xq och xq."
    words = list_words(text, measure_page(text, Page(1, None, 0, len(text))))
    assert words == ["stöd", "xq", "och", "xq"]
    assert share_unknown(words, {"stöd", "och"}.__contains__) == 0.5
    assert share_unknown([], {"stöd"}.__contains__) == 0.0


def test_words_that_two_languages_share_tell_neither():
    assert guess_language(["se", "tabell", "se", "anvisning", "vid", "behov", "och", "efter", "med", "se"]) == "sv"
