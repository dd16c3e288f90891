"""Swedish text -> its sentences.

In: a text, such as a section's. Out: spans in code points, one for each sentence, without the white space around it.
Knows abbreviations, ordinals, dates and numbers as Swedish offices write them. Knows nothing of sections or passages.
"""

from __future__ import annotations

import re

from corpus.records import Span

# words that end with a full stop in the middle of a sentence, without the stop
ABBREVIATIONS = frozenset(
    """
    adj alt ang anm art avd avs bl bl.a bst ca cirka dir dnr d.v.s dvs d:o e.d e.dyl ed enl etc ev ex exkl f.d f.n f.ö fig fr.o.m forts
    följ förf förk föreg gm g.m gr g.m.o h inkl i.e i.o.m i.st.f jfr jur kap kl km kr lat leg m m.a.o m.fl m.h.a m.h.t m.m m.v max milj
    mom mrd mån n.b ngn ngt nov nr nästk o o.d o.dyl o.s.v okt op osv p.g.a p.m prel prof prop ref reg resp rskr s s.a.s s.k sek sep
    sept sid sign skr sv t t.ex t.o.m t.v tab tel tf tim tr trol u.a ung uppl utg v v.g vol växl äv övers å jan feb febr apr aug dec
    st stycke ins istf tom fom mfl tex bla pga
    """.split()  # noqa: SIM905  # read as words, not as a list of strings
)
# abbreviations that often end a sentence: a stop after them ends it when a capital follows
CLOSING = frozenset("etc m.fl m.m o.d o.dyl o.s.v osv mm e.d e.dyl mfl ed kr st t.v tim mån f.n".split())  # noqa: SIM905
ORDINAL_FOLLOWERS = frozenset(
    "januari februari mars april maj juni juli augusti september oktober november december kap kapitlet § st stycket punkten".split()  # noqa: SIM905
)
STOP = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s|$)")
BREAK = re.compile(r"\s*\n\s*")
WORD_BEFORE = re.compile(r"[^\s(\[\"”’»]*$")
WORD_AFTER = re.compile(r"\s*[\"”’»(\[–-]?\s*([^\W\d_]+|§|\d+)?")


def split_sentences(text: str) -> list[Span]:
    """Spans of the sentences in order. A line break always ends one: in a section's text it parts paragraphs and list items."""
    spans: list[Span] = []
    start = 0
    for gap in [*BREAK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans += split_line(text, start, end)
        start = gap.end() if gap else end
    return spans


def split_line(text: str, start: int, end: int) -> list[Span]:
    """Sentences of one paragraph or list item, text[start:end]."""
    spans: list[Span] = []
    begin = start
    for stop in STOP.finditer(text, start, end):
        if stop.end() < end and not ends_sentence(text, begin, stop.start(), stop.end(), end):
            continue
        spans.append((begin, stop.end()))
        begin = stop.end()
    spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := trim(text, span))[0] < trimmed[1]]


def ends_sentence(text: str, begin: int, stop: int, after: int, end: int) -> bool:
    """Does the punctuation at text[stop:after] end a sentence?"""
    follower = WORD_AFTER.match(text, after, end)
    word = (follower.group(1) or "") if follower else ""
    if word[:1].islower():  # a quotation or an exclamation goes on; no Swedish sentence begins with a small letter
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    before = WORD_BEFORE.search(text[begin:stop])
    return not is_open(before.group() if before else "", word)


def is_open(before: str, after: str) -> bool:
    """Is a full stop after the word `before` part of an abbreviation, an ordinal, a date or an initial?"""
    name = before.casefold()
    if name in CLOSING:
        return not after[:1].isupper()
    if name in ABBREVIATIONS or (len(before) == 1 and before.isalpha()):
        return True
    return before.isdigit() and len(before) <= 2 and (not after or after.casefold() in ORDINAL_FOLLOWERS)


def trim(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
