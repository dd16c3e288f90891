import pytest

from corpus.errors import BadRequest
from eval.intake import letter_of, read_facts, read_file, write_questions, write_template
from eval.questionset import Gold, Question
from eval.sheets import SheetTable, write_book

HEADER = "Fråga;Förväntat avsnitt eller facitcitat;Fakta;Kan besvaras (ja/nej);Typ;Kommentar"


def read(*lines, encoding="utf-8", header=HEADER):
    return read_file("prov.csv", "\n".join([header, *lines]).encode(encoding))


def told(intake):
    return [str(problem) for problem in intake.problems]


def test_a_row_becomes_a_question():
    (question,) = read('Vem tänder?;Drift;"vakten | fyrvaktaren; varje kväll";ja;ansvar;ok').questions
    assert (question.question, question.kind, question.answerable, question.note) == ("Vem tänder?", "responsibility", True, "ok")
    assert question.facts == (("vakten", "fyrvaktaren"), ("varje kväll",))
    assert question.gold == (Gold("", "", "Drift"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_swedish_letters_come_through(encoding):
    assert read("Är ån öppen?;Ån;;ja;;", encoding=encoding).questions[0].question == "Är ån öppen?"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_told_from_the_header(separator):
    text = "\n".join(line.replace(";", separator) for line in (HEADER, "Vem?;Drift;;ja;;"))
    assert read_file("x.csv", text.encode()).questions[0].gold[0].quote == "Drift"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (";Drift;;ja;;", "Rad 2, kolumn A (Fråga): frågan saknas"),
        ("Vem?;Drift;;kanske;;", "Rad 2, kolumn D (Kan besvaras (ja/nej)): ”kanske” är varken ja eller nej"),
        ("Vem?;;;ja;;", "Rad 2, kolumn B (Förväntat avsnitt eller facitcitat): tom, men frågan sägs kunna besvaras"),
        ("Vem?;Drift;;ja;ansvr;", "Rad 2, kolumn E (Typ): okänd typ: ”ansvr”. Menas ansvar?"),
        ("Vem?;Drift;;ja;närmiss;", "är en typ för frågor som inte kan besvaras"),
        ("Vem?;;;;;", "Rad 2, kolumn B (Förväntat avsnitt eller facitcitat): tom. Skriv rubriken eller citatet där svaret står, eller nej"),
    ],
)
def test_errors_name_row_column_and_cure(row, message):
    (problem,) = told(read(row))
    assert message in problem


def test_columns_that_name_no_field_are_told():
    assert read("Vem?;Drift;;ja;;;x", header=HEADER + ";Svar;").unused == ("G (Svar)",)
    assert read("Vem?;Drift;;ja;;").unused == ()


def test_unanswerable_questions_have_a_trap_and_need_no_gold():
    (question,) = read("Vad kostar det?;;;nej;tyst;").questions
    assert (question.answerable, question.trap, question.kind, question.gold) == (False, "tyst", None, ())


def test_an_empty_answer_means_yes_where_there_is_gold():
    assert read("Vem?;Drift;;;;").questions[0].answerable


def test_examples_are_left_out_and_an_untouched_template_is_empty():
    assert read("Vem?;Drift;;ja;;Exempel: så", "Var?;Drift;;ja;;").skipped == 1
    with pytest.raises(BadRequest, match="Exempelraderna räknas inte"):
        read_file("mall.xlsx", write_template())


def test_optional_columns_are_taken_in():
    header = "Id;Fråga;Facit;Dokument;Svårighet;Tidigare fråga;Tidigare svar"
    (question,) = read("7;Och sen?;Drift;hamn;svår;Vem?;Vakten.", header=header).questions
    assert (question.id, question.gold[0].document, question.difficulty) == ("7", "hamn", "svår")
    assert question.history[0].answer == "Vakten."


def test_the_same_id_twice_is_told():
    assert "finns redan" in told(read("7;Vem?;Drift", "7;Var?;Drift", header="Id;Fråga;Facit"))[0]


def test_jsonl_is_read_as_it_always_was():
    intake = read_file("x.jsonl", b'{"question": "Vem?", "kind": "fact", "gold": [{"document": "hamn", "quote": "Vakten."}]}\n')
    assert not intake.loose
    assert intake.questions[0].gold == (Gold("hamn", "", "Vakten."),)


def test_a_file_without_the_question_column_says_what_is_there():
    with pytest.raises(BadRequest, match=r"ingen kolumn Fråga .*namn, ort"):
        read_file("x.csv", b"namn;ort\na;b\n")


@pytest.mark.parametrize("content", [b"PK\x03\x04 not a zip", b"\x00\x01\x02binary"])
def test_no_question_file_at_all(content):
    with pytest.raises(BadRequest):
        read_file("x.xlsx", content)


def test_a_set_survives_a_round_through_excel():
    questions = (
        Question(
            "1",
            "Vem tänder?",
            "fact",
            True,
            (Gold("hamn", "Drift", "Vakten tänder."),),
            (("vakten", "fyrvaktaren"), ("kväll",)),
            note="hej",
        ),
        Question("2", "Vad kostar det?", None, False, trap="tyst"),
    )
    back = read_file("x.xlsx", write_questions(questions)).questions
    assert [(one.question, one.kind, one.answerable, one.facts, one.trap, one.note) for one in back] == [
        (one.question, one.kind, one.answerable, one.facts, one.trap, one.note) for one in questions
    ]


def test_numbers_and_truths_of_cells_are_read_as_written():
    rows = (("Vilket år?", "Drift", 2030, True, "faktauppgift", None),)
    (question,) = read_file("x.xlsx", write_book([SheetTable("Frågor", tuple(HEADER.split(";")), (9,) * 6, rows)])).questions
    assert (question.facts, question.answerable) == ((("2030",),), True)


def test_facts_and_letters():
    assert read_facts(" a | b ;\n c;; ") == [["a", "b"], ["c"]]
    assert [letter_of(place) for place in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]
