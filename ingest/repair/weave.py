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
from ingest.repair.doubts import guess_shorter, is_odd_capital, is_strange
from ingest.repair.entries import is_shout, lower_word
from ingest.repair.language import UNKNOWN
from ingest.repair.lexicon import RUN
from ingest.repair.load import Models
from ingest.repair.lock import BREAK

Ranked = tuple[Candidate, float, list[Candidate]]  # the likeliest candidate, its margin in nats, the others worth keeping
ALTERNATIVES = 3  # other readings kept with a change
LEAST_ALTERNATIVE = -9.0  # log P under which a reading is none
CERTAIN = 20.0  # nats: the margin where no other reading is left
NAMED = 6.0  # the same when it has a capital as names have
INVENTED = 3.0  # nats by which a spelling outside the lexicon must beat the word as read
COMPOSED = 1.0  # the same for a compound of known parts

SWAPPED = 4.0  # the same for a word in which another letter than å ä ö is put back
LOST = frozenset("#§")  # signs that stand for a letter, or for themselves
BARS = frozenset("IL")  # capitals that OCR reads for an l
SELDOM = BARS | frozenset("GS")  # the same, and for an ö, but seldom in a word that no lexicon has

RULE = "ocr"


def case_text(candidate: Candidate, reading: Reading) -> str:
    """The candidate with the capitals of the word as read."""
    body = reading.body
    if is_shout(body, reading.kind):
        return candidate.text.upper()
    if is_brand(body, candidate) or (body[0] in LOST and candidate.word == UNKNOWN):
        return body
    capital = (body[0].isupper() and not (candidate.small or reading.first == "small")) or reading.first == "large"
    return candidate.text[0].upper() + candidate.text[1:] if capital else candidate.text


def is_brand(body: str, candidate: Candidate) -> bool:
    """Capitals inside a word that no lexicon has, or that is left as it stands: a name that is written so."""
    inner = {letter for letter in body[1:] if letter.isupper()}
    if not inner:
        return False
    strange = candidate.word == UNKNOWN and not candidate.compound
    return (strange and (bool(inner & SELDOM) or candidate.text == lower_word(body))) or (
        candidate.text == body.lower() and not inner <= BARS
    )


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


def rank_readings(reading: Reading) -> Ranked:
    """The most probable candidate, its margin in nats, and the others worth keeping."""
    logs = reading.posteriors.tolist()
    order = sorted(range(len(logs)), key=lambda place: -logs[place])
    if reading.candidates[order[0]].word == UNKNOWN or reading.candidates[order[0]].swapped:
        order = keep_unless_sure(reading, order, logs)
    margin = abs(logs[order[0]] - logs[order[1]]) if len(order) > 1 else CERTAIN
    others = [reading.candidates[place] for place in order[1 : 1 + ALTERNATIVES] if logs[place] > LEAST_ALTERNATIVE]
    return reading.candidates[order[0]], min(margin, CERTAIN), others


def keep_unless_sure(reading: Reading, order: list[int], logs: list[float]) -> list[int]:
    """A word that no lexicon knows stays as read, unless another spelling is clearly more Swedish: it may be a name."""
    same = next((place for place in order if reading.candidates[place].text == reading.body.lower()), order[0])
    best = reading.candidates[order[0]]
    invented = NAMED if reading.body[0].isupper() and not is_shout(reading.body) else INVENTED
    least = SWAPPED if best.swapped else COMPOSED if best.compound else invented
    sure = logs[order[0]] - logs[same] >= least
    return order if sure else [same, *(place for place in order if place != same)]


def make_changes(reading: Reading, ranked: Ranked, margin: float, channel: Channel, models: Models) -> Iterator[Change]:
    """The changes of one word, in source order; none when it stands as printed and without doubt. `margin`: how sure it is, in nats."""
    best, _, others = ranked
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
            yield Change(start, end, text, round(max(margin, 0.0), 2), tuple(guesses) if whole else (), RULE)
