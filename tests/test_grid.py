"""Tables told by the places of their cells."""

from ingest.readers.fragments import Fragment
from ingest.readers.grid import join_lines, join_tables


def cell(text, x, y, size=10.0):
    return Fragment(text + "\n", y, size, False, x)


def told(*fragments):
    return [fragment.text.strip() for fragment in join_tables(fragments) if fragment.text.strip()]


def test_rows_side_by_side_are_a_table():
    rows = [
        cell("Åtgärd", 50, 700),
        cell("Ansvarig", 300, 700),
        cell("Bygg ett", 50, 680),
        cell("badhus", 50, 668),
        cell("Kultur-", 300, 680),
    ]
    rows += [cell("nämnden", 300, 668), cell("Så gräs", 50, 640), cell("Parken", 300, 640)]
    assert told(*rows) == ["| Åtgärd | Ansvarig |", "| Bygg ett badhus | Kulturnämnden |", "| Så gräs | Parken |"]


def test_text_in_two_columns_stays_as_it_is():
    left = [cell("En rad med text i den vänstra spalten", 50, 700 - 12 * n) for n in range(9)]
    right = [cell("En rad med text i den högra spalten", 300, 700 - 12 * n) for n in range(9)]
    assert told(*left, *right) == [fragment.text.strip() for fragment in (*left, *right)]


def test_a_bullet_and_a_contents_list_are_no_columns():
    bullets = [cell("•", 50, 700), cell("Ett", 70, 700), cell("•", 50, 680), cell("Två", 70, 680), cell("•", 50, 660), cell("Tre", 70, 660)]
    assert told(*bullets) == ["•", "Ett", "•", "Två", "•", "Tre"]
    pages = [part for n in range(4) for part in (cell(f"Kapitel {n}", 50, 700 - 15 * n), cell(str(n + 2), 500, 700 - 15 * n))]
    assert told(*pages) == [fragment.text.strip() for fragment in pages]


def test_a_word_that_a_narrow_column_cut_is_whole_again():
    assert join_lines("Näringslivsenhete", "n") == "Näringslivsenheten"
    assert join_lines("Barn- och utbildning", "sförvaltningen") == "Barn- och utbildningsförvaltningen"
    assert join_lines("Skolan", "och hemmet") == "Skolan och hemmet"
    assert join_lines("Anna Kvastfors", "leder") == "Anna Kvastfors leder"
