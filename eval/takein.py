"""A file of questions -> a set in the archive: read, checked against the documents, kept with what could not be taken in.

In: a file's bytes and the store. Out: a question set. The one way in for the page and the command line.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from corpus.errors import BadRequest
from eval.archive import Archive, QuestionSet, Refused
from eval.gold import Page, Sections, resolve_questions
from eval.intake import Intake, read_file
from eval.questionset import Question, make_question, question_row
from eval.settle import Shelf, load_shelf, settle_questions


def take_in(archive: Archive, store: Sections, file_name: str, content: bytes, name: str = "") -> QuestionSet:
    """Keep a file as a set. Raises BadRequest when the file cannot be read or is empty."""
    checked = check_file(store, file_name, content)
    stem = PurePath(file_name.replace("\\", "/")).stem
    return archive.keep_set(replace(checked, name=name or stem or "Frågesamling", file_name=file_name))


def check_file(store: Sections, file_name: str, content: bytes) -> QuestionSet:
    """A file as a set that is not kept yet."""
    name = PurePath(file_name.replace("\\", "/")).name or "filen"
    intake = read_file(name, content)
    shelf = load_shelf(store)
    if not shelf.documents:
        raise BadRequest("Det finns inga dokument att kontrollera facit mot. Läs in dokument först.")
    questions, refused = settle(intake, shelf) if intake.loose else check_gold(intake.questions, shelf.pages)
    wrong = [Refused(one.line, one.field, one.message) for one in intake.problems]
    everything = sorted([*wrong, *refused], key=lambda one: one.line)
    return QuestionSet("", name, "", name_all(questions), tuple(everything), intake.skipped, name, intake.unused)


def settle(intake: Intake, shelf: Shelf) -> tuple[tuple[Question, ...], list[Refused]]:
    """Gold as written in cells -> gold in the documents."""
    settled, rejected = settle_questions(intake.questions, shelf)
    rows = [(one.problem, question_row(one.question), one.suggestion) for one in rejected]
    return settled, [Refused(problem.line, intake.gold_name, problem.message, row, suggestion) for problem, row, suggestion in rows]


def check_gold(questions: tuple[Question, ...], pages: tuple[Page, ...]) -> tuple[tuple[Question, ...], list[Refused]]:
    """Gold that names its place: questions whose gold is nowhere are refused."""
    _, problems = resolve_questions(questions, pages)
    lost = {problem.line: problem for problem in problems if problem.fatal}
    refused = [Refused(problem.line, problem.field, problem.message) for problem in lost.values()]
    return tuple(question for question in questions if question.line not in lost), refused


def accept_suggestions(archive: Archive, kept: QuestionSet) -> QuestionSet:
    """The set with every refused question that has a suggestion taken in with it."""
    fixed = [fix_question(one) for one in kept.refused if one.question and one.suggestion]
    left = tuple(one for one in kept.refused if not (one.question and one.suggestion))
    questions = name_all((*kept.questions, *fixed))
    changed = replace(kept, questions=questions, refused=left)
    archive.write_set(changed)
    return changed


def fix_question(refused: Refused) -> Question:
    """A refused question with the suggested gold."""
    question = make_question(refused.question or {}, refused.line)
    return replace(question, gold=refused.suggestion)


def name_all(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """Every question with an id of its own that survives storage: the row's number where the file gives none."""
    return tuple(replace(question, id=question.id or f"rad {question.line}") for question in questions)
