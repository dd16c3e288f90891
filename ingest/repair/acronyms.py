"""Abbreviations that the document itself spells out -> their å ä ö.

In: the source text, its tokens, and the words as repaired. Out: the changes of each abbreviation that was read without its å ä ö.
Only where the long form stands right before the parenthesis and tells: "bildöverföring (BOF)" is BÖF, since BOF does not spell it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

import marisa_trie

from corpus.records import Change
from ingest.repair.lexicon import is_known
from ingest.repair.lock import Token

MOST_LETTERS = 6  # of an abbreviation that is locked in the first place
LEAST_PARTED = 3  # letters of one that a compound somewhere before it may spell
LEAST_PART = 4  # letters of such a compound's parts
MOST_WORDS = MOST_LETTERS + 3  # of a long form, with the small words between
READ_FOR = {"O": "OÖ", "A": "AÅÄ"}


def spells_compound(short: str, word: str) -> bool:
    """Does one word hold the letters in order, the first at its start?"""
    rest = iter(word[1:])
    return word[:1] == short[0] and all(letter in rest for letter in short[1:])


def spells_initials(short: str, words: Sequence[str]) -> bool:
    """Are the letters the initials of the last words in order, but for words between that add nothing?"""
    rest = iter(reversed([word[0] for word in words]))
    return words[-1][0] == short[-1] and all(letter in rest for letter in reversed(short))


def spells_parts(short: str, words: Sequence[str], lexicon: marisa_trie.Trie) -> bool:
    """Is a word made of two whose first letters are the first two, and which holds the others? "huvud-överenskommelse" spells HÖK."""
    lower = short.lower()
    for word in words if len(short) >= LEAST_PARTED else ():
        for cut in range(LEAST_PART, len(word) - LEAST_PART) if word[0] == lower[0] else ():
            rest = iter(word[cut + 1 :])
            fits = word[cut] == lower[1] and all(letter in rest for letter in lower[2:])
            if fits and is_known(word[:cut].removesuffix("s"), lexicon) and is_known(word[cut:], lexicon):
                return True
    return False


def spells(short: str, words: Sequence[str]) -> bool:
    """Do the words before an abbreviation (lower case) spell it?"""
    lower = short.lower()
    return bool(words) and (spells_compound(lower, words[-1]) or spells_initials(lower, words))


def read_short(short: str, words: Sequence[str], lexicon: marisa_trie.Trie) -> str | None:
    """The one reading that the words spell, None when there is none or several; as read comes first."""
    if spells(short, words):
        return short
    readings = ["".join(letters) for letters in itertools.product(*(READ_FOR.get(letter, letter) for letter in short))]
    fitting = [reading for reading in readings if spells(reading, words)]
    fitting = fitting or [reading for reading in readings if spells_parts(reading, words, lexicon)]
    return fitting[0] if len(fitting) == 1 else None


def find_long_forms(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, list[Token]]]:
    """Abbreviations in parentheses with the words of the sentence before them."""
    for place, token in enumerate(tokens):
        short = token.surface
        inside = text[token.start - 1 : token.start] == "(" and text[token.end : token.end + 1] == ")"
        if inside and token.kind == "locked" and short.isupper() and short.isalpha() and 2 <= len(short) <= MOST_LETTERS:
            before = itertools.takewhile(lambda one: one.kind != "end", reversed(tokens[max(0, place - MOST_WORDS) : place]))
            yield short, list(before)[::-1]


def find_acronyms(text: str, tokens: Sequence[Token], repaired: Mapping[int, str], lexicon: marisa_trie.Trie) -> list[Change]:
    """Changes of every such abbreviation, wherever it stands. `repaired`: start of a token → its text, where it is not the source's."""
    printed: dict[str, set[str]] = {}
    for short, before in find_long_forms(text, tokens):
        reading = read_short(short, [repaired.get(word.start, word.surface).lower() for word in before], lexicon)
        if reading:
            printed.setdefault(short, set()).add(reading)
    sure = {short: next(iter(readings)) for short, readings in printed.items() if len(readings) == 1 and short not in readings}
    return [Change(t.start, t.end, sure[t.surface], rule="ocr") for t in tokens if t.kind == "locked" and t.surface in sure]


def find_unspelt(text: str, tokens: Sequence[Token], repaired: Mapping[int, str], lexicon: marisa_trie.Trie) -> set[str]:
    """Abbreviations in parentheses with an A or O that no words before them spell, neither as read nor otherwise."""
    spelt: dict[str, bool] = {}
    for short, before in find_long_forms(text, tokens):
        reading = read_short(short, [repaired.get(word.start, word.surface).lower() for word in before], lexicon)
        spelt[short] = spelt.get(short, False) or reading is not None
    return {short for short, known in spelt.items() if not known and set(short) & set(READ_FOR)}


def find_unknown(tokens: Sequence[Token], lexicon: marisa_trie.Trie) -> set[str]:
    """Abbreviations with an A or O that no text of ours has: half of them were printed with å, ä or ö."""
    short = {token.surface for token in tokens if token.kind == "locked" and token.surface.isupper() and token.surface.isalpha()}
    return {one for one in short if 2 <= len(one) <= MOST_LETTERS and set(one) & set(READ_FOR) and not is_known(one.lower(), lexicon)}
