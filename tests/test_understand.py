import pytest

from assistant.question.understand import cut_spans, find_term, limit, read_question
from assistant.records import Turn
from tests.plans import editions

DOCUMENTS = [edition.document for edition in editions()]


def read(question, *history, wanted=None):
    return read_question(question, [Turn(one, "") for one in history], DOCUMENTS, wanted)


@pytest.mark.parametrize(
    ("question", "search_text", "documents"),
    [
        ("Vad säger kommunens program om ensamhet?", "ensamhet", ("norroker",)),
        ("Står det nåt om kameror?", "kameror", None),
        ("hur ofta ses rådet enligt Lövdalens program", "hur ofta träffas rådet", ("lovdalen",)),
    ],
)
def test_frame_and_plan_are_removed_before_search(question, search_text, documents):
    understood = read(question).understood
    assert (understood.search_text, understood.documents) == (search_text, documents)


def test_an_english_question_is_searched_in_swedish_words():
    reading = read("Who leads the working group?")
    assert reading.understood.language == "en"
    assert reading.understood.search_text == "vem leder arbetsgrupp"
    assert reading.understood.question == "Who leads the working group?"


def test_a_follow_up_says_how_it_was_read():
    understood = read("Och tekniska nämnden?", "Vad ansvarar trygghetsrådet för?").understood
    assert understood.read_as == "Vad ansvarar tekniska nämnden för?"
    assert read("Vem leder rådet?").understood.read_as == "Vem leder rådet?"


def test_a_plan_mentioned_in_passing_does_not_leave_the_search_text():
    reading = read("Vad gör länet åt ensamhet?")
    assert reading.named.loose
    assert "länet" in reading.understood.search_text


@pytest.mark.parametrize(
    ("named", "wanted", "both"),
    [(None, None, None), (("a",), None, ("a",)), (None, ["b"], ("b",)), (("a",), ["a", "b"], ("a",)), (("a",), ["b"], ("b",))],
)
def test_the_caller_limits_before_the_question(named, wanted, both):
    assert limit(named, wanted) == both


def test_cut_spans_leave_tidy_text():
    assert cut_spans("hur ofta i stadens plan?", [(11, 23)]) == "hur ofta ?"


def test_actor_and_operation_are_found():
    understood = read("vad ska tekniska nämnden göra för förskolan").understood
    assert (understood.actor, understood.operation) == ("tekniska nämnden", "förskolan")


def test_a_name_that_is_the_very_word_asked_about_limits_nothing():
    one = DOCUMENTS[0]
    word = one.title.split()[-1]
    assert read(f"vad betyder {word}?").understood.documents is None


def hold(word):
    return {"lövdalen": ("lovdalen",), "norråker": ("norroker", "lovdalen")}.get(word, ())


@pytest.mark.parametrize(
    ("question", "documents"),
    [("Vad ska Region Lövdalen göra åt ensamhet?", ("lovdalen",)), ("Vad ska rådet göra åt ensamhet?", None)],
)
def test_a_body_asked_about_limits_to_the_plans_that_speak_of_it(question, documents):
    assert read_question(question, (), DOCUMENTS, None, hold).understood.documents == documents


def test_spans_that_overlap_are_cut_once():
    assert cut_spans("ingår vi i kommunen och i länsplanen, eller bara de?", [(11, 36), (26, 36)]) == "ingår vi i , eller bara de?"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("vad betyder egentligen fackvakt, på vanlig svenska? undrar över", "fackvakt"),
        ("hur definierar man en lång kaj, finns det något mått", "lång kaj"),
        ("kajrätt, vad är det", "kajrätt"),
        ("kajrätt va e de", "kajrätt"),
        ("kajer", "kajer"),
        ("HBK?? alla säger det hela tiden", "HBK"),
    ],
)
def test_the_term_stands_out_of_a_question_for_its_meaning(text, term):
    assert find_term(text) == term


def test_a_follow_up_of_its_own_looks_first_in_the_plan_spoken_of():
    reading = read("Vem målar de vackra bänkarna vid torget varje år?", "Vad säger kommunens program om ensamhet?")
    assert (reading.named.documents, reading.named.loose) == (("norroker",), True)


def test_what_named_a_plan_is_found_where_the_question_was_put_officially():
    reading = read("Hur kollar man läget i länet varje år?")
    (span, *_) = reading.named.spans
    assert reading.whole[slice(*span)].strip() in ("länet", "i länet")


def test_a_street_that_one_plan_speaks_of_limits_to_it_and_is_looked_for():
    hold = lambda word: ("lovdalen",) if word == "tallgatan" else ()  # noqa: E731 - one document has it
    understood = read_question("Vad är det för fel på Tallgatan?", (), DOCUMENTS, None, hold).understood
    assert understood.documents == ("lovdalen",)
    assert "Tallgatan" in understood.search_text


@pytest.mark.parametrize(("typed", "read_as"), [("elever läsåret 24/25", "2024/2025"), ("kapitel 3/25", "3/25"), ("bilaga 10/14", "10/14")])
def test_a_short_school_year_is_written_as_documents_write_it(typed, read_as):
    assert read_as in read(f"hur många {typed}?").understood.search_text
