"""Addresses know the path that the service lies under."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from api.guards.place import at, local_path, placed_under


def test_an_address_is_placed_once():
    assert at("/ask") == "/ask"
    with placed_under("/s"):
        assert (at("/s/plan/mal"), at(at("/s/plan/mal")), at("#svar"), at("https://x/y")) == (
            "/s/s/plan/mal",
            "/s/s/plan/mal",
            "#svar",
            "https://x/y",
        )
    assert at("/ask") == "/ask"


def test_a_thread_that_answers_sees_the_same_place():
    with placed_under("/planer"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(copy_context().run, at, "/ask").result() == "/planer/ask"


@pytest.mark.parametrize(
    ("path", "root", "local"),
    [("/ask", "", "/ask"), ("/planer/ask", "/planer", "/ask"), ("/planer", "/planer", "/"), ("/planerna", "/planer", "/planerna")],
)
def test_the_local_path_is_from_the_root_of_the_service(path, root, local):
    assert local_path({"path": path, "root_path": root}) == local
