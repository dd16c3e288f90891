"""The support check of a language model's statement: does the one quote that it names bear it?

In: a statement in the model's words, and the span of a section that it gives as quote. Out: the reasons to drop it; none when it holds.
The rules, all of them; one broken rule drops the statement:
1. The quote stands in the source that was sent, word for word, spacing apart (`locate`).
2. Every number, time, name, body and other word with content is one of the quote's, its list lead's or its headings', in any form of it.
3. The words that it takes from the quote keep the quote's order, and bodies do without exception, so that none does another's task.
   None stands more often than there, and a small word ("till", "före") stands before the same word (`small_words`).
4. It denies exactly when the quote denies, keeps what limits ("endast", "högst"), and says ska, bör or kan only when the quote does.
5. Its meaning is near the quote's, and it is one short piece of prose: no token of ours, no address, no markup.
A model may thus shorten and join, never add. Knows nothing of HTTP or prompts, and no language but Swedish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.checks.small_words import judge_small_words
from assistant.checks.support import find_lead
from assistant.question.words import PIECE, Word, content_words, fold, match_word, read_words, stem, terms_of
from corpus.encoder import Encoder
from corpus.records import Section, Span

MET = 0.5  # how well a word must be met by what is cited: its stem, an official synonym, a part of a compound
ORDER = 0.8  # share of the quote's words in the statement that must keep their order: one of five may move
MOVED = 4  # words; with fewer, a phrase that moved cannot be told from two that changed places
LIKENESS = 0.45  # cosine of statement and quote; rewordings of one sentence lie above 0.6, neighbours in a plan below 0.4 (tests)
LONGEST = 60  # words of a statement
SHORTEST_QUOTE = 3  # words; less than this bears nothing

NUMBER = re.compile(r"\d+(?:[ .,:/–-]\d+)*")
COUNTED = read_words("counted.txt")  # numbers, months and frequencies as words
DENIALS = read_words("denials.txt")
LIMITING = read_words("limiting.txt")  # "endast", "högst": without them a sentence says something else
TELLING = read_words("telling.txt")  # "enligt planen": they say nothing of the content
MODALS = {
    "ska": frozenset({"ska", "skall", "maste"}),
    "bör": frozenset({"bor", "borde"}),
    "kan": frozenset({"kan", "kunna", "far", "fa"}),
}
BODY = re.compile(
    r"\w*(?:namnd|forvaltning|styrelse|fullmaktige|kontor|grupp|forbund|myndighet|kommun|region|landsting|forum|utskott|bolag|chef|"
    r"direktor|ordforande|samordnare|sekreterare|handlaggare|lakare|skoterska|rektor|enhet|avdelning|verksamhet)"
    r"(?:en|n|et|erna|arna|er|ar|s|ens|ns|ets|ernas|arnas)?"
)
MARKUP = re.compile(r"https?:|www\.|[<>{}\[\]|`#*_\\§]|^\s*(?:user|assistant|system)\s*:", re.IGNORECASE)


def locate(section: Section, span: Span, quote: str) -> Span | None:
    """Where the model's quote stands within `span` of the section, spacing apart; None when it does not, or bears nothing."""
    words = quote.split()
    if len(words) < SHORTEST_QUOTE:
        return None
    found = re.compile(r"\s+".join(re.escape(word) for word in words)).search(section.text, *span)
    return found.span() if found else None


def find_faults(statement: str, section: Section, span: Span, encoder: Encoder | None) -> tuple[str, ...]:
    """Why the section's [start, end) does not bear the statement, in words for a log; empty when it does."""
    quote = section.text[span[0] : span[1]]
    lead = find_lead(section.text, span[0]) or ""
    cited = "\n".join((quote, lead, *section.path))
    return (
        *judge_form(statement),
        *judge_numbers(statement, cited),
        *judge_names(statement, cited),
        *judge_bodies(statement, quote, cited),
        *judge_words(statement, quote, cited),
        *judge_small_words(statement, quote, "\n".join((lead, *section.path))),
        *judge_denial(statement, f"{lead} {quote}"),
        *judge_modality(statement, f"{lead} {quote}"),
        *judge_likeness(statement, f"{lead} {quote}".strip(), encoder),
    )


def folded_words(text: str) -> list[str]:
    """The words of a text in order, lower case, without diacritics."""
    return PIECE.findall(fold(text))


def judge_form(statement: str) -> list[str]:
    """Rule 5: short prose."""
    words = len(statement.split())
    wrong = [] if 2 <= words <= LONGEST else [f"{words} words"]
    return wrong + (["markup or an address"] if MARKUP.search(statement) or "\n" in statement.strip() else [])


def judge_numbers(statement: str, cited: str) -> list[str]:
    """Rule 2: each number and time of the statement stands in what is cited, digit for digit."""
    digits = {re.sub(r"\D", "", one) for one in NUMBER.findall(statement)} - {re.sub(r"\D", "", one) for one in NUMBER.findall(cited)}
    counted = (set(folded_words(statement)) & COUNTED) - set(folded_words(cited))
    return [f"{one} is not in what is cited" for one in sorted(digits | counted)]


def judge_names(statement: str, cited: str) -> list[str]:
    """Rule 2: a word that is written as a name or an abbreviation stands in what is cited."""
    known = terms_of(cited)
    names = [found.group() for found in PIECE.finditer(statement) if is_named(found)]
    return [f"{name} is not in what is cited" for name in names if stem(name) not in known.whole]


def is_named(found: re.Match[str]) -> bool:
    """Whether a word is written as a name or an abbreviation; the first word of a sentence tells nothing by its capital."""
    word = found.group()
    return word[:1].isupper() and (found.start() > 0 or (len(word) > 1 and word.isupper()))


def judge_bodies(statement: str, quote: str, cited: str) -> list[str]:
    """Rules 2 and 3: each body stands in what is cited, and those of the quote keep their order."""
    said, own = bodies_of(statement), bodies_of(quote)
    unknown = [one for one in said if one not in bodies_of(cited)]
    if unknown:
        return [f"{one} is not in what is cited" for one in unknown]
    return [] if keeps_order([one for one in said if one in own], own) else ["the bodies have changed places"]


def bodies_of(text: str) -> list[str]:
    """The stems of the bodies and offices that a text names, in order."""
    return [stem(word) for word in folded_words(text) if BODY.fullmatch(word)]


def keeps_order(some: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether `some` is a subsequence of `whole`."""
    rest = iter(whole)
    return all(one in rest for one in some)


def judge_words(statement: str, quote: str, cited: str) -> list[str]:
    """Rules 2 and 3: no word with content is the model's own, and the quote's words keep their order."""
    known, own = terms_of(cited), terms_of(quote)
    words = [word for word in content_words(statement, lambda _word: 1.0) if fold(word.surface) not in TELLING]
    added = [word.surface for word in words if match_word(word, own) < MET and match_word(replace(word, others=frozenset()), known) < MET]
    if added:
        return [f"{', '.join(added)} is not in what is cited"]
    if not words:
        return ["it says nothing"]
    return [] if keeps_sense(words, quote) else ["its words stand in another order"]


def keeps_sense(words: Sequence[Word], quote: str) -> bool:
    """Whether the statement's words keep the quote's order but for a few, or for one phrase that moved whole ("senast i mars" to the end).

    Two that change places around a verb break the order twice: "A stödjer B" and "B stödjer A".
    """
    places: dict[str, list[int]] = {}
    for index, word in enumerate(PIECE.findall(quote)):
        places.setdefault(stem(word), []).append(index)
    found = [places[word.term] for word in words if word.term in places]
    if longest_run(found) >= ORDER * len(found):
        return True
    first = [here[0] for here in found]
    return len(found) >= MOVED and sum(after < before for before, after in pairwise(first)) <= 1


def longest_run(found: Sequence[Sequence[int]]) -> int:
    """The length of the longest rising run, gaps allowed, that takes one place for each word."""
    best: dict[int, int] = {}  # place -> length of the longest run that ends there
    for here in found:
        best |= {place: max(best.get(place, 0), 1 + max((best[end] for end in best if end < place), default=0)) for place in here}
    return max(best.values(), default=0)


def judge_denial(statement: str, quote: str) -> list[str]:
    """Rule 4: both deny or neither does, and what limits stays."""
    said, cited = set(folded_words(statement)), set(folded_words(quote))
    wrong = [] if bool(DENIALS & said) == bool(DENIALS & cited) else ["it denies otherwise than the quote"]
    return wrong + [f"{one} is not as in the quote" for one in sorted((LIMITING & said) ^ (LIMITING & cited))]


def judge_modality(statement: str, quote: str) -> list[str]:
    """Rule 4: what must, should or may be done stays so; a duty is not told as a fact."""
    said, cited = set(folded_words(statement)), set(folded_words(quote))
    added = [f"it says {name} and the quote does not" for name, words in MODALS.items() if said & words and not cited & words]
    weak = MODALS["bör"] | MODALS["kan"]
    lost = bool(cited & weak) and not said & weak and not cited & MODALS["ska"]
    return added + (["it leaves out bör or kan"] if lost else [])


def judge_likeness(statement: str, quote: str, encoder: Encoder | None) -> list[str]:
    """Rule 5: statement and quote lie near each other; nothing is said without an encoder."""
    if encoder is None:
        return []
    one, other = encoder.encode([statement, quote])
    cosine = float(one @ other)
    return [] if cosine >= LIKENESS else [f"its meaning is {cosine:.2f} from the quote's"]
