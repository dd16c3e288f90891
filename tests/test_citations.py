from assistant.checks.citations import Numbering, Quote, find_ranges, is_repaired, renumber, trim
from corpus.records import Document, Section, Segment

# source: "God vå\nrd [sidfot] för alla" -> clean "God vård för alla"
SEGMENTS = (
    Segment(0, 6, 10, 16),
    Segment(6, 8, 17, 19),
    Segment(8, 9, 19, 29, "join"),
    Segment(9, 12, 29, 32, "repair", 2.0, ("fur",)),
    Segment(12, 17, 32, 37),
)
SECTION = Section("d/a", "d", "section", "A", None, 1, ("A",), "plan", 4, "6 (20)", "God vård för alla", SEGMENTS, (0, 40))


def test_ranges_follow_the_alignment_and_adjacent_ones_join():
    assert find_ranges(SEGMENTS, 0, 8) == ((10, 16), (17, 19))
    assert find_ranges(SEGMENTS, 4, 12) == ((14, 16), (17, 32))
    assert find_ranges(SEGMENTS, 14, 17) == ((34, 37),)


def test_a_repair_is_whole_even_when_cut():
    assert find_ranges(SEGMENTS, 10, 11) == ((29, 32),)
    assert is_repaired(SEGMENTS, 11, 14)
    assert not is_repaired(SEGMENTS, 12, 17)


def test_a_citation_tells_where_the_quote_stands():
    numbering = Numbering({"d": Document("d", "Planen")}.__getitem__)
    assert numbering.cite([Quote(SECTION, 0, 8), Quote(SECTION, 9, 17), Quote(SECTION, 0, 8)]) == (1, 2)
    first, second = numbering.citations
    assert (first.quote, first.page_number, first.page_label, first.repaired) == ("God vård", 4, "6 (20)", False)
    assert (second.quote, second.repaired) == ("för alla", True)
    assert all(SECTION.text[one.start : one.end] == one.quote for one in numbering.citations)


def test_the_quotes_own_page_wins_over_the_sections():
    numbering = Numbering({"d": Document("d", "Planen")}.__getitem__)
    numbering.cite([Quote(SECTION, 0, 8, 5, "7 (20)")])
    assert (numbering.citations[0].page_number, numbering.citations[0].page_label) == (5, "7 (20)")


def test_unused_citations_go_and_the_rest_are_numbered_from_one():
    numbering = Numbering({"d": Document("d", "Planen")}.__getitem__)
    numbering.cite([Quote(SECTION, 0, 3), Quote(SECTION, 4, 8), Quote(SECTION, 9, 12)])
    kept, new = renumber(numbering.citations, [3, 2])
    assert [one.quote for one in kept] == ["vård", "för"]
    assert new == {2: 1, 3: 2}


def test_trim_leaves_no_space_at_the_ends():
    assert trim(SECTION, 3, 9) == (4, 8)
