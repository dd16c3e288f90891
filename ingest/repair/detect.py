"""Text of a page -> how readable it is, and whether it may be repaired.

In: the source text and its pages. Out: one PageQuality per page and the gate: which pages were read with the wrong language.
Measures without ground truth: stop words, share of å ä ö, lines of debris. Knows nothing of repair itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.records import Page, PageQuality, Source

WRONG_SHARE = 0.01  # å ä ö among the letters: clean Swedish has 0.052–0.056, a wrong-language reading at most a few stray ones
FOREIGN = frozenset(["en", "de", "fi"])  # misread Swedish can be taken for its neighbours, never for these
FOREIGN_WORDS = 12  # of a paragraph, to tell its language
STRAY = 3  # å ä ö that a page must have fewer than that share: by chance a few letters are always missing
MIXED_SHARE = 0.045  # a page with fewer å ä ö than this may hold both kinds of text
OWN_EVIDENCE = 250  # letters: a shorter page may lack å ä ö by chance (0.946 ** 250 is 1e-6) and follows its document
DOCUMENT_EVIDENCE = 200  # letters of Swedish pages that a whole document must have to be judged (0.946 ** 200 is 1.5e-5)
STOP_SHARE = 0.04  # of the words: running text has 0.2 and more, headings and tables less
FEW_WORDS = 3  # a page with fewer words says nothing
POOR_SHARE = 0.3  # of the lines are debris: figures and noise have drowned the text

# The commonest words of each language; those that OCR with the wrong language turns into each other (för → for) are left out of "sv".
STOP_TEXTS = {
    "sv": "och att till inte ett som med av den det en har kan ska om vid eller samt deras utan mellan finns ges enligt under",
    "nb": "og til ikke et som med av den det en har kan skal om ved eller er fra ble blir også være på å jeg",
    "da": "og at til ikke et som med af den det en har kan skal om ved eller er fra blev bliver også være på jeg",
    "en": "the of and to is that it with as was on be by this are from which not have has their will",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden",
    "fi": "ja on ei että oli hän joka mutta kun ovat myös sekä tai voi ole mukaan sen jos niin",
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in STOP_TEXTS.items()}
Verdict = Literal["good", "repaired", "wrong language", "poor", "empty"]
WORD = re.compile(r"[^\W\d_]+")
GAP = re.compile(r"\n[ \t]*\n|\n(?= \S)|\f")
SWEDISH_LETTERS = frozenset("åäöÅÄÖ")


@dataclass(frozen=True, slots=True)
class PageText:
    """Measures of a page, or of a stretch of one, before the verdict. A document without pages counts as one page."""

    page_number: int | None
    start: int  # source offsets
    end: int
    words: int
    letters: int
    swedish_letters: int  # å ä ö among them
    language: str
    lines: int
    garbage_lines: int

    @property
    def diacritics(self) -> float:
        """Share of the letters that are å ä ö."""
        return self.swedish_letters / self.letters if self.letters else 0.0


def guess_language(words: list[str]) -> str:
    """Language whose stop words are the most of `words` (lower case), or "und" when too few are any."""
    counts = Counter(words)
    hits = {language: sum(counts[word] for word in stops) for language, stops in STOP_WORDS.items()}
    best = max(hits, key=lambda language: hits[language])
    return best if hits[best] >= max(2, STOP_SHARE * len(words)) else "und"


def is_garbage(line: str) -> bool:
    """True for a line of debris: mostly signs, or short pieces that are no words, as a figure leaves behind."""
    inked = [character for character in line if not character.isspace()]
    if len(inked) < 3:
        return False
    signs = sum(not (character.isalnum() or character in ".,:;-–()/%§\"'”") for character in inked)
    return signs >= 2 and signs / len(inked) > 0.25


def measure_page(text: str, page: Page) -> PageText:
    """Count words, letters, å ä ö and debris on one page of `text` (the whole source text)."""
    body = text[page.start : page.end]
    found = WORD.findall(body)
    lines = [line for line in body.splitlines() if line.strip()]
    return PageText(
        page_number=page.number or None,
        start=page.start,
        end=page.end,
        words=len(found),
        letters=sum(map(len, found)),
        swedish_letters=sum(body.count(letter) for letter in SWEDISH_LETTERS),
        language=guess_language([word.lower() for word in found]),
        lines=len(lines),
        garbage_lines=sum(map(is_garbage, lines)),
    )


def measure_pages(source: Source) -> list[PageText]:
    """Measure every page; a source without pages is one page with number None."""
    pages = source.pages or (Page(0, None, 0, len(source.text)),)
    return [measure_page(source.text, page) for page in pages]


def is_bare(swedish_letters: int, letters: int) -> bool:
    """Are å ä ö as good as missing? A short text may hold none, a long one a few stray ones."""
    return swedish_letters == 0 or swedish_letters + STRAY <= WRONG_SHARE * letters


def find_wrong(pages: list[PageText]) -> list[bool]:
    """The gate, page by page: read with the wrong language? Only such pages may be repaired.

    A page speaks for itself when it is Swedish, long enough and almost without å ä ö; a short one follows the rest of its document.
    """
    wrong = [page.language == "sv" and page.letters >= OWN_EVIDENCE and is_bare(page.swedish_letters, page.letters) for page in pages]
    long_right = any(
        page.language == "sv" and page.letters >= OWN_EVIDENCE and not is_bare(page.swedish_letters, page.letters) for page in pages
    )
    short = [page for page in pages if page.letters < OWN_EVIDENCE]
    letters = sum(page.letters for page in short if page.language == "sv")
    swedish = sum(page.swedish_letters for page in short)
    enough = any(wrong) or letters >= DOCUMENT_EVIDENCE
    follow = enough and not long_right and is_bare(swedish, sum(page.letters for page in short))
    return [
        sure or (follow and page.letters < OWN_EVIDENCE and page.language in ("sv", "und")) for sure, page in zip(wrong, pages, strict=True)
    ]


def find_stretches(text: str, pages: list[PageText]) -> list[tuple[int, int]]:
    """Source spans that may be repaired: pages read with the wrong language, and such stretches of pages that are so only in part."""
    spans = []
    for page, wrong in zip(pages, find_wrong(pages), strict=True):
        if wrong:
            spans += drop_foreign(text, page)
        elif page.language == "sv" and page.diacritics < MIXED_SHARE:
            parts = [measure_page(text, part) for part in cut_page(text, page)]
            spans += [
                (part.start, part.end)
                for part in parts
                if part.language == "sv" and part.letters >= OWN_EVIDENCE and is_bare(part.swedish_letters, part.letters)
            ]
    return spans


def drop_foreign(text: str, page: PageText) -> list[tuple[int, int]]:
    """The page without its paragraphs in another language, where å ä ö were never missing."""
    spans, start = [], page.start
    for begin, end in split_paragraphs(text, page):
        words = [word.lower() for word in WORD.findall(text, begin, end)]
        if len(words) >= FOREIGN_WORDS and guess_language(words) in FOREIGN:
            spans.append((start, begin))
            start = end
    return [span for span in [*spans, (start, page.end)] if span[0] < span[1]]


def split_paragraphs(text: str, page: PageText) -> list[tuple[int, int]]:
    """Source spans of the page's paragraphs, with the gaps that end them."""
    cuts = [page.start, *(gap.end() for gap in GAP.finditer(text, page.start, page.end)), page.end]
    return list(pairwise(cuts))


def cut_page(text: str, page: PageText) -> list[Page]:
    """Stretches of whole paragraphs, each long enough to speak for itself; a page mark or a blank line parts paragraphs."""
    cuts, begin = [], page.start
    for gap in GAP.finditer(text, page.start, page.end):
        if sum(map(str.isalpha, text[begin : gap.start()])) >= OWN_EVIDENCE:
            cuts.append(Page(0, None, begin, gap.end()))
            begin = gap.end()
    return [*cuts, Page(0, None, begin, page.end)]


def judge_page(page: PageText, *, wrong: bool, repaired: bool, reread: bool = False, unknown: float = 0.0) -> PageQuality:
    """Put the verdict on a page's measures."""
    return PageQuality(
        page_number=page.page_number,
        words=page.words,
        language=page.language,
        diacritics=round(page.diacritics, 4),
        garbage_lines=page.garbage_lines,
        verdict=find_verdict(page, wrong, repaired),
        unknown=round(unknown, 4),
        choice="repair" if wrong and repaired else "reading" if reread else "layer",
    )


def list_words(text: str, page: PageText) -> list[str]:
    """The words of a page in small letters, as the source has them."""
    return [word.lower() for word in WORD.findall(text, page.start, page.end)]


def share_unknown(words: list[str], known: Callable[[str], bool]) -> float:
    """Share of the words that `known` does not know; each distinct word is looked up once."""
    counts = Counter(words)
    return sum(count for word, count in counts.items() if not known(word)) / len(words) if words else 0.0


def find_verdict(page: PageText, wrong: bool, repaired: bool) -> Verdict:
    """One of PageQuality's verdicts."""
    if page.words < FEW_WORDS:
        return "empty"
    if page.garbage_lines > POOR_SHARE * page.lines:
        return "poor"
    if wrong:
        return "repaired" if repaired else "wrong language"
    return "good"
