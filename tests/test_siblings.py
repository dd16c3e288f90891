"""Which twin is cited: standing first, then readability, then id."""

from dataclasses import replace

from assistant.retrieval.siblings import find_families
from corpus.records import Filters
from tests.small_library import add, make_edition, open_library

EVERY = Filters()
TEXT = "Kommunen ska erbjuda avlastning i hemmet varje vecka."


def shown(library, filters=EVERY):
    ids = [passage.id for document in library.store.documents() for passage in library.store.document_passages(document.id)]
    families = set(find_families(ids, library, filters).values())
    assert len(families) == 1
    family = families.pop()
    return family.shown.document, [one.document for one in family.others]


def test_standing_decides_then_id(tmp_path):
    with open_library(tmp_path) as library:
        add(library, make_edition("a", [TEXT], status="förslag"))
        assert shown(library) == ("a", [])
        add(library, make_edition("c", [TEXT], status="beslutad"))
        assert shown(library) == ("c", ["a"])
        add(library, make_edition("b", [TEXT], status="okänd"))
        assert shown(library) == ("b", ["a", "c"])
        add(library, make_edition("d", [TEXT], status="gällande"))
        assert shown(library) == ("d", ["a", "b", "c"])
        assert shown(library, Filters(documents=("a", "c"))) == ("c", ["a", "b", "d"])


def test_an_unknown_id_has_no_family(tmp_path):
    with open_library(tmp_path) as library:
        assert find_families(["x/y#0-1"], library) == {}


def test_the_decision_comes_before_the_memo_that_proposes_it(tmp_path):
    with open_library(tmp_path) as library:
        edition = make_edition("a", [TEXT])
        memo = replace(edition.sections[0], part="tjänsteutlåtande", anchor="a/forslag")
        decision = replace(edition.sections[0], part="beslut", anchor="a/mal")
        passages = [replace(edition.passages[0], id=f"{one.anchor}#0", anchor=one.anchor, part=one.part) for one in (memo, decision)]
        add(library, replace(edition, sections=(memo, decision), passages=tuple(passages)))
        assert [family.shown.anchor for family in find_families([one.id for one in passages], library).values()] == ["a/mal", "a/mal"]
