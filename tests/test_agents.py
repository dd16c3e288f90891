"""Who does what a passive verb tells."""

import pytest

from eval.registers import Case, make_section
from ingest.registers.responsibilities import read_responsibilities


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Bryggorna lagas av hamnkontoret.", ("hamnkontoret", "laga", "är")),
        ("Mötet ska kallas av den som först ser behovet, och hållas snart.", ("den som först ser behovet", "kalla", "ska")),
        ("Båtvakter, som anställs av hamnnämnden, bär väst.", ("hamnnämnden", "anställa", "är")),
        ("Hamnen styrs av en gemensam styrgrupp.", ("en gemensam styrgrupp", "styra", "är")),
        ("Vattnet provtas av miljöenheten.", ("miljöenheten", "provta", "är")),
        ("Stöd till seglare ges av fritidsenheten, som också svarar för kartor.", ("fritidsenheten", "ansvara", "är")),
    ],
)
def test_the_agent_acts(text: str, row: tuple[str, str, str]) -> None:
    rows = read_responsibilities([make_section(Case(text, "Avsnitt", ()))])
    assert row in [(one.actor, one.verb, one.modality) for one in rows]


def test_a_noun_before_av_makes_none() -> None:
    assert not read_responsibilities([make_section(Case("Planen styrs av brist på bryggor av trä.", "Avsnitt", ()))])
