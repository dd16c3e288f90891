"""Training files -> texts, pairs and everyday items in memory; and the slips people make when they type.

In: a text file (one paragraph a line), a pairs file (`[first, second, kind]` a line), everyday items, replies (JSON lines); plain or .xz.
Out: lists of records. Knows nothing of tokenizers, vectors or torch.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadRequest
from eval.train.packed import open_text

FOLDED = str.maketrans("åäöÅÄÖéÉ", "aaoAAOeE")
NEIGHBOURS = {  # keys beside each other on a Swedish keyboard
    **{"a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk"},
    **{"k": "jl", "l": "kö", "m": "n", "n": "bm", "o": "ip", "p": "oå", "r": "et", "s": "ad", "t": "ry", "u": "yi"},
    **{"v": "cb", "y": "tu", "ä": "öå", "ö": "lä", "å": "pä"},
}
WORD = re.compile(r"[^\W\d_]+")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")
CLOZE_SENTENCES, CLOZE_LETTERS = 3, 30  # a paragraph has at least so many sentences, the sentence taken out so many letters
CLOZE_LEFT = 0.1  # share of paragraphs that keep the sentence, so that the same words stay a sign (Lee et al. 2019)
SHORTEST = 4  # letters; a slip in a shorter word makes another word


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together, and what joins them."""

    first: str  # the asking side: title, question, word
    second: str
    kind: str


Term = tuple[str, str]  # (everyday, official)


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence of officialese and how people say the same."""

    official: str
    everyday: tuple[str, ...]  # a question, keywords, a situation, telegram style, a colleague's paraphrase
    terms: tuple[Term, ...]
    english: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What an authority answers, and how people ask for it."""

    authority: str
    answer: str
    questions: tuple[str, ...]  # its heading, a person's own words, key words, a situation


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms of one topic that no sentence goes with."""

    topic: str
    terms: tuple[Term, ...]


def read_lines(path: Path) -> list[str]:
    """Lines of a text file without surrounding blanks, empty ones left out."""
    with open_text(path) as lines:
        return [line.strip() for line in lines if line.strip()]


def read_pairs(path: Path) -> list[Pair]:
    """All pairs of the file, in its order. Raises BadRequest naming the line."""
    return [_pair(path, number, row) for number, row in _rows(path)]


def read_everyday(path: Path) -> tuple[list[Item], list[Glossary]]:
    """All items and all glossaries of the file, in its order. Raises BadRequest naming the line."""
    entries = [_entry(path, number, row) for number, row in _rows(path)]
    return [entry for entry in entries if isinstance(entry, Item)], [entry for entry in entries if isinstance(entry, Glossary)]


def read_replies(path: Path) -> list[Reply]:
    """All replies of the file, in its order. Raises BadRequest naming the line."""
    return [_reply(path, number, row) for number, row in _rows(path)]


def drop_diacritics(text: str) -> str:
    """The text as typed on a keyboard without å, ä and ö."""
    return text.translate(FOLDED)


def misspell(text: str, rng: random.Random, share: float = 0.15) -> str:
    """Let about `share` of the longer words have one slip: a letter lost, doubled, swapped with the next or hit beside."""
    return " ".join(_slip(word, rng) if len(word) >= SHORTEST and rng.random() < share else word for word in text.split())


def drop_words(text: str, rng: random.Random, share: float = 0.3) -> str:
    """The text without about `share` of its words, never without all."""
    words = text.split()
    return " ".join([word for word in words if rng.random() > share] or words)


def frequent_words(lines: Sequence[str], most: int = 20_000, shortest: int = 5) -> list[str]:
    """The commonest words of the text in lower case, at least `shortest` letters long; equally common ones by the alphabet."""
    counts = Counter(word for line in lines for word in WORD.findall(line.lower()) if len(word) >= shortest)
    return [word for word, _ in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:most]]


def cloze_pairs(lines: Sequence[str], rng: random.Random, most: int) -> list[Pair]:
    """A sentence and the paragraph it was taken out of (inverse cloze task, Lee et al. 2019), from up to `most` paragraphs."""
    pairs = []
    for line in rng.sample(lines, len(lines)):
        sentences = SENTENCE.split(line)
        place = rng.randrange(len(sentences))
        if len(sentences) >= CLOZE_SENTENCES and len(sentences[place]) >= CLOZE_LETTERS:
            rest = sentences if rng.random() < CLOZE_LEFT else [*sentences[:place], *sentences[place + 1 :]]
            pairs.append(Pair(sentences[place], " ".join(rest), "cloze"))
        if len(pairs) == most:
            break
    return pairs


def _slip(word: str, rng: random.Random) -> str:
    """One slip at a letter after the first."""
    place = rng.randrange(1, len(word) - 1)
    here, after = word[place], word[place + 1]
    middle = rng.choice(["", here + here, None, rng.choice(NEIGHBOURS.get(here.lower(), here))])
    if middle is None:
        return word[:place] + after + here + word[place + 2 :]
    return word[:place] + middle + word[place + 1 :]


def _rows(path: Path) -> Iterator[tuple[int, object]]:
    """(line number from 1, value) of each JSON line."""
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise BadRequest(f"Rad {number} i {path.name} är inte giltig JSON ({error}). Rätta eller ta bort raden.") from error


def _pair(path: Path, number: int, row: object) -> Pair:
    """The pair on a line."""
    match row:
        case [str(first), str(second), str(kind)]:
            return Pair(first, second, kind)
    raise BadRequest(f'Rad {number} i {path.name} är inget par. En rad ser ut så: ["text", "text", "slag"].')


def _entry(path: Path, number: int, row: object) -> Item | Glossary:
    """The item or glossary on a line."""
    match row:
        case {"official": str(official), "everyday": [*everyday], "terms": [*terms], "en": str(english)}:
            return Item(official, tuple(map(str, everyday)), _couples(terms), english)
        case {"topic": str(topic), "terms": [*terms]}:
            return Glossary(topic, _couples(terms))
    raise BadRequest(
        f"Rad {number} i {path.name} är ingen vardagspost. Den ska ha official, everyday, terms och en, eller topic och terms."
    )


def _reply(path: Path, number: int, row: object) -> Reply:
    """The reply on a line."""
    match row:
        case {"authority": str(authority), "answer": str(answer), "questions": [*questions]}:
            return Reply(authority, answer, tuple(map(str, questions)))
    raise BadRequest(f"Rad {number} i {path.name} är inget myndighetssvar. Det ska ha authority, answer och questions.")


def _couples(terms: Sequence[Sequence[object]]) -> tuple[Term, ...]:
    """Terms in twos; what is not two is left out."""
    return tuple((str(term[0]), str(term[1])) for term in terms if len(term) == 2)
