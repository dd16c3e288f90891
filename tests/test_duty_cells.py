"""What the cells of a table tell in verbs."""

from eval.registers import Case, make_section
from ingest.registers.responsibilities import read_responsibilities


def read_rows(text: str) -> list[tuple[str, str, str, str | None]]:
    """(actor, verb, task, deadline) of each row."""
    rows = read_responsibilities([make_section(Case(text, "Avsnitt", ()))])
    return [(row.actor, row.verb, row.task, row.deadline) for row in rows]


def test_each_verb_of_a_cell_is_a_duty() -> None:
    text = "Vem | Uppgift | När\nHamnchefen | Leder övningen och rapporterar till hamnnämnden | 2027\nSlussvakten | Olja portarna | 2028"
    assert read_rows(text) == [
        ("hamnchefen", "leda", "övningen", "2027"),
        ("hamnchefen", "rapportera", "till hamnnämnden", "2027"),
        ("slussvakten", "ansvara", "Olja portarna", "2028"),
    ]


def test_a_table_without_head_tells_what_roles_do() -> None:
    text = "Hamnchefen | ansvarar för bojarna\nHamnrådet | granskar budgeten, besöker varje brygga och svarar på frågor"
    assert [(actor, verb) for actor, verb, *_ in read_rows(text)] == [
        ("hamnchefen", "ansvara"), ("hamnrådet", "granska"), ("hamnrådet", "besöka"), ("hamnrådet", "svara"),
    ]  # fmt: skip


def test_an_empty_cell_says_the_same_as_above_it() -> None:
    text = "Åtgärd | Utförare | Start | Klart\nLaga kaj | Hamnkontoret | 2026 | 2027\nMåla bod |  | 2026 | 2028\nEtapp två |  |  | \nRita karta | | 2027 | 2029"
    assert read_rows(text) == [("hamnkontoret", "ansvara", "Laga kaj", "2027"), ("hamnkontoret", "ansvara", "Måla bod", "2028")]


def test_paragraphs_of_two_cells_belong_together_where_they_are_as_many() -> None:
    text = "Åtgärd | Vem | När\nLaga kaj; Måla bod | Hamnchefen; Slussvakten | 2027\nRita karta; Ta prov | Hamnchefen | 2028"
    assert [row[:3] for row in read_rows(text)] == [
        ("hamnchefen", "ansvara", "Laga kaj"), ("slussvakten", "ansvara", "Måla bod"),
        ("hamnchefen", "ansvara", "Rita karta"), ("hamnchefen", "ansvara", "Ta prov"),
    ]  # fmt: skip


def test_a_table_of_bodies_tells_how_often_they_meet_and_who_sits_there() -> None:
    text = "Nivå | Forum | Deltagare | Mötesfrekvens\nLokal | Hamnrådet | Hamnchefen, lotsen | Var tredje vecka"
    assert [row[:3] for row in read_rows(text)] == [("hamnrådet", "bestå av", "Hamnchefen, lotsen"), ("hamnrådet", "sammanträda", "")]
