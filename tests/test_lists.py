from corpus.records import Source
from ingest.readers.read import split_pages
from ingest.structure.document import build


def items(text):
    return [(block.text, block.lead) for block in build("d", Source(text, split_pages(text), "text")).blocks if block.kind == "item"]


def test_every_item_knows_the_sentence_that_leads_it():
    text = "Planen är ny. Kommunen ska därför:\n\n- bygga\n- rusta\n\nSedan följs den upp.\n\n- anställa\n"
    lead = "Kommunen ska därför:"
    assert items(text) == [("bygga", lead), ("rusta", lead), ("anställa", None)]


def test_lines_below_a_lead_that_were_ended_on_purpose_are_items():
    long = "utbilda all personal i förskolan så att de kan se tecken på att någon\nfar illa"
    text = f"{'Kommunen arbetar för barnen i hela kommunen och i alla dess skolor. ' * 2}\n\nKommunen ska:\n\n{long}\nbygga skolor\n"
    assert [item for item, _ in items(text)] == [
        "utbilda all personal i förskolan så att de kan se tecken på att någon far illa",
        "bygga skolor",
    ]


def test_prose_below_a_lead_stays_prose():
    assert items("Så här är det:\n\nKommunen bygger skolor i norr och rustar de gamla, så att alla\nelever får det bra.\n") == []


def test_a_page_without_bullets_goes_on_with_the_list():
    first = "Kommunen ska:\n\n• bygga skolor\n\n• rusta gårdar\n\n• anställa lärare som kan\n"
    found = [item for item, _ in items(first + "\fläsa\n\nKöpa böcker till alla\n\nÖppna bad\n")]
    assert found == ["bygga skolor", "rusta gårdar", "anställa lärare som kan läsa", "Köpa böcker till alla", "Öppna bad"]


def test_a_new_page_of_prose_does_not():
    first = "Kommunen ska:\n\n• bygga skolor\n\n• rusta gårdar\n\n• anställa lärare\n"
    assert len(items(first + "\fKommunen följer upp detta.\n\nPlanen är klar.\n")) == 3
