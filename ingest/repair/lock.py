"""Source text -> tokens, and which of them may never be touched.

In: a stretch of source text. Out: words, figures, sentence ends in order, each with its span and what it is.
Figures, references, addresses, codes, abbreviations and single letters are locked. Knows nothing of dictionaries or repair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Kind = Literal["word", "one", "opening", "number", "locked", "end"]

# A word may hold the digits and signs that OCR puts for å ä ö; a hyphen at a line's end may cut it, one before a space ends it.
TOKEN = re.compile(
    r"(?P<address>(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w\S*|\w{1,40}+(?:\.\w{1,40}+){0,5}?\.(?:se|nu|com|org|net|eu|pdf|docx?|html?)\b\S*)"
    r"|(?P<figure>(?>\d+(?:[.,:/–-](?=\d)\d+| \d{3}\b)*)(?![^\W_&@])|\w{0,20}\d\w{0,20}[/:]\w{1,20})"
    r"|(?P<word>(?:[^\W_]|[&@]|\|(?=[^\W\d_])|(?<=[a-zåäö,] )[#§](?=[rn] [a-zåäö]))(?:[^\W_]|[&@])*"
    r"(?:(?:-|\xad)[ \t]*\n[ \t]?(?=[^\W\d_A-ZÅÄÖ])(?:[^\W_]|[&@])+)?(?:-(?=[\s,]))?)"
    r"|(?P<end>[.?!:;](?=\s|$)|\n[ \t]*\n|[•*])"
)
LETTER_DIGITS = frozenset("1460")  # digits that stand for i, l, ä, ö
LOST_SIGNS = str.maketrans("#§", "@@")  # "#r", "§n": signs that stand for a whole letter before r or n
INNER_CAPITALS = str.maketrans("AOGSIL", "ao@6ll")  # "fOr", "frAn", "behGver", "besIut": capitals that stand for ö, ä and l inside a word
ENDS_IN_L = re.compile(r".[IL](?![a-zåäö])|^(?=.{1,4}$).+[IL]")  # "SoL", "UtlL": a law, no misread l
ENDS_CAPITAL = re.compile(r"[A-ZÅÄÖ][a-zåäö]{1,2}[A-ZÅÄÖ]")  # "SiS", "FoU": an abbreviation
DOUBLED = re.compile(r"([a-zåäö])([A-ZÅÄÖ])[a-zåäöé&46]{3,}")  # "kKommun": a first letter read twice
TRAILING = re.compile(r"(.*[^\W\d_]{3})(1|[2357-9]|\d\d)")  # a word and the mark of a footnote; 4 and 6 may be an å or ö at its end
SHOUT = re.compile(r"[A-ZÅÄÖÉ]{2,}")
SHOUT_GENITIVE = re.compile(r"[A-ZÅÄÖÉ]{2,}s")  # of an abbreviation
LONGEST_WORD = 60  # letters: a longer string is no word but debris
NEAR = 120  # characters around a word that count as its line
FAR = 200  # characters around a key in which another one stands
SHORT_SHOUT = 5  # capitals: an abbreviation (SOSFS), unless its whole line is in capitals
REFERENCE = re.compile(r"\d+[a-hA-H]?")  # "6a", "14 b" run together: a chapter, section or flat
VOWELS = frozenset("aoéAO6&4")
NUMBERED = re.compile(r"\. ?\d")  # what follows an abbreviation: "dir. 2031:5"
SHORT = 4  # letters of an abbreviation before a figure
OPENING = re.compile(r"[A-ZÅÄÖ][A4&O6]")  # "P4", "SA" for På, Så where a sentence begins
DOUBLE_ONE = "i1"  # one i read as two signs, or an i and a figure run together: "i1 kap."
COUNTED = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|procent"  # what a figure may stand before
CITED = re.compile(r"\s\d{1,3} ?[a-h]? (?:kap|§)")  # of a law, behind a 1 that was an i: "finns 1 10 kap."
DATED = re.compile(rf"\s(?:{COUNTED})\b")
PATH = re.compile(r"(?=\S{20})(?!\S*-/)(?=\S*/)(?:[\w.%]+[/-]){3,}\S+")  # part of an address that a line break has cut
WORD_AFTER = re.compile(rf"\s(?:(?:de[nt]?|ett?|en|sina?|sitt|hela|alla)\b|(?!{COUNTED})[a-zåäöé&46]{{5}})")
QUOTES = frozenset('”“"»«’')  # before a capital that begins a label or a title
DASHES = frozenset("-–—•*+")  # before a figure in a list
PHRASE_END = re.compile(r"(?:(?<![^\s(”\"])[A-ZÅÄÖ]+ )+\Z")  # words in capitals before a word, and behind it
PHRASE_START = re.compile(r"(?: [A-ZÅÄÖ]+(?![^\s.,:?!)”\"]))+")
LEAST_PHRASE = 2  # such words beside it
RATE = re.compile(
    r"\s[^\W\d_]+(?:/(?:vecka|dag|dygn|m\wn|\wr\b|tim|termin|person|hush)|\s(?:per|om|varje|varannan)\s)"
)  # "1 gång/vecka", "1 dag per år"
KEY = re.compile(r":\s")  # after the key of a line of metadata
QUOTED = re.compile(r':\s"')  # the same at the start of a line, before its value in straight quotation marks
KEYS = re.compile(r"[a-z]_[a-z]+:\s")  # a neighbour of such a key that tells: words have no underscore
LOST_BEFORE = frozenset("fnprs")  # a lone one of these between words has lost its vowel: få, än, på, är, så
BREAK = re.compile(r"[-\xad][ \t]*\n[ \t]?")
JOINED = re.compile(rf"([A-ZÅÄÖ]{{2,}}){BREAK.pattern}")  # "HSL-uppdrag": an abbreviation before the break, and a word behind it


@dataclass(frozen=True, slots=True)
class Token:
    """One token: source[start:end] == surface, a cut word with its hyphen and line break. An "end" token parts sentences."""

    surface: str
    start: int  # source offsets
    end: int
    kind: Kind
    line_start: bool = False  # first on its line
    opened: bool = False  # right behind a quotation mark


def find_tokens(text: str, start: int, end: int) -> Iterator[Token]:
    """Tokens of text[start:end] in order."""
    for hit in TOKEN.finditer(text, start, end):
        surface, group = hit.group(), hit.lastgroup
        line_start = hit.start() == 0 or text[hit.start() - 1] == "\n"
        mark = TRAILING.fullmatch(surface) if group == "word" else None
        joined = JOINED.match(surface) if group == "word" else None
        if mark:
            place = hit.start() + mark.start(2)
            yield Token(mark.group(1), hit.start(), place, judge_word(text, hit.start(), place, mark.group(1)), line_start)
            yield Token(mark.group(2), place, hit.end(), "locked")
        elif joined:
            start = hit.start() + joined.end()
            yield Token(joined[1], hit.start(), hit.start() + len(joined[1]), "locked", line_start)
            yield Token(
                surface[joined.end() :], start, hit.end(), judge_word(text, start, hit.end(), surface[joined.end() :]), line_start=True
            )
        elif group == "word" or surface == "1":
            opened = text[hit.start() - 1 : hit.start()] in QUOTES
            yield Token(surface, hit.start(), hit.end(), judge_word(text, hit.start(), hit.end(), surface), line_start, opened)
        else:
            kind: Kind = "end" if group == "end" else "number" if group == "figure" else "locked"
            yield Token(surface, hit.start(), hit.end(), kind, line_start)


def judge_word(text: str, start: int, end: int, surface: str) -> Kind:
    """May this word be repaired ("word"), is it a lone 1 or i1 that may be an i ("one"), or is it locked?"""
    if surface.isdigit():
        return "one" if surface == "1" and stands_alone(text, start, end) else "number"
    if surface.endswith("1"):
        return "one" if surface == DOUBLE_ONE and WORD_AFTER.match(text, end) else "locked"
    if SHOUT_GENITIVE.fullmatch(surface) or ENDS_CAPITAL.fullmatch(surface) or is_key(text, start, end) or is_path(text, start, end):
        return "locked"
    if len(surface) == 1:
        return "word" if surface in LOST_BEFORE and stands_between(text, start, end) else "locked"
    if REFERENCE.fullmatch(surface) or "_" in text[max(0, start - 1) : start] + text[end : end + 1] or is_abbreviation(text, end, surface):
        return "locked"
    if surface.isalpha() and surface.islower():
        return "word" if len(surface) <= LONGEST_WORD else "locked"
    if OPENING.fullmatch(surface):
        return "opening" if begins_sentence(text, start, end) else "locked"
    return "word" if could_be_word(surface) and not is_short_shout(text, start, end, surface) else "locked"


def is_key(text: str, start: int, end: int) -> bool:
    """A key in a block of metadata ("utfardad_datum: 2031-05-02 forarbeten: ..."): keys are written without å ä ö."""
    if text[start].islower() and text[start - 1 : start] in ("", "\n") and QUOTED.match(text, end):
        return True
    return KEY.match(text, end) is not None and KEYS.search(text, max(0, start - FAR), end + FAR) is not None


def is_path(text: str, start: int, end: int) -> bool:
    """A tag, or a word between slashes and hyphens without a space, as addresses have them."""
    if text[max(0, start - 2) : start].endswith(("<", "</")):
        return True
    if not {text[start - 1 : start], text[end : end + 1]} & {"/", "-"}:
        return False
    before = text[max(0, start - NEAR) : start].split()
    begin = start - len(before[-1]) if before and not text[start - 1].isspace() else start
    return PATH.match(text, begin) is not None


def is_abbreviation(text: str, end: int, surface: str) -> bool:
    """Short, before a figure, and without a sign that is mostly a misread å ä ö: "dir. 2031:5", but not "andr. 2031:5"."""
    return len(surface) <= SHORT and not VOWELS & set(surface) and NUMBERED.match(text, end) is not None


def begins_sentence(text: str, start: int, end: int) -> bool:
    """First word of a sentence that goes on in small letters."""
    before = text[:start].rstrip(" ")[-1:] if start < 2 else text[start - 2 : start].strip(" ")[-1:]
    return before in ("", ".", "\n", "?", "!") and text[end : end + 1].isspace() and text[end + 1 : end + 2].islower()


def stands_between(text: str, start: int, end: int) -> bool:
    """Between two words in small letters on one line."""
    return (
        text[start - 1 : start] == " "
        and text[start - 2 : start - 1].islower()
        and text[end : end + 1] == " "
        and text[end + 1 : end + 2].islower()
    )


def stands_alone(text: str, start: int, end: int) -> bool:
    """A 1 between two words in running text: "stöd 1 arbetet", "stöd 1 Luleå", not "1." or "1 000" or "1 Inledning"."""
    if not (text[start - 1 : start].isspace() and text[end : end + 1].isspace()):
        return False
    if text[start - 2 : start - 1] in DASHES or RATE.match(text, end) or DATED.match(text, end):
        return False
    if CITED.match(text, end):
        return text[start - 2 : start - 1].islower()
    after = text[end + 1 : end + 2]
    return after.islower() or (after.isalpha() and text[start - 2 : start - 1].islower())


def could_be_word(surface: str) -> bool:
    """Letters, at most the first or all of them capitals, with only such digits and signs as OCR makes of letters."""
    body = BREAK.sub("", surface).rstrip("-")
    letters = [character for character in body if character.isalpha()]
    if not 2 <= len(body) <= LONGEST_WORD or not letters or any(c.isdigit() and c not in LETTER_DIGITS for c in body):
        return False
    if len(letters) < len(body) and (len(body) - len(letters) > 1 + len(letters) // 3 or "".join(letters).isupper()):
        return False
    inner = (body[2:] if is_doubled(body) else body[1:]).translate(INNER_CAPITALS)
    if ENDS_IN_L.search(body) and not body.isupper():
        return False
    return body.isupper() or not any(character.isupper() for character in inner)


def is_doubled(body: str) -> bool:
    """Is the first letter there twice, small and large?"""
    hit = DOUBLED.match(body)
    return hit is not None and hit[1] == hit[2].lower()


def shouts_on(text: str, start: int, end: int) -> bool:
    """Does it stand in a phrase of capitals, three words or with a long one: "GÖR SÅ HÄR", "ÖVRIG INFORMATION"? Abbreviations seldom do."""
    before, after = PHRASE_END.search(text, max(0, start - NEAR), start), PHRASE_START.match(text, end)
    phrase = f"{before[0] if before else ''} {after[0] if after else ''}".split()
    return len(phrase) >= LEAST_PHRASE or any(len(word) > SHORT_SHOUT for word in phrase)


def is_short_shout(text: str, start: int, end: int, surface: str) -> bool:
    """An abbreviation in capitals; not so in a line or a phrase that is in capitals as a whole."""
    if not surface.isupper() or len(surface) > SHORT_SHOUT or shouts_on(text, start, end):
        return False
    line = text[max(0, start - NEAR) : start].rpartition("\n")[2] + surface + text[end : end + NEAR].partition("\n")[0]
    shouts = SHOUT.findall(line)
    return len(shouts) < 2 or max(map(len, shouts)) < 4 or any(character.islower() for character in line)
