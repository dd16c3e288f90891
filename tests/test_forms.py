import pytest

from assistant.evidence.forms import GAIN, SUBJECT_GAIN, is_subject, read_form
from assistant.question.words import stem


@pytest.mark.parametrize(
    ("question", "text", "gain"),
    [
        ("ge exempel på bryggor", "Fasta bryggor, till exempel kajer, målas.", GAIN),
        ("ge exempel på bryggor", "Bryggor målas.", 0.0),
        ("vad händer om bryggan går sönder?", "Om en brygga brister ska den spärras av.", GAIN),
        ("vad händer om avtalet inte sägs upp?", "Sägs det inte upp förlängs det.", GAIN),
        ("vad händer om bryggan går sönder?", "Bryggan är lång.", 0.0),
        ("vilka yrkesgrupper ska utbildas?", "Prioriterade yrkesgrupper är lotsar och vakter.", SUBJECT_GAIN),
        ("vilka grupper ska utbildas?", "Prioriterade yrkesgrupper är lotsar och vakter.", SUBJECT_GAIN),
        ("vilka grupper ska utbildas?", "Lotsar är en av många grupper.", 0.0),
        ("när målas bryggorna?", "Om våren, till exempel i maj.", 0.0),
    ],
)
def test_a_statement_gains_by_the_form_that_is_asked_for(question, text, gain):
    assert read_form(question).gain(text) == pytest.approx(gain)


def test_a_reason_or_a_way_is_no_sort_of_thing():
    assert read_form("av vilka skäl byggs den?").subject is None


def test_a_long_opening_has_no_subject_of_its_own():
    assert not is_subject(stem("hamn"), "i den stora gamla fina hamn som ligger langst ut mot havet ar det tyst")
