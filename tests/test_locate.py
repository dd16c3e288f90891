"""Where the service is."""

import json
import os

import pytest

from api.service import locate
from corpus.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path, "", None)


def test_what_is_written_is_read_and_removed_by_its_own_process_only(settings):
    locate.write(settings, 4242, "http://127.0.0.1:1")
    assert locate.read(settings) == locate.Running(4242, "http://127.0.0.1:1")
    locate.remove(settings, 4243)
    assert locate.read(settings)
    locate.remove(settings, 4242)
    assert locate.read(settings) is None


@pytest.mark.parametrize("text", ["", "{", "[]", '{"pid": "x", "url": "y"}', '{"url": "y"}', "\x00"])
def test_a_damaged_file_is_no_service(settings, text):
    (settings.data / locate.FILE).write_text(text, encoding="utf-8")
    assert locate.read(settings) is None


def test_a_dead_process_and_another_program_are_no_service():
    assert not locate.is_alive(locate.Running(2**22 + 1, "http://127.0.0.1:1"))
    assert not locate.is_alive(locate.Running(-5, "http://127.0.0.1:1"))
    assert not locate.is_alive(locate.Running(os.getpid(), "http://127.0.0.1:1"))  # this is pytest


def test_a_folder_that_is_not_there_keeps_no_address(tmp_path):
    locate.write(Settings(tmp_path / "borta", "", None), 1, "http://127.0.0.1:1")
    assert not (tmp_path / "borta").exists()


def test_the_file_is_plain_json(settings):
    locate.write(settings, 7, "http://127.0.0.1:8000")
    assert json.loads((settings.data / "server.json").read_text()) == {"pid": 7, "url": "http://127.0.0.1:8000"}
