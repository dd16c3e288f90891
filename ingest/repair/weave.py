"""A word as read and as printed -> changes of the source.

In: a reading. Out: the change of each piece of the word that differs (a word cut by a line break has two pieces), with capitals as printed.
Knows nothing of how the reading was chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.records import DOUBTFUL, Change
from ingest.repair.adapt import Reading
from ingest.repair.candidates import Candidate
from ingest.repair.channel import Channel
from ingest.repair.doubts import STRANGE, guess_shorter, is_doubtful, is_odd_capital, is_strange
from ingest.repair.entries import is_shout
from ingest.repair.language import UNKNOWN
from ingest.repair.lexicon import RUN
from ingest.repair.load import Models
from ingest.repair.lock import BREAK

ALTERNATIVES = 3  # other readings kept with a change
LEAST_ALTERNATIVE = -9.0  # log P under which a reading is none
CERTAIN = 20.0  # nats: the margin where no other reading is left
INVENTED = 3.0  # nats by which a spelling outside the lexicon must beat the word as read
COMPOSED = 0.5  # the same for a compound of known parts

RULE = "ocr"


def case_text(candidate: Candidate, reading: Reading) -> str:
    """The candidate with the capitals of the word as read."""
    body = reading.body
    if reading.lowered:
        return candidate.text
    if is_shout(body, reading.kind):
        return candidate.text.upper()
    if candidate.text == body.lower() and not body[1:].islower():
        return body  # capitals inside a word that is left as it stands: a brand
    capital = body[0].isupper() and not candidate.small
    return candidate.text[0].upper() + candidate.text[1:] if capital else candidate.text


def find_cut(body: str, candidate: Candidate, cut: int, channel: Channel) -> int:
    """Where place `cut` of the word as read lies in the word as printed."""
    read_place = printed_place = 0
    lower = body.lower()
    runs = iter(candidate.runs)
    while read_place < cut:
        if RUN.match(lower[read_place]):
            for printed, read in channel.align(*next(runs))[1]:
                read_place, printed_place = read_place + len(read), printed_place + len(printed)
                if read_place >= cut:
                    break
        else:
            read_place, printed_place = read_place + 1, printed_place + 1
    return printed_place


def cut_pieces(reading: Reading, candidate: Candidate, channel: Channel) -> Iterator[tuple[int, int, str]]:
    """Source span and printed text of the word's piece, or of its two when a line break cuts it."""
    start, end, text = reading.token.start, reading.token.end, case_text(candidate, reading)
    cut = BREAK.search(reading.token.surface)
    if cut is None:
        yield start, end, text
        return
    place = find_cut(reading.body, candidate, cut.start(), channel)
    yield start, start + cut.start(), text[:place]
    yield start + cut.end(), end, text[place:]


def rank_readings(reading: Reading) -> tuple[Candidate, float, list[Candidate]]:
    """The most probable candidate, its margin in nats, and the others worth keeping."""
    logs = reading.posteriors.tolist()
    order = sorted(range(len(logs)), key=lambda place: -logs[place])
    if reading.candidates[order[0]].word == UNKNOWN:
        order = keep_unless_sure(reading, order, logs)
    margin = abs(logs[order[0]] - logs[order[1]]) if len(order) > 1 else CERTAIN
    others = [reading.candidates[place] for place in order[1 : 1 + ALTERNATIVES] if logs[place] > LEAST_ALTERNATIVE]
    return reading.candidates[order[0]], min(margin, CERTAIN), others


def keep_unless_sure(reading: Reading, order: list[int], logs: list[float]) -> list[int]:
    """A word that no lexicon knows stays as read, unless another spelling is clearly more Swedish: it may be a name."""
    same = next((place for place in order if reading.candidates[place].text == reading.body.lower()), order[0])
    sure = logs[order[0]] - logs[same] >= (COMPOSED if reading.candidates[order[0]].compound else INVENTED)
    return order if sure else [same, *(place for place in order if place != same)]


def make_changes(reading: Reading, channel: Channel, models: Models) -> Iterator[Change]:
    """The changes of one word, in source order; none when it stands as printed and without doubt."""
    best, margin, others = rank_readings(reading)
    if is_doubtful(reading, best, models.capitals, models.language.unigrams):
        margin = min(margin, STRANGE)
    elif len(reading.candidates) == 1 and best.text == reading.body and best.word != UNKNOWN:
        return
    guesses = [case_text(other, reading) for other in others]
    if is_strange(reading, best):
        shorter = guess_shorter(best.text, models.lexicon, models.language.unigrams)
        guesses = [*(case_text(replace(best, text=word), reading) for word in shorter[:1]), *guesses][:ALTERNATIVES]
    if is_odd_capital(reading, best, models.capitals):
        guesses = [best.text, *guesses][:ALTERNATIVES]
    pieces = list(cut_pieces(reading, best, channel))
    whole = len(pieces) == 1
    for start, end, text in pieces:
        same = text == reading.token.surface[start - reading.token.start : end - reading.token.start]
        if not same or (margin < DOUBTFUL and whole):
            yield Change(start, end, text, round(margin, 2), tuple(guesses) if whole else (), RULE)
