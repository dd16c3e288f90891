"""A question's misspelt words -> the words that were meant.

In: a question, and the words of the collection. Out: the question with those words put right. Words that are known stay. Acts on the
question alone: the documents are searched as they are written. Knows nothing of vectors or scores.

Two slips are put right: å ä ö written without (anhorigstod), and one or two wrong letters (anhörgistöd) in words that nobody knows.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.question.keyboard import UNLIKELY, mend_compound, penalty
from assistant.question.language import ENGLISH, english_words, look_up
from assistant.question.vocabulary import KEPT_WORDS, Mended, Vocabulary, Words, group_by_length
from assistant.question.words import everyday_surfaces, read_words
from corpus.analysis import stem, stop_words
from corpus.folding import find_words, fold
from corpus.lexicon import load_lexicon, restore

SHORTEST = 4  # letters; shorter words are too like each other
TWO_SLIPS_FROM = 10  # letters; shorter words may have one slip
RARE_PART = 5.0  # log2: a compound of the day has commoner parts than this; what has not is a slip rather
SHORTEST_ENGLISH = 4
SECOND_SLIP, FIRST_LETTER = 8.0, 6.0  # log2: how much less likely a second slip is, and a wrong first letter
LACKED = 7.0  # log2 frequency of a word whose other forms the lexicon may lack
ENDINGS = re.compile(
    r"(?:a|ad|ade|ades|an|ande|andes|ar|are|aren|arna|as|at|ats|d|de|des|e|en|er|eren|erna|es|et|it|its|n|na|or|orna|r|s|t|ts)?s?"
)
SHORTEST_MENDED = 9  # letters; shorter words are mended to compounds by chance
ASKING = ("vilka", "vilken", "vilket")  # one slip from words that are words too
FINITE = frozenset(("är", "var", "har", "hade", "ska", "skall", "kan", "får", "gör", "finns", "blir", "bör", "måste", "sitter", "ingår"))
NAMING = frozenset(f"{word}{ending}" for word in ("länet", "staden", "stan", "kommunen", "regionen", "planen") for ending in ("", "s"))
OPENING = frozenset(("och", "men", "så"))
CLEARLY_MORE = 3.0  # log2: how much commoner a word with å ä ö must be than the word as typed
RARE, MUCH_MORE = 6.0, 7.0  # log2: a word no commoner than RARE that the collection lacks may be a slip of one MUCH_MORE likely


@dataclass(frozen=True, slots=True)
class Corrected:
    """A question with its misspelt words put right, and (as typed, as read) for each of those."""

    sure: str  # only what is surely no word was put right: other words may be compounds of the day
    text: str  # everything was
    changes: tuple[tuple[str, str], ...] = ()


def correct(question: str, words: Vocabulary) -> Corrected:
    """Put misspelt words right. A word of the collection or of the lexicon stays, unless its å ä ö were left out."""
    bare = not any(char in "åäöÅÄÖ" for char in question)
    sure: list[str] = []
    text: list[str] = []
    changes: list[tuple[str, str]] = []
    end = 0
    for start, stop, word in find_words(question):
        with_accents, near = recall_mended(word, words, bare=bare)
        near = near if with_accents or near else find_asking(word, question[:start], question[stop:])
        typed = with_accents or question[start:stop]
        doubtful = near is not None and (may_be_compound(word) or penalty(word, near) >= UNLIKELY or is_known(word, words))
        sure += [question[end:start], typed if doubtful else near or typed]
        text += [question[end:start], near or typed]
        changes += [(word, near)] if near else []
        end = stop
    return Corrected("".join((*sure, question[end:])), "".join((*text, question[end:])), tuple(changes))


def recall_mended(word: str, words: Vocabulary, *, bare: bool) -> Mended:
    """What a word is read as; most words of a question are those of all questions, so they are remembered."""
    found = words.mended.get((word, bare))
    if found is None:
        with_accents = find_accents(word, words, bare=bare)
        found = (with_accents, None if with_accents else find_near(word, words, bare=bare))
        if len(words.mended) >= KEPT_WORDS:
            words.mended.clear()
        words.mended[word, bare] = found
    return found


def correct_english(question: str) -> str:
    """An English question with the words put right that are one slip from a word of our English lexicon."""
    known = english_by_length()
    out, end = [], 0
    for start, stop, word in find_words(question):
        near = []
        is_name = start > 0 and question[start].isupper()
        if len(word) >= SHORTEST_ENGLISH and word.isalpha() and not is_name and not is_english(word):
            near = sorted(found for found, _ in near_words(word, known, 1, bare=False) if found[0] == word[0])
        out += [question[end:start], near[0] if near else question[start:stop]]
        end = stop
    return "".join((*out, question[end:]))


def may_be_compound(word: str) -> bool:
    """Whether a word that nobody knows ends in a known one: it may be new rather than misspelt."""
    parts = load_lexicon().split(word)
    return parts is not None and load_lexicon().frequency(parts[1]) > 0


def is_odd_compound(word: str, words: Vocabulary) -> bool:
    """Whether a word is known only because two words, one of them rare, can be joined to it."""
    lexicon = load_lexicon()
    if word in stop_words() or lexicon.frequency(word) > 0 or words.holds(word):
        return False
    parts = lexicon.split(word)
    return parts is not None and min(lexicon.frequency(part) for part in parts) < RARE_PART


def is_known(word: str, words: Vocabulary) -> bool:
    """Whether there is nothing to put right: a word of the collection, of ordinary or everyday Swedish, or no word at all."""
    return not word.isalpha() or word in stop_words() or load_lexicon().knows(word) or words.holds(word) or word in real_words()


@cache
def real_words() -> frozenset[str]:
    """Words of everyday phrases, and by which lists are asked for, that the lexicon lacks."""
    return read_words("real.txt") | read_words("counting.txt") | everyday_surfaces()


def find_accents(word: str, words: Vocabulary, *, bare: bool) -> str | None:
    """The word with its å ä ö, when that is a word and the typed one is none, or much rarer; compounds by their parts.

    `bare`: the whole question lacks å ä ö, so that even a known word may have lost its own.
    """
    lexicon = load_lexicon()
    doubted = bare or not is_known(word, words)
    if not doubted or not (word.isascii() and word.isalpha()) or word in words.words:
        return None
    found = words.accented.get(word) or restore(word, lexicon)
    if found is not None and not bare and is_outdone(word, found, words):
        return None
    if found is None:
        return None if lexicon.knows(word) or near_words(word, words.by_length, 1, bare=bare) else restore_compound(word)
    typed = lexicon.frequency(word)
    return found if typed == 0 or lexicon.frequency(found) >= typed + CLEARLY_MORE else None


def is_outdone(word: str, accented: str, words: Vocabulary) -> bool:
    """Whether somebody who types å ä ö elsewhere rather lost a letter of a much likelier word ("adra": andra, not ådra)."""
    near = near_words(word, lexicon_by_length(), 1, bare=False)
    best = max((likeliness(word, found, distance, words) for found, distance in near if fold(found) != word), default=0.0)
    return best >= likeliness(word, accented, 1, words) + MUCH_MORE


@lru_cache(maxsize=4_000)
def restore_compound(word: str) -> str | None:
    """A compound with its å ä ö, put together of two words that are known; None when no cut gives one."""
    lexicon = load_lexicon()
    found = []
    for cut in range(3, len(word) - 2):
        halves = [{half, restore(half, lexicon) or half} for half in (word[:cut], word[cut:])]
        joined = {left + right for left in halves[0] for right in halves[1]} - {word}
        cuts = [(whole, [lexicon.frequency(part) for part in parts]) for whole in joined if (parts := lexicon.split(whole))]
        found += [(sum(frequencies), whole) for whole, frequencies in cuts if min(frequencies) >= RARE_PART]
    return max(found, default=(0.0, None))[1]


def find_near(word: str, words: Vocabulary, *, bare: bool) -> str | None:
    """The likeliest word within one or two slips of an unknown one, by how common it is, whether the collection has it, and the slip."""
    odd = is_odd_compound(word, words)
    if len(word) < SHORTEST or (is_known(word, words) and not odd):
        return find_plain(word, words) if len(word) >= SHORTEST and is_rare(word, words) else None
    slips = 2 if len(word) >= TWO_SLIPS_FROM and not odd else 1
    everywhere = (words.by_length,) if odd else (words.by_length, lexicon_by_length())
    found = [near for choices in everywhere for near in near_words(word, choices, slips, bare=bare)]
    ranked = sorted((-likeliness(word, near, distance, words), near) for near, distance in set(found))
    if not ranked:
        mended = mend_compound(word) if len(word) >= SHORTEST_MENDED and not odd else None
        return None if mended is None or is_inflection(word, mended) else mended
    forms = [load_lexicon().frequency(near) for _, near in ranked if is_inflection(word, near)]
    doubted = is_inflection(word, ranked[0][1]) or (forms and -ranked[0][0] < max(forms) + CLEARLY_MORE)
    return None if doubted else ranked[0][1]


def is_rare(word: str, words: Vocabulary) -> bool:
    """Whether a word of the lexicon is so rare that a slip of a common one is likelier, where the collection lacks it."""
    return word.isalpha() and 0 < load_lexicon().frequency(word) <= RARE and word not in stop_words() and not words.holds(word)


def find_plain(word: str, words: Vocabulary) -> str | None:
    """The word that questions on anything have, of which a rare one is clearly a slip ("anat": annat); None when it was meant."""
    near = near_words(word, plain_by_length(), 1, bare=False)
    likely = max(((likeliness(word, found, distance, words), found) for found, distance in near), default=(0.0, ""))
    clear = likely[0] >= load_lexicon().frequency(word) + MUCH_MORE and stem(likely[1]) != stem(word) and not penalty(word, likely[1])
    return likely[1] if clear else None


def likeliness(typed: str, meant: str, distance: int, words: Vocabulary) -> float:
    """How likely a word was meant, in log2 on a scale of its own: how common it is in Swedish and here, and how the slip is made."""
    common = math.log2(2 ** load_lexicon().frequency(meant) + 2 ** words.shares.get(meant, 0.0))
    return common - SECOND_SLIP * (distance - 1) - FIRST_LETTER * (meant[0] != typed[0]) - penalty(typed, meant)


def is_inflection(word: str, near: str) -> bool:
    """Whether an unknown word is only a form that the lexicon lacks: a word with a regular ending, or the stem of a rare one with one."""
    if word.startswith(near):
        return ENDINGS.fullmatch(word[len(near) :]) is not None
    own = stem(word)
    regular = stem(near) == own and word.startswith(own) and ENDINGS.fullmatch(word[len(own) :]) is not None
    return regular and load_lexicon().frequency(near) < LACKED


def find_asking(word: str, before: str, after: str) -> str | None:
    """The word of asking that was meant where a question begins with a rarer word one slip from it ("vika är med i gruppen")."""
    left, right = before.lower().split(), after.lower().split()
    if word in ASKING or len(left) > 1 or not OPENING.issuperset(left) or not right:
        return None
    if right[0] not in FINITE and (right[0] in stop_words() or not after.rstrip().endswith("?")):
        return None
    near = (asking for asking in ASKING if OSA.distance(word, asking) == 1 and not penalty(word, asking))
    return next((one for one in near if load_lexicon().frequency(one) >= load_lexicon().frequency(word) + CLEARLY_MORE), None)


def near_words(word: str, choices: Mapping[int, Words], slips: int, *, bare: bool) -> list[tuple[str, int]]:
    """Words within `slips` insertions, deletions, exchanges or swaps of neighbours, with their number; `bare`: å ä ö cost nothing."""
    near = []
    for length in range(len(word) - slips, len(word) + slips + 1):
        group = choices.get(length)
        if group:
            compared = group.bare if bare else group.words
            found = process.extract(word, compared, scorer=OSA.distance, score_cutoff=slips, limit=8)
            near += [(group.words[place], int(distance)) for _, distance, place in found]
    return near


def is_english(word: str) -> bool:
    """Whether our English lexicon has the word, inflected or not."""
    return word in ENGLISH or look_up(word) is not None


@cache
def english_by_length() -> dict[int, Words]:
    """The words of our English lexicon by length."""
    return group_by_length({word for phrase in (*english_words(), *ENGLISH) for word in phrase.split() if word.isalpha()})


@cache
def lexicon_by_length() -> dict[int, Words]:
    """The lexicon's words by length."""
    return group_by_length(word for word in load_lexicon().words() if len(word) >= SHORTEST)


@cache
def plain_by_length() -> dict[int, Words]:
    """Words that tell nothing of a topic, and words that name plans, by length; words of asking only stand where a question begins."""
    return group_by_length(word for word in (stop_words() | NAMING) - set(ASKING) if len(word) >= SHORTEST and load_lexicon().knows(word))
