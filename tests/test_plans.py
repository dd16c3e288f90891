import pytest

from assistant.question.plans import name_documents
from corpus.records import Document

TOWN = Document("staden", "Program för trygghet", issuer="Norrvik stad", kind="program", diary_number="KS 2025/0117")
COUNTY = Document("lanet", "Trygghetsplan för Lövdalens län", issuer="Region Lövdalen och länets kommuner", kind="handlingsplan")
VILLAGE = Document("ekeby", "Handlingsplan för gator", issuer="Ekeby kommun", kind="handlingsplan", diary_number="TN 2024/60")
MEMO = Document("memo", "Tjänsteutlåtande om gator", issuer="Ekeby kommun", kind="tjänsteutlåtande")
ALL = (COUNTY, VILLAGE, MEMO, TOWN)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Vad säger stadens plan om buller?", ("staden",)),
        ("Hur följs länets program upp?", ("lanet",)),
        ("gäller det i lanets plan ocksa", ("lanet",)),
        ("Och länet?", ("lanet",)),
        ("vad står i länsplanen om bussar", ("lanet",)),
        ("Vad gör Ekeby åt gatorna?", ("ekeby", "memo")),
        ("vad säger Ekebys plan", ("ekeby", "memo")),
        ("vad föreslås i tjänsteutlåtandet", ("memo",)),
        ("vad föreslås i Ekebys tjänsteutlåtande", ("memo",)),
        ("hur länge gäller KS 2025/117?", ("staden",)),
        ("dnr TN 2024/0060", ("ekeby",)),
        ("vad gäller enligt 2024/60", ("ekeby",)),
        ("länets plan jämfört med stadens plan om bussar", ("lanet", "staden")),
    ],
)
def test_a_named_plan_is_found(question, ids):
    assert name_documents(question, ALL).documents == ids


@pytest.mark.parametrize("question", ["Vem leder rådet?", "hur samverkar region och kommun", "barn i stad", "bussar 2024", ""])
def test_no_plan_is_named(question):
    assert name_documents(question, ALL).documents is None


def test_the_spans_are_the_words_that_name():
    question = "Vad säger stadens plan om buller?"
    (span,) = name_documents(question, ALL).spans
    assert question[slice(*span)] == "stadens plan"


def test_an_unknown_diary_number_is_told():
    named = name_documents("vad gäller enligt dnr XY 2019/4", ALL)
    assert (named.documents, named.unknown) == (None, "XY 2019/4")


def test_naming_every_document_names_none():
    assert name_documents("stadens plan", (TOWN,)).documents is None


def test_an_issuer_written_out_is_one_name():
    twin = Document("tvilling", "Plan för Lövdalens stad", issuer="Lövdalens stad", kind="handlingsplan")
    region = Document("regionen", "Plan för vägar", issuer="Region Lövdalen", kind="handlingsplan")
    assert name_documents("vem är vägdirektör i Region Lövdalen?", (region, twin)).documents == ("regionen",)


LIBRARY = Document("bok-ek", "Biblioteksplan för Ekeby kommun", issuer="Ekeby kommun", kind="plan")
READING = Document("bok-al", "Biblioteksplan 2025–2028", issuer="Alvik stad", kind="plan")
CARE = Document("liv", "Handlingsplan för suicidprevention", issuer="Alvik stad", kind="handlingsplan")
DRUGS = Document("andts", "ANDTS-plan 2026–2029", issuer="Ekeby kommun", kind="plan")
WORK = Document("arbete", "VERKSAMHETSPLAN 2026 för hemtjänst", issuer="Bodby kommun", kind="verksamhetsplan")
MANY = (LIBRARY, READING, CARE, DRUGS, WORK)


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("vad säger biblioteksplanen", ("bok-ek", "bok-al")),
        ("vilka mål har biblioteksplanen i Ekeby", ("bok-ek",)),
        ("jämför biblioteksplanerna", ("bok-ek", "bok-al")),
        ("när följs suicidpreventionsplanen upp", ("liv",)),
        ("när ska andts-planen följas upp", ("andts",)),
        ("vem leder arbetet enligt planen för suicidprevention", ("liv",)),
        ("vad säger planen om buller", None),
        ("gäller verksamhetsplanen 2026?", ("arbete",)),
    ],
)
def test_a_plan_is_named_by_what_it_is_for(question, ids):
    assert name_documents(question, MANY).documents == ids


def test_the_whole_compound_names_it():
    question = "när ska andts-planen följas upp"
    (span,) = name_documents(question, MANY).spans
    assert question[slice(*span)] == "andts-planen"


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("datum på utlåtandet till park- och brygg-nämnden?", None),
        ("vem skrev park- och bryggnämndens ärende?", ("bryggplan",)),
        ("när fattas beslut för kulturnämnden?", ("kulturplan",)),
        ("vad ska park- och bryggnämnden göra?", None),
    ],
)
def test_a_text_is_named_by_its_board(question, ids):
    documents = [Document("bryggplan", "Bryggor", diary_number="PBN 2031/4"), Document("kulturplan", "Kultur", diary_number="KuN 2031/9")]
    assert name_documents(question, documents).documents == ids
