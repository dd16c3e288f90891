import pytest

from assistant.question.colour import find_cores

KNOWN = {"bryggorna", "bryggor", "rådet", "hamnrådet", "hamnen", "träffas", "ses"}


def is_known(word):
    return word.lower() in KNOWN


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("Skynda dig nu, jag har rast: hur ofta ses hamnrådet?", "hur ofta ses hamnrådet?"),
        ("Ärligt talat kära ni, vem målar bryggorna?", "vem målar bryggorna?"),
        ("Dum fråga kanske men vem målar bryggorna?", "vem målar bryggorna?"),
        ("hur ofta ses hamnrådet hälsar en trött vikarie", "hur ofta ses hamnrådet"),
        ("hur ofta ses hamnrådet hälsar en trött vikarie?", "hur ofta ses hamnrådet"),
        ("bryggor (ber om ursäkt för stavningen)?", "bryggor"),
        ("Vem målar bryggorna – vi blev osams om det?", "Vem målar bryggorna"),
        ("Min kusin i Vikby frågade: hur ofta ses hamnrådet, jag glömmer allt", "hur ofta ses hamnrådet"),
    ],
)
def test_talk_around_the_asking_is_cut(question, core):
    assert find_cores(question, is_known)[0] == core


@pytest.mark.parametrize(
    "question",
    [
        "Vem målar bryggorna?",
        "Vi bor nära hamnen, vem målar staketet?",  # the documents have the harbour
        "Fyrtornet, vem målar det?",  # a heading is what is asked about
        "I den lilla byn Vikby, vem målar bryggorna?",
        "Vår gamla fyr rasar snart, vem lagar den?",
        "Hur ofta ses hamnrådet, i Vikby kyrka",
        "Vem målar bryggorna, och vem målar fyren?",
        "Vem målar bryggorna, gamla fyren då?",
        "Hur ofta äter hamnrådet tårta?",
    ],
)
def test_what_may_be_asked_about_stays(question):
    assert find_cores(question, is_known) == []
