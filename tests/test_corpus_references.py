import pytest

from corpus.records import Document, Reference
from corpus.references import resolve

DOCUMENTS = (
    Document("vik", "Handlingsplan för levande skärgård i Viks kommun", "Viks kommun"),
    Document("lan", "Handlingsplan för levande skärgård i Ölands län 2030–2034", "Region Öland"),
    Document("avtal", "Avtal om färjor mellan Vik och Udden", "Viks kommun"),
)


def meant(target, document="annan"):
    (row,) = resolve([Reference("r", document, "a", 0, 1, "x", target, target)], DOCUMENTS)
    return row.target_document


@pytest.mark.parametrize(
    ("target", "document"),
    [
        ("länsgemensamma handlingsplanen för levande skärgård", "lan"),
        ("avtalet om färjor mellan Vik och Udden", "avtal"),
        ("Handlingsplan för levande skärgård", None),
        ("handlingsplanen", None),
        ("levande skärgård i län", None),
        ("strategi för levande skärgård", None),
    ],
)
def test_one_document_or_none(target, document):
    assert meant(target) == document


def test_a_document_never_means_itself():
    assert meant("Handlingsplan för levande skärgård", "vik") == "lan"
    assert meant("avtalet om färjor mellan Vik och Udden", "avtal") is None
