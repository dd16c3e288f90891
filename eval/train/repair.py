"""Clean Swedish text and noise pairs -> the models of OCR repair.

In: a text file (one paragraph a line; .xz is unpacked), the everyday sentences, the line pairs of the noise lab, and if named the pairs of
a dictionary and the forms of a spelling dictionary (eval/train/repair_forms.py). Out: lexicon, language model, compound parts, letter
model, channel prior and the weights of doubt in one folder. Paragraphs that share eight words with a held-out pair are left out. Knows
nothing of the bundled documents.
"""

from __future__ import annotations

import html
import io
import itertools
import json
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from eval.train.packed import open_text
from eval.train.repair_certainty import build_certainty
from eval.train.repair_channel import count_channel
from eval.train.repair_context import build_context
from eval.train.repair_forms import choose_forms
from eval.train.repair_letters import build_letters
from eval.train.repair_ngrams import FORM_TRUST, build_ngrams
from eval.train.repair_parts import build_parts
from ingest.repair.detect import FOREIGN, FOREIGN_WORDS, SWEDISH_LETTERS, WRONG_SHARE, guess_language
from ingest.repair.language import FIRST_WORD, NUMBER, START, STEP, UNKNOWN
from ingest.repair.lexicon import key_of
from ingest.repair.lock import TOKEN

EVERYDAY = Path(__file__).parent / "data" / "everyday.jsonl"  # sentences over all that municipalities do, written for this project
FULL_SENTENCES = (0, 2, 4)  # of its everyday variants; the others are keywords and telegram style, with slips
ONE, BOTH = (0,), (0, 1)
# kind of a dictionary's pair → which of its two sides are Swedish
GLOSSARY = {"folk-tr": ONE, "folk-ex": ONE, "folk-comp": ONE, "folk-def": BOTH, "folk-syn": BOTH, "synlex": BOTH, "swequad": BOTH}
SHINGLE = 8  # words in common that make a paragraph the same text as a held-out pair
LINKS = re.compile(r"\]\([^)]*\)")
WORDS = re.compile(r"[^\W_]+")
UNSEEN_CAPITAL = 0.02  # share of capitals assumed of a word never seen inside a sentence
NAME_CAPITAL = 242  # the share, in 1/255, of a name that only the spelling dictionary has
MIN_SINGLE = 5  # letters of a word seen once: shorter ones are more often debris than words
STRIPPED_RATIO = 300  # a rare word without å ä ö whose twin with them is so many times commoner is a slip of the pen


def read_shingles(pairs: Path) -> set[tuple[str, ...]]:
    """Runs of eight words of the held-out clean lines, document by document."""
    documents: dict[str, list[str]] = {}
    with open_text(pairs) as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["heldout"]:
                documents.setdefault(f"{pair['doc']} {pair['font']} {pair['dpi']} {pair['lang']}", []).extend(
                    WORDS.findall(pair["clean"].lower())
                )
    return {tuple(words[i : i + SHINGLE]) for words in documents.values() for i in range(len(words) - SHINGLE + 1)}


def is_foreign(words: list[str]) -> bool:
    """A paragraph in another language (lower-case words): "for" and "in" beside words that no lexicon has are seldom Swedish."""
    letters = sum(map(len, words))
    swedish = sum(word.count(letter) for word in words for letter in SWEDISH_LETTERS)
    return len(words) >= FOREIGN_WORDS and swedish < WRONG_SHARE * letters and guess_language(words) in FOREIGN


def read_paragraphs(text: Path, shingles: set[tuple[str, ...]]) -> Iterator[str]:
    """Paragraphs in Swedish that share no shingle with the held-out text."""
    with open_text(text) as lines:
        for line in lines:
            plain = LINKS.sub("] ", line)
            words = WORDS.findall(plain.lower())
            known = any(tuple(words[i : i + SHINGLE]) in shingles for i in range(len(words) - SHINGLE + 1))
            if not known and not is_foreign(words):
                yield plain


def read_everyday(path: Path) -> Iterator[str]:
    """The sentences of officials, and what people say of the same: statutes and press releases speak little of meals and beds."""
    with path.open(encoding="utf-8") as lines:
        for item in map(json.loads, lines):
            if "official" in item:
                yield item["official"]
                yield from (item["everyday"][place] for place in FULL_SENTENCES)


def read_glossary(path: Path | None) -> Iterator[str]:
    """The Swedish sides of a dictionary's pairs [a, b, kind], each text once: words of the home that no authority writes."""
    seen: set[str] = set()
    with open_text(path) if path else io.StringIO() as lines:
        for *sides, kind in map(json.loads, lines):
            for text in (html.unescape(sides[place]) for place in GLOSSARY.get(kind, ())):
                if text not in seen:
                    seen.add(text)
                    yield text


def number_words(paragraphs: Iterator[str]) -> tuple[NDArray[np.int32], NDArray[np.int8], list[str]]:
    """The text as numbers (START parts sentences and paragraphs), which places begin with a capital, and the words from FIRST_WORD on."""
    numbers: dict[str, int] = {}
    sequence, capitals = array("i", [START]), array("b", [0])
    for paragraph in paragraphs:
        for hit in TOKEN.finditer(paragraph):
            group, surface = hit.lastgroup, hit.group()
            if group == "end":
                sequence.append(START)
            elif group == "figure" or surface.isdigit():
                sequence.append(NUMBER)
            elif group == "address" or not surface.rstrip("-").isalpha():
                sequence.append(UNKNOWN)
            else:
                sequence.append(numbers.setdefault(surface.lower(), len(numbers) + FIRST_WORD))
            capitals.append(surface[0].isupper())
        sequence.append(START)
        capitals.append(0)
    return np.frombuffer(sequence, dtype=np.int32), np.frombuffer(capitals, dtype=np.int8), list(numbers)


def measure_capitals(sequence: NDArray[np.int64], capitals: NDArray[np.int8], words: int) -> NDArray[np.uint8]:
    """Share of each word's places inside a sentence where it begins with a capital, as a byte of 1/255."""
    inside = np.flatnonzero(sequence[:-1] != START) + 1
    seen = np.bincount(sequence[inside], minlength=words)
    large = np.bincount(sequence[inside], capitals[inside], words)
    shares: NDArray[np.uint8] = np.rint(255 * (large + UNSEEN_CAPITAL) / (seen + 1)).astype(np.uint8)
    return shares


def choose_words(words: list[str], counts: NDArray[np.int64]) -> list[str]:
    """The words that go into the lexicon: no debris, no slips without å ä ö."""
    best: Counter[str] = Counter()
    for word, count in zip(words, counts, strict=True):
        shape = key_of(word)[0]
        best[shape] = max(best[shape], int(count))
    return [word for word, count in zip(words, counts, strict=True) if keeps_word(word, int(count), best[key_of(word)[0]])]


def keeps_word(word: str, count: int, best: int) -> bool:
    """Debris: single letters and rare short words. Slips: rare words without å ä ö beside a far commoner twin."""
    if len(word) == 1:
        return word in "iåö"
    if count == 1 and len(word.rstrip("-")) < MIN_SINGLE:
        return False
    return bool(set(word) & set("åäö")) or count * STRIPPED_RATIO >= best or count >= 20


def count_form(share: float, total: int) -> int:
    """Times that a form which a text of `total` words lacks might have stood there."""
    return 1 + int(FORM_TRUST * share * total)


def number_forms(forms: Mapping[str, float], lexicon: marisa_trie.Trie) -> NDArray[np.float64]:
    """By word number: the share of a form that the texts lack, NaN for all other words."""
    shares = np.full(len(lexicon) + FIRST_WORD, np.nan)
    shares[[lexicon["\t".join(key_of(form))] + FIRST_WORD for form in forms]] = list(forms.values())
    return shares


def read_unigrams(path: Path) -> NDArray[np.float32]:
    """log P of each word alone, of the language model just made."""
    with np.load(path) as data:
        unigrams: NDArray[np.float32] = -STEP * data["unigrams"].astype(np.float32)
    return unigrams


def train_repair(
    text: Path, pairs: Path, out: Path, everyday: Path = EVERYDAY, glossary: Path | None = None, forms: Path | None = None
) -> None:
    """Make every model of ingest/repair/models from `text` and `pairs`, into the folder `out`. Takes half an hour and 3 GB."""
    out.mkdir(parents=True, exist_ok=True)
    plain = read_paragraphs(text, read_shingles(pairs))
    paragraphs = itertools.chain(plain, read_everyday(everyday), read_glossary(glossary))
    sequence, capitals, words = number_words(paragraphs)
    counts = np.bincount(sequence, minlength=len(words) + FIRST_WORD)[FIRST_WORD:]
    chosen = choose_words(words, counts)
    more, names = choose_forms(forms, frozenset(chosen))
    lexicon = marisa_trie.Trie(["\t".join(key_of(word)) for word in (*chosen, *more)])
    lexicon.save(str(out / "lexicon.marisa"))
    renumber = np.full(len(words) + FIRST_WORD, UNKNOWN, np.int64)
    renumber[:FIRST_WORD] = range(FIRST_WORD)
    places = [lexicon.get("\t".join(key_of(word))) for word in words]
    renumber[FIRST_WORD:] = [UNKNOWN if place is None else place + FIRST_WORD for place in places]
    numbers, size = renumber[sequence], len(lexicon) + FIRST_WORD
    shares = measure_capitals(numbers, capitals, size)
    shares[[lexicon["\t".join(key_of(name))] + FIRST_WORD for name in sorted(names)]] = NAME_CAPITAL
    np.save(out / "capitals.npy", shares)
    build_ngrams(numbers, size, out / "ngrams.npz", number_forms(more, lexicon))
    build_context(numbers, lexicon, read_unigrams(out / "ngrams.npz"), out / "context.npz")
    known = {word: int(count) for word, count, place in zip(words, counts, places, strict=True) if place is not None}
    build_parts(known | {form: count_form(share, int(counts.sum())) for form, share in more.items()}, out)
    build_letters(known, out / "letters.npz")
    count_channel(pairs, out / "channel.json")
    build_certainty(pairs, out)
