"""Pairs, everyday items and replies -> groups to train on.

In: records of encoder_text and a tokenizer. Out: Groups of encoder_steps. All slips are drawn from the generator given.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
from tokenizers import Tokenizer

from eval.train.encoder_steps import Group, Indices
from eval.train.encoder_text import Item, Pair, Term, drop_diacritics, drop_words, misspell
from eval.train.encoder_tokenizer import split_texts

LONGEST = 128  # pieces of a text: about 600 characters
WORDS = ("folk", "syn")  # kinds from dictionaries are one group: apart they are too small to be hard
FLATTENED = 0.8  # a group is drawn in proportion to its size to this power
COPIES = 4  # of each everyday phrase, with other slips
FOLDED, MISSPELT, SHORTENED = 0.12, 0.12, 0.5  # shares of phrases with each kind of slip
LONG_PHRASE = 8  # words; shorter phrases cannot spare any
FRAMED = 0.15  # share of everyday phrases that are asked about a plan, so that words about plans and asking come to weigh little
FRAMES = (
    "vad står det om {}",
    "står det något om {}",
    "vad säger planen om {}",
    "finns det något i handlingsplanen om {}",
    "vilket utvecklingsområde handlar om {}",
    "vilken åtgärd passar för {}",
    "hur jobbar kommunen med {}",
    "vad gör regionen åt {}",
    "{} – vad gäller enligt programmet?",
    "{}, står det nåt om det?",
    "what does the plan say about {}",
)
SOFT = 12.0  # inverse temperature for everyday phrases: sharper ones learn the items by heart and find new ones worse
NEAREST = 8  # officialese sentences that come into a batch together
TOLD_SOFT = 9.0  # the same for replies and cases; with 20, 12, 9 another hand's questions found theirs at MRR 0.49, 0.54, 0.57
ASKED = 0.8  # of a group of sayings: saying to officialese; the rest is saying to saying


def blur(text: str, rng: random.Random) -> str:
    """The text as people type it: at times without å ä ö, misspelt, or with words missing."""
    if rng.random() < FOLDED:
        text = drop_diacritics(text)
    if rng.random() < MISSPELT:
        text = misspell(text, rng)
    if rng.random() < SHORTENED and len(text.split()) > LONG_PHRASE:
        text = drop_words(text, rng)
    return text


def frame_phrase(phrase: str, rng: random.Random) -> str:
    """The phrase, at times as a question about a plan."""
    return rng.choice(FRAMES).format(phrase) if rng.random() < FRAMED else phrase


def pair_groups(pairs: Sequence[Pair], tokenizer: Tokenizer, rng: random.Random) -> list[Group]:
    """One group for each kind of pair."""
    kinds: dict[str, list[Pair]] = {}
    for pair in pairs:
        kinds.setdefault("words" if pair.kind.startswith(WORDS) else pair.kind, []).append(pair)
    return [_pair_group(kind, kinds[kind], tokenizer, rng) for kind in sorted(kinds)]


def _pair_group(kind: str, pairs: Sequence[Pair], tokenizer: Tokenizer, rng: random.Random) -> Group:
    """The group of one kind; pairs with the same second text share a key."""
    seconds = {pair.second: None for pair in pairs}
    place = {second: number for number, second in enumerate(seconds)}
    firsts = split_texts(tokenizer, [blur(pair.first, rng) for pair in pairs], LONGEST)
    right = np.array([place[pair.second] for pair in pairs])
    bags = split_texts(tokenizer, list(seconds), LONGEST)
    return Group(kind, len(pairs) ** FLATTENED, firsts, bags, np.arange(len(pairs)), right, right)


def everyday_groups(items: Sequence[Item], terms: Sequence[Term], tokenizer: Tokenizer, weight: float, rng: random.Random) -> list[Group]:
    """Phrase to officialese, phrase to phrase, term to term: together `weight`."""
    phrases = [phrase for item in items for phrase in (*item.everyday, item.english)]
    of_item = np.array([number for number, item in enumerate(items) for _ in (*item.everyday, item.english)])
    blurred = split_texts(tokenizer, [blur(frame_phrase(phrase, rng), rng) for _ in range(COPIES) for phrase in phrases], LONGEST)
    officials = split_texts(tokenizer, [item.official for item in items], LONGEST)
    owner = np.tile(of_item, COPIES)
    ask = Group("everyday", 0.7 * weight, blurred, officials, np.arange(len(owner)), owner, owner, scale=SOFT)
    left, right = _pairings(of_item, len(phrases))
    tell = Group("phrases", 0.15 * weight, blurred, split_texts(tokenizer, phrases, LONGEST), left, right, of_item[right], scale=SOFT)
    couples = [Pair(a, b, "terms") for a, b in terms]
    return [ask, tell, replace(_pair_group("terms", couples, tokenizer, rng), weight=0.15 * weight, scale=SOFT)]


def saying_groups(
    name: str, said: Sequence[tuple[str, Sequence[str]]], tokenizer: Tokenizer, weight: float, rng: random.Random
) -> list[Group]:
    """What people say to the officialese of (officialese, sayings), and sayings of the same to each other: together `weight`."""
    sayings = [saying for _, own in said for saying in own]
    of_said = np.array([number for number, (_, own) in enumerate(said) for _ in own])
    blurred = split_texts(tokenizer, [blur(saying, rng) for _ in range(COPIES) for saying in sayings], LONGEST)
    officials = split_texts(tokenizer, [official for official, _ in said], LONGEST)
    owner = np.tile(of_said, COPIES)
    left, right = _pairings(of_said, len(sayings))
    alike = split_texts(tokenizer, sayings, LONGEST)
    return [
        Group(name, ASKED * weight, blurred, officials, np.arange(len(owner)), owner, owner, scale=TOLD_SOFT),
        Group(f"{name}-alike", (1 - ASKED) * weight, blurred, alike, left, right, of_said[right], scale=TOLD_SOFT),
    ]


def _pairings(of_item: Indices, phrases: int) -> tuple[Indices, Indices]:
    """All ordered pairs of different phrases of one item; the left one in a blurred copy."""
    members: dict[int, list[int]] = {}
    for number, item in enumerate(of_item):
        members.setdefault(int(item), []).append(number)
    both = np.array([pair for own in members.values() for pair in permutations(own, 2)])
    return both[:, 0] + phrases * (np.arange(len(both)) % COPIES), both[:, 1]


def slip_group(words: Sequence[str], tokenizer: Tokenizer, weight: float, rng: random.Random) -> Group:
    """Each word without å ä ö or misspelt, to the word itself."""
    changed = []
    for word in words:
        folded = drop_diacritics(word)
        changed.append(folded if folded != word and rng.random() < 0.5 else misspell(word, rng, share=1.0))
    number = np.arange(len(words))
    return Group("slips", weight, split_texts(tokenizer, changed, LONGEST), split_texts(tokenizer, words, LONGEST), number, number, number)


def add_neighbours(group: Group, officials: np.ndarray) -> Group:
    """The group with the NEAREST officialese sentences of each, by their present unit vectors, as hard negatives."""
    near = np.argsort(-(officials @ officials.T), axis=1, kind="stable")[:, :NEAREST]
    order = np.argsort(group.key, kind="stable")
    of_key = np.split(order, np.searchsorted(group.key[order], np.arange(1, len(officials))))
    return replace(group, near=near, of_key=of_key)
