"""Who a document shows to act though no ending says so."""

import pytest

from ingest.registers.strangers import find_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Lotsen ansvarar för bilen. Sedan åker lotsen hem.", ["lotsen"]),
        ("Vid brand ringer någon.\n- Badmästaren på anläggningen ser till att alla går ut.", ["badmästaren"]),
        ("Patrullen ska vid behov larma. Hamnpatrullen ska larma hamnkaptenen.", ["hamnpatrullen"]),
        ("Ansvarig: Hembygdsforskaren", ["hembygdsforskaren"]),
        ("Eleven ansvarar för sin cykel. Planen besöker ingen. Rutinen ska larma.", []),
        ("Lotsen är röd.", []),
    ],
)
def test_someone_stands_where_only_someone_can(text: str, words: list[str]) -> None:
    assert list(find_words(text)) == words
