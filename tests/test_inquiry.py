"""What an inquiry lets its composers read."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

from assistant.answer import inquire
from assistant.inquiry import MOST_READ
from assistant.question.understand import read_question
from tests.plans import open_library


def test_of_many_documents_only_those_found_are_read_from_end_to_end(tmp_path):
    with open_library(tmp_path) as library:
        documents = library.store.documents()
        inquiry = inquire(library, read_question("Vem följer upp programmet?", (), documents, None), date(2027, 1, 1))
        assert inquiry.to_read == inquiry.documents
        many = tuple(replace(documents[0], id=f"plan-{number}") for number in range(MOST_READ)) + inquiry.documents
        crowded = replace(inquiry, collection=replace(inquiry.collection, documents=many), hits=(SimpleNamespace(document=documents[0]),))
        assert [one.id for one in crowded.to_read] == [documents[0].id]
