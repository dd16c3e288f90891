"""Which section of a new outline is which of the old."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.outline import fold, match_outlines
from corpus.records import Section

TEXTS = (
    "Bygdenämnden ansvarar för alla broar i kommunen och rapporterar varje höst.",
    "Snöröjning sker före klockan sju på gång- och cykelvägar.",
    "Målet är att fler barn ska kunna gå själva till skolan senast 2033.",
    "Avgiften sänks för den som lämnar in gamla däck vid återbruket.",
    "Fiskevård planeras tillsammans med samebyarna och länsstyrelsen.",
    "Samråd hålls i byskolan två gånger om året, kaffe ingår.",
)


def section(heading, text="", path=(), kind="section"):
    return Section("", "d", kind, heading, None, 1, (*path, heading), "plan", None, None, text, (), (0, 0))


def outline(*pairs):
    return [section(heading, text) for heading, text in pairs]


def test_fold_drops_what_a_repair_changes():
    assert fold("  Översyn – av ÅTGÄRDER, 2 ") == fold("oversyn av atgarder 2") == "oversyn av atgarder 2"


def test_repaired_headings_and_texts_match():
    old = outline(("Atgarder for aldre", "Namnden foreslar battre ljus."), ("Ans?ar", TEXTS[0]), ("Mal", ""))
    new = outline(("Åtgärder för äldre", "Nämnden föreslår bättre ljus."), ("Ansvar", TEXTS[0]), ("Mål", ""))
    assert match_outlines(new, old) == {0: 0, 1: 1, 2: 2}


def test_a_number_in_a_heading_is_part_of_its_name():
    old = outline(("Mål 1", TEXTS[0]), ("Mål 2", TEXTS[1]))
    new = outline(("Mål 1", TEXTS[0]), ("Mål 3", TEXTS[4]))
    assert match_outlines(new, old) == {0: 0}


def test_renumbered_sections_are_told_by_their_text():
    old = outline(("1 Ansvar", TEXTS[0]), ("Mål 1", TEXTS[1]), ("Mål 2", TEXTS[2]))
    new = outline(("2 Ansvar", TEXTS[0]), ("Mål 1", TEXTS[5]), ("Mål 2", TEXTS[1]), ("Mål 3", TEXTS[2]))
    assert match_outlines(new, old) == {0: 0, 2: 1, 3: 2}
    assert match_outlines(new[2:], old[1:]) == {0: 0, 1: 1}


def test_notes_are_told_by_their_text_when_one_is_inserted():
    old = [section(f"Fotnot {number}", TEXTS[number], kind="note") for number in (1, 2, 3)]
    new = [section("Fotnot 1", TEXTS[5], kind="note")] + [
        section(f"Fotnot {number + 1}", TEXTS[number], kind="note") for number in (1, 2, 3)
    ]
    assert match_outlines(new, old) == {1: 0, 2: 1, 3: 2}


def test_equal_headings_follow_their_parents():
    old = [section("Norr"), section("Syfte", TEXTS[0], ("Norr",)), section("Söder"), section("Syfte", TEXTS[1], ("Söder",))]
    assert match_outlines(old[2:], old) == {0: 2, 1: 3}


def test_a_moved_section_is_found():
    old = outline(("A", TEXTS[0]), ("B", TEXTS[1]), ("C", TEXTS[2]))
    new = outline(("B", TEXTS[1]), ("C", TEXTS[2]), ("A", TEXTS[0]))
    assert match_outlines(new, old) == {0: 1, 1: 2, 2: 0}


def test_a_moved_section_is_found_although_it_was_repaired():
    old = outline(("Fem mal for alvby", ""), ("B", TEXTS[1]), ("C", TEXTS[2]))
    new = outline(("B", TEXTS[1]), ("C", TEXTS[2]), ("Fem mål för Ålvby ä", ""), ("Kassa", ""))
    assert match_outlines(new, old) == {0: 1, 1: 2, 2: 0}


def test_another_text_under_the_same_heading_is_the_same_section():
    assert match_outlines(outline(("Tidplan", TEXTS[3])), outline(("Tidplan", TEXTS[4]))) == {0: 0}


def test_unlike_sections_do_not_match():
    assert match_outlines(outline(("Fiskevård", TEXTS[4])), outline(("Snöröjning", TEXTS[1]))) == {}
    assert match_outlines([section("Fotnot 1", TEXTS[1], kind="note")], outline(("Fotnot 1", TEXTS[1]))) == {}
    assert match_outlines([], outline(("A", ""))) == match_outlines(outline(("A", "")), []) == {}


SECTIONS = st.lists(st.tuples(st.sampled_from(["Mål", "Syfte", "Ansvar", "2 Tid", "Åtgärd"]), st.sampled_from(["", *TEXTS])), max_size=8)


@given(SECTIONS)
def test_the_same_outline_matches_itself(pairs):
    sections = outline(*pairs)
    matched = match_outlines(sections, sections)
    assert {sections[new].heading + sections[new].text for new in matched} <= {one.heading + one.text for one in sections}
    assert all(sections[new] == sections[old] for new, old in matched.items())
    assert len(matched) == len(sections)


@given(SECTIONS, SECTIONS)
def test_matches_are_one_to_one(left, right):
    matched = match_outlines(outline(*left), outline(*right))
    assert len(set(matched.values())) == len(matched)
    assert all(0 <= new < len(left) and 0 <= old < len(right) for new, old in matched.items())
