"""A message -> what it asks, one by one: "vem kallar, och hur ofta ses de? finns det protokoll" asks three things.

In: a question in Swedish. Out: its asks as typed, in order; what is told besides ("min mamma är 84") belongs to none. Generic Swedish:
an ask opens with a question word or with its verb, after punctuation or a conjunction. Knows nothing of documents or answers.
"""

from __future__ import annotations

import re

from assistant.question.words import fold

FIRST = r"ska|skall|far|kan|maste|bor|finns|galler|ar|har|gar|racker|behover|blir|kommer|raknas|ingar|kravs"  # open a yes/no question
VERB = rf"(?:{FIRST}|fick|fanns|e|\w{{3,}}(?:er|ar|or|s|de|te))"
SUBJECT = r"(?:jag|man|vi|ni|du|det|den|de|dom|han|hon|hen|nan|nagon|nat|nagot|nagra|\w{3,}(?:en|et|na))"
# a question word; of those that also join clauses ("när hon fyller …") only with its verb next, as a question has it
ASKING = (
    r"(?:(?:till|av|for|pa|med|hos|fran|i|under|inom|vid|at|om) )?"
    rf"(?:vem|vems|vad|vilka|vilken|vilket|varfor|vart|hur|(?:nar|var)(?: \w+)?(?= {VERB}\b| i sa fall\b))\b"
)
WHETHER = rf"(?:{FIRST}) {SUBJECT}\b"
# what parts one ask from the next
JOIN = r"(?:[?!.;:]+\s+|,\s*|\s+[–-]\s+|\s+(?=(?:och|o|samt|eller)\s))"
LEAD = r"(?:(?:och|o|samt|men|eller|sen|dessutom|i sa fall)\s+)*"
CUT = re.compile(rf"{JOIN}{LEAD}(?={ASKING}|(?<!eller ){WHETHER})")  # "eller är det …" gives a choice, and asks nothing more
SENTENCE_END = re.compile(r"(?<=[?!.])\s+(?=\S)")
OPENS = re.compile(rf"^\W*{LEAD}(?:{ASKING}|(?:{FIRST}) )|\?\W*$|\b(?:{ASKING})")
# two question words in one: "när och av vem", "vem och när"
JOINED = re.compile(
    r"^(?P<first>(?:av |for |hos |till )?(?:nar|vem|var|vilka|vilken|vilket|hur))\b(?:,? (?:och|o|samt)|,) (?:av |for |hos |pa )?"
    r"(?:nar|vem|var|vilka|vilken|vilket|hur|varfor)\b(?= \w)"
)
FEWEST = 2  # words; one alone is no ask of its own


def split_asks(question: str) -> tuple[str, ...]:
    """What a message asks, in order; the message itself when it asks one thing or nothing that stands out."""
    pieces = [piece for sentence in cut_at(question, SENTENCE_END) for piece in cut_at(sentence, CUT)]
    asks = [piece for piece in pieces if OPENS.search(fold(piece)) and len(piece.split()) >= FEWEST]
    return tuple(asks) if len(asks) > 1 else (question,)


def join_asking(folded: str) -> str:
    """A folded question that opens with two question words, with the first alone: what they ask of is the same."""
    return JOINED.sub(r"\g<first>", folded)


def cut_at(text: str, pattern: re.Pattern[str]) -> list[str]:
    """The pieces of a text between what the pattern finds in it, folded."""
    ends = [found.span() for found in pattern.finditer(fold(text))]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(text)]
    return [piece for start, stop in zip(starts, stops, strict=True) if (piece := text[start:stop].strip(" ,;–-"))]
