from eval.questionset import Question
from eval.slips import mistype, slip_questions


def test_a_slip_changes_one_word_in_six_and_always_the_same():
    question = "vem plogar gångbanorna utanför skolan när snön faller tidigt"
    typed = mistype(question)
    changed = [(a, b) for a, b in zip(question.split(), typed.split(), strict=True) if a != b]
    assert len(changed) == 2
    assert all(len(word) >= 5 and word[0] == slip[0] for word, slip in changed)
    assert mistype(question) == typed


def test_short_words_and_marks_stay():
    assert mistype("när, då?") == "när, då?"
    assert mistype("HÖK?").endswith("?")


def test_questions_lose_their_dots():
    asked = Question("a", "får äldre åka?", "fact", True)
    assert slip_questions([asked], "utan-aao")[0].question == "far aldre aka?"
    assert slip_questions([asked], "utan-aao")[0].id == "a"
