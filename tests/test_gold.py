from dataclasses import dataclass

import pytest

from corpus.records import Document, Section
from eval.gold import digits_of, find_targets, fold_text, load_sections, names_section, resolve_questions, shorten
from eval.questionset import Gold, Question

QUOTE = "Fyrvaktaren ska tända lampan varje kväll klockan 18 under hela vintern."
SCAN = "Inledning. Fyrvaktaren ska tanda lampan varje kvall klockan 18 under hela vintem. Slut."


def section(anchor, text, path=("Hamnplan", "Drift")):
    document = anchor.split("/")[0]
    return Section(anchor, document, "section", path[-1], None, len(path), path, "plan", 1, None, text, (), (0, len(text)))


@dataclass
class Shelf:
    kept: tuple

    def documents(self):
        return tuple(Document(id, id) for id in dict.fromkeys(one.document for one in self.kept))

    def sections(self, document_id):
        return tuple(one for one in self.kept if one.document == document_id)


def pages_of(*sections):
    return load_sections(Shelf(sections))


def test_fold_text_remembers_places():
    folded = fold_text("Å  ä–b")
    assert folded.text == "a a-b"
    assert folded.places == (0, 1, 3, 4, 5, 6)


def test_a_quote_is_found_word_for_word():
    pages = pages_of(section("hamn/drift", f"Först. {QUOTE} Sist."))
    (target,) = find_targets(Gold("hamn", "Drift", QUOTE), pages)
    assert target.exact
    assert (target.start, target.end) == (7, 7 + len(QUOTE))


def test_a_line_break_in_the_section_is_no_difference():
    pages = pages_of(section("hamn/drift", QUOTE.replace("varje kväll", "varje\nkväll")))
    (target,) = find_targets(Gold("hamn", "Drift", QUOTE), pages)
    assert target.exact
    assert (target.start, target.end) == (0, len(QUOTE))


def test_a_twin_with_scan_errors_counts_and_is_cut_out_right():
    pages = pages_of(section("hamn/drift", QUOTE), section("scan/drift", SCAN))
    own, twin = find_targets(Gold("hamn", "Drift", QUOTE), pages)
    assert own.exact
    assert not twin.exact
    assert SCAN[twin.start : twin.end].startswith("Fyrvaktaren")
    assert SCAN[twin.start : twin.end].endswith("vintem.")


@pytest.mark.parametrize("other", [SCAN.replace("18", "19"), "Fyrvaktaren ska måla båten.", ""])
def test_another_number_or_sentence_is_no_twin(other):
    pages = pages_of(section("hamn/drift", QUOTE), section("scan/drift", other))
    assert [target.document for target in find_targets(Gold("hamn", "Drift", QUOTE), pages)] == ["hamn"]


def test_a_short_quote_counts_only_where_the_gold_says():
    pages = pages_of(section("hamn/drift", "Dnr HN 12/3."), section("scan/drift", "Dnr HN 12/3."))
    assert [target.document for target in find_targets(Gold("hamn", "", "HN 12/3"), pages)] == ["hamn"]


def ask(*gold):
    return Question("a", "När?", "fact", True, gold, line=4)


def test_targets_come_per_gold_quote():
    pages = pages_of(section("hamn/drift", QUOTE), section("hamn/vakt", "Vakten består av tre personer.", ("Hamnplan", "Vakt")))
    targets, problems = resolve_questions([ask(Gold("hamn", "Vakt", "tre personer"), Gold("hamn", "Drift", QUOTE))], pages)
    assert not problems
    assert [[target.anchor for target in places] for places in targets["a"]] == [["hamn/vakt"], ["hamn/drift"]]


def test_a_near_miss_is_suggested():
    pages = pages_of(section("hamn/drift", f"Först. {QUOTE} Sist."))
    _, (problem,) = resolve_questions(
        [ask(Gold("hamn", "Drift", "Fyrvaktaren skall tända lampor varje kväll klockan 7 på vintern."))], pages
    )
    assert problem.fatal
    assert problem.line == 4
    assert "tända lampan varje kväll klockan 18" in problem.message


def test_a_quote_of_another_document_is_pointed_out():
    pages = pages_of(
        section("hamn/drift", QUOTE), section("scan/drift", "Något helt annat som är långt nog att söka i, om båtar och bryggor vid kajen.")
    )
    _, (problem,) = resolve_questions([ask(Gold("scan", "", QUOTE))], pages)
    assert problem.fatal
    assert "Det står i hamn." in problem.message


def test_a_wrong_section_and_a_scanned_quote_are_told_but_kept():
    pages = pages_of(section("hamn/drift", QUOTE), section("scan/drift", SCAN))
    _, problems = resolve_questions([ask(Gold("hamn", "Vakt", QUOTE), Gold("scan", "", QUOTE))], pages)
    assert [problem.fatal for problem in problems] == [False, False]
    assert "Hamnplan > Drift" in problems[0].message
    assert "inte ordagrant" in problems[1].message


@pytest.mark.parametrize(("name", "fits"), [("drift", True), ("Hamnplan > Drift", True), ("Hamnplan", False), ("Vakt > Drift", False)])
def test_a_section_is_named_by_its_last_headings(name, fits):
    assert names_section(name, ("Hamnplan", "Drift")) is fits


def test_digits_and_shortening():
    assert digits_of("SOU 2019:7, 12 kap.") == ["2019", "7", "12"]
    assert shorten("abcdef", 4) == "”abc…”"
    assert shorten("abc", 4) == "”abc”"
