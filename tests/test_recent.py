"""Answers of the last seconds."""

from api.service.recent import Recent


class Clock:
    now = 100.0

    def __call__(self):
        return self.now


def test_an_answer_is_kept_for_its_seconds_and_no_longer():
    clock = Clock()
    recent = Recent(30.0, 1_000, clock)
    key = recent.key("ask", "Vem bjuder på kaffe?", 7)
    recent.keep(key, b"svar")
    clock.now += 29.9
    assert recent.find(key) == b"svar"
    clock.now += 0.1
    assert recent.find(key) is None and not recent._kept and recent._bytes == 0


def test_the_oldest_goes_first_when_there_are_too_many_bytes():
    recent = Recent(30.0, 10)
    for name in "abc":
        recent.keep(recent.key(name), b"1234")
    assert [recent.find(recent.key(name)) for name in "abc"] == [None, b"1234", b"1234"]
    recent.keep(recent.key("stor"), b"x" * 11)
    assert recent.find(recent.key("stor")) is None


def test_a_key_depends_on_all_that_is_asked_and_shows_nothing_of_it():
    recent = Recent()
    keys = {recent.key("ask", "kaffe", revision) for revision in (1, 2)} | {recent.key("search", "kaffe", 1)}
    assert len(keys) == 3 and not any(b"kaffe" in key for key in keys)
    assert recent.key("\ud800") != Recent().key("\ud800")  # another process, another hash; a lone surrogate is no fault


def test_what_nobody_asks_for_again_is_forgotten_too():
    recent = Recent(0.05)
    recent.keep(recent.key("ask"), b"svar")
    recent._timer.join(10)
    recent._tidy()
    assert not recent._kept and recent._bytes == 0
