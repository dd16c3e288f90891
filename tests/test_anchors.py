"""Slugs, repeats, and anchors that stay where they are."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.anchors import MAX_SLUG, carry_forward, first_free, number_repeats, rename_anchors, slug
from tests.editions import make_edition


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Mål & medel", "mal-medel"),
        ("2.1 Översyn av färdtjänsten", "2-1-oversyn-av-fardtjansten"),
        ("Decomposed: a\u030a", "decomposed-a"),
        ("  – Från ø till æ –  ", "fran-o-till-ae"),
        ("***", "avsnitt"),
        ("Ⅳ ﬁske", "iv-fiske"),
    ],
)
def test_slug_folds_to_ascii(heading, expected):
    assert slug(heading) == expected


def test_slug_is_cut_at_a_whole_word():
    long = slug("skogsbruksplaneringsunderlag " * 4)
    assert long == "skogsbruksplaneringsunderlag-skogsbruksplaneringsunderlag"
    assert len(slug("x" * 200)) == MAX_SLUG


def test_repeats_are_numbered_in_order():
    assert number_repeats(["mal", "syfte", "mal", "mal"]) == ["mal", "syfte", "mal~2", "mal~3"]


def test_first_free_skips_what_is_taken():
    assert first_free("d/mal", {"d/mal", "d/mal~2"}) == "d/mal~3"
    assert first_free("mal~2", {"mal", "mal~2"}) == "mal~3"


def test_a_repeat_of_a_repeat_gets_the_next_number():
    assert number_repeats(["mal", "mal~2", "mal"]) == ["mal", "mal~2", "mal~3"]


TEXTS = (
    "Bygdenämnden ansvarar för alla broar i kommunen och rapporterar varje höst.",
    "Snöröjning sker före klockan sju på gång- och cykelvägar.",
    "Fler barn ska kunna gå själva till skolan senast 2033.",
    "Avgiften sänks för den som lämnar in gamla däck vid återbruket.",
    "Fiskevård planeras tillsammans med samebyarna och länsstyrelsen.",
)
HEADINGS = ("Broar", "Snöröjning", "Skolvägar", "Återbruk", "Fiskevård")
PLAN = tuple(zip(HEADINGS, TEXTS, strict=True))


def outline(pairs, generation="g2"):
    return make_edition(sections=pairs, generation=generation)


def anchors(edition):
    return {section.heading: section.anchor for section in edition.sections}


def test_the_same_edition_is_left_as_it_is():
    edition = outline(PLAN)
    assert carry_forward(edition, edition.sections) is edition
    assert carry_forward(edition, ()) is edition


def test_repaired_headings_keep_their_anchors_in_every_record():
    old = outline([(heading.replace("å", "a").replace("ö", "o").replace("Å", "A"), text.replace("ä", "a")) for heading, text in PLAN])
    new = carry_forward(outline(PLAN), old.sections)
    kept = [section.anchor for section in old.sections]
    assert [section.anchor for section in new.sections] == kept
    assert [block.anchor for block in new.blocks] == kept
    assert [area.anchor for area in new.areas] == [passage.anchor for passage in new.passages] == kept
    assert [passage.id for passage in new.passages] == [f"{anchor}#0-{len(text)}" for anchor, text in zip(kept, TEXTS, strict=True)]
    assert new.notes[0].section == kept[0]


def test_children_of_a_new_parent_keep_their_anchors_and_new_ones_go_below_it():
    def nested(parent, *children):
        edition = outline([(parent, ""), *children])
        root = edition.sections[0].anchor
        names = {section.anchor: f"{root}/{section.anchor.partition('/')[2]}" for section in edition.sections[1:]}
        moved = rename_anchors(edition, names)
        return replace(moved, sections=(moved.sections[0], *(replace(one, parent=root) for one in moved.sections[1:])))

    old = nested("Gator", PLAN[0])
    new = carry_forward(nested("Gåtor", PLAN[0], PLAN[1]), old.sections)
    assert [section.anchor for section in new.sections] == ["alvby/gator", "alvby/gator/broar", "alvby/gator/snöröjning"]
    assert [section.parent for section in new.sections] == [None, "alvby/gator", "alvby/gator"]


def test_a_new_section_never_takes_an_anchor_that_was_used():
    old = outline(PLAN[:2])
    new = carry_forward(outline([PLAN[0], ("Snöröjning", "Helt annat: kassan sköts av tre revisorer som väljs av stämman.")]), old.sections)
    assert anchors(new) == anchors(old)
    fresh = carry_forward(outline([PLAN[0], PLAN[2]]), old.sections, frozenset({"alvby/skolvägar", "alvby/skolvägar~2"}))
    assert anchors(fresh)["Skolvägar"] == "alvby/skolvägar~3"
    first = carry_forward(outline(PLAN[:1]), (), frozenset({"alvby/broar"}))
    assert first.passages[0].id.startswith("alvby/broar~2#")


EDITS = st.lists(st.tuples(st.sampled_from(["edit", "insert", "remove"]), st.integers(0, 9)), min_size=1, max_size=1)


@given(st.permutations(PLAN).map(lambda pairs: pairs[:4]), EDITS)
def test_one_edit_leaves_the_others_anchors(pairs, edits):
    old = outline(pairs, "g1")
    (kind, where) = edits[0]
    at = where % len(pairs)
    changed = list(pairs)
    if kind == "edit":
        changed[at] = (pairs[at][0], "Nu gäller något helt annat här.")
    elif kind == "insert":
        changed.insert(at, ("Kassa", "Revisorerna väljs av stämman och granskar räkenskaperna."))
    else:
        del changed[at]
    new = carry_forward(outline(changed), old.sections)
    before, after = anchors(old), anchors(new)
    assert all(after[heading] == before[heading] for heading in before if heading in after)
    assert len(set(after.values())) == len(changed)
