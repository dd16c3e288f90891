"""Every fixed sentence of an answer, in Swedish and English. Nothing else in the assistant writes prose.

In: the name of a frame and the words that fill it. Out: the sentence. A frame that is a statement may only be filled with words of its
citation (quote, heading path, list lead, facts of its document) or with a count of its citations: `SLOTS` says which, and the support
check holds every filled frame to it. Sentences about what the documents do not tell are `missing`, not statements.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from assistant.records import Language
from corpus.records import Standing

Origin = Literal["title", "path", "lead", "quote", "facts", "page", "part", "count", "deed", "newest"]

# what each slot of a statement frame must be made of
SLOTS: dict[str, Origin] = {
    "title": "title",
    "focus": "path",
    "heading": "path",
    "group": "lead",
    "lead": "lead",
    "actor": "quote",
    "words": "quote",
    "diary": "facts",
    "date": "facts",
    "valid_from": "facts",
    "valid_to": "facts",
    "newest": "newest",
    "issuer": "facts",
    "page": "page",
    "part": "part",
    "count": "count",
    "deed": "deed",
}

# frames that say how a document stands -> the standing that it must have
STANDINGS: dict[str, Standing] = {"in_force": "gällande", "adopted": "beslutad", "proposed": "förslag", "repealed": "upphävd"}

DIFFERING = frozenset({"differ", "differ_newest"})  # frames that say of their citations that they differ

STATEMENTS: dict[str, dict[Language, str]] = {
    "yes": {"sv": "Ja.", "en": "Yes."},
    "no": {"sv": "Nej.", "en": "No."},
    "issuer_focus_group": {
        "sv": "{issuer}, ”{focus}”, gäller för ”{group}”:",
        "en": "{issuer}, “{focus}”, applies to “{group}”:",
    },
    "issuer_focus_all": {
        "sv": "{issuer}, ”{focus}”, gäller alla, ”{group}”:",
        "en": "{issuer}, “{focus}”, applies to all, “{group}”:",
    },
    "issuer_focus": {"sv": "{issuer}, ”{focus}”:", "en": "{issuer}, “{focus}”:"},
    "in_plan": {"sv": "I {title}:", "en": "In {title}:"},
    "area_focus_group": {
        "sv": "I {title}, under ”{focus}”, gäller för ”{group}”:",
        "en": "In {title}, under “{focus}”, applies to “{group}”:",
    },
    "area_focus": {"sv": "I {title}, under ”{focus}”:", "en": "In {title}, under “{focus}”:"},
    "area_all": {
        "sv": "Gäller alla, i {title}, under ”{focus}”, för ”{group}”:",
        "en": "Applies to all, in {title}, under “{focus}”, for “{group}”:",
    },
    "next_focus": {"sv": "Också under ”{focus}”:", "en": "Also under “{focus}”:"},
    "opinion": {"sv": "Särskilt uttalande, inte beslut:", "en": "A separate statement, not the decision:"},
    "list_count": {"sv": "{count} punkter i {title}:", "en": "{count} items in {title}:"},
    "focus_total": {"sv": "Fokusområden i {title} ({count}):", "en": "Focus areas in {title} ({count}):"},
    "list_focus": {"sv": "{count} under ”{focus}” i {title}:", "en": "{count} under “{focus}” in {title}:"},
    "list_group": {
        "sv": "{count} för ”{group}” under ”{focus}” i {title}:",
        "en": "{count} for “{group}” under “{focus}” in {title}:",
    },
    "source": {"sv": "Enligt {title}, {part}:", "en": "According to {title}, {part}:"},
    "source_date": {"sv": "Enligt {title}, {part}, {date}:", "en": "According to {title}, {part}, {date}:"},
    "source_from": {
        "sv": "Enligt {title}, {part}, gäller från {valid_from}:",
        "en": "According to {title}, {part}, valid from {valid_from}:",
    },
    "differ": {"sv": "Uppgifterna skiljer sig åt.", "en": "The documents differ."},
    "differ_newest": {
        "sv": "Uppgifterna skiljer sig åt. Den senaste är från {newest}.",
        "en": "The documents differ. The latest is from {newest}.",
    },
    "list_lead": {"sv": "{lead}", "en": "{lead}"},
    "deed_rows": {"sv": "{deed}:", "en": "{deed}:"},
    "focus_row": {"sv": "{focus}", "en": "{focus}"},
    "place_page": {
        "sv": "Det står i {title}, avsnittet ”{heading}”, sida {page}.",
        "en": "It is in {title}, section “{heading}”, page {page}.",
    },
    "place": {"sv": "Det står i {title}, avsnittet ”{heading}”.", "en": "It is in {title}, section “{heading}”."},
    "in_force": {"sv": "{title} gäller.", "en": "{title} is in force."},
    "adopted": {"sv": "{title} är beslutad.", "en": "{title} has been adopted."},
    "proposed": {"sv": "{title} är ett förslag.", "en": "{title} is a proposal."},
    "repealed": {"sv": "{title} är upphävd.", "en": "{title} has been repealed."},
    "valid": {"sv": "{title} gäller {valid_from}–{valid_to}.", "en": "{title} is valid {valid_from}–{valid_to}."},
    "diary_number": {"sv": "{title} har diarienummer {diary}.", "en": "{title} has reference number {diary}."},
    "document_date": {"sv": "{title} är daterad {date}.", "en": "{title} is dated {date}."},
    "issued_by": {"sv": "{title} är utgiven av {issuer}.", "en": "{title} is issued by {issuer}."},
    "passed": {
        "sv": "Tidpunkten har passerat. Dokumenten säger inte om det är gjort.",
        "en": "The date has passed. The documents do not say whether it was done.",
    },
    "not_in_collection": {"sv": "Dokumentet finns inte i samlingen.", "en": "The document is not in the collection."},
}

MISSING: dict[str, dict[Language, str]] = {
    "nothing": {
        "sv": "Dokumenten säger inget om det här. Jag sökte i {documents}.",
        "en": "The documents say nothing about this. I searched {documents}.",
    },
    "outcome": {"sv": "Dokumenten säger inte vad som händer då.", "en": "The documents do not say what happens then."},
    "withheld": {
        "sv": "Uppgiften är utelämnad i den version av dokumentet som finns här.",
        "en": "This is left out of the version of the document that is here.",
    },
    "word": {"sv": "Dokumenten nämner inte ”{words}”.", "en": "The documents do not mention “{words}”."},
    "words_together": {
        "sv": "Dokumenten säger inget om ”{words}” i det här sammanhanget.",
        "en": "The documents say nothing about “{words}” in this context.",
    },
    "nearest": {"sv": "Det närmaste som står är citerat här.", "en": "The nearest they say is quoted here."},
    "which_ones": {"sv": "Dokumenten säger inte vilka.", "en": "The documents do not say which."},
    "number": {"sv": "Dokumenten säger inte hur många.", "en": "The documents do not say how many."},
    "date": {"sv": "Dokumenten säger inte när.", "en": "The documents do not say when."},
    "frequency": {"sv": "Dokumenten säger inte hur ofta.", "en": "The documents do not say how often."},
    "money": {"sv": "Dokumenten nämner inget belopp.", "en": "The documents give no amount."},
    "person": {"sv": "Dokumenten säger inte vem.", "en": "The documents do not say who."},
    "name": {"sv": "Dokumenten nämner inget namn på en person.", "en": "The documents name no person."},
    "contact": {"sv": "Dokumenten ger inga kontaktuppgifter.", "en": "The documents give no contact details."},
    "reason": {"sv": "Dokumenten säger inte varför.", "en": "The documents do not say why."},
    "place": {"sv": "Dokumenten säger inte var.", "en": "The documents do not say where."},
    "duration": {"sv": "Dokumenten säger inte hur länge.", "en": "The documents do not say how long."},
    "act": {"sv": "Dokumenten anger ingen sådan beteckning.", "en": "The documents give no such number of an act."},
    "share": {"sv": "Dokumenten ger ingen procentsiffra.", "en": "The documents give no percentage."},
    "no_plan": {"sv": "Hittades inte bland {count} områden i {title}.", "en": "Not found among {count} areas in {title}."},
    "none_there": {"sv": "Inget sådant står i {title}.", "en": "Nothing of the kind is in {title}."},
    "no_area": {"sv": "Ingen av planerna har ett område om det här.", "en": "None of the plans has an area about this."},
    "no_diary": {"sv": "{title} anger inget diarienummer.", "en": "{title} gives no reference number."},
    "no_date": {"sv": "{title} anger inget datum.", "en": "{title} gives no date."},
    "other_count": {"sv": "Det är {count}, inte {words}.", "en": "There are {count}, not {words}."},
    "empty": {"sv": "Det finns inga dokument att söka i. Lägg till ett först.", "en": "There are no documents to search. Add one first."},
    "diary": {
        "sv": "Inget dokument i samlingen har diarienummer {number}.",
        "en": "No document in the collection has reference number {number}.",
    },
    "status": {"sv": "Dokumenten säger inte om {title} är beslutad.", "en": "The documents do not say whether {title} has been adopted."},
    "which": {"sv": "Vad menar du? Skriv vad frågan gäller.", "en": "What do you mean? Write what the question is about."},
    "no_chapter": {"sv": "Inget dokument har ett avsnitt med nummer {words}.", "en": "No document has a section numbered {words}."},
    "hello": {
        "sv": "Hej, skriv vad du vill veta, så svarar jag med citat ur dokumenten.",
        "en": "Hello! Write what you want to know, and I answer in quotes from the documents.",
    },
    "thanks": {"sv": "Varsågod. Fråga gärna mer.", "en": "You are welcome. Do ask more."},
    "service": {
        "sv": "Jag svarar med citat ur {documents}. På sidan Så görs svaren står hur jag fungerar.",
        "en": "I answer in quotes from {documents}. The page How answers are made tells how I work.",
    },
    "able": {
        "sv": "Jag svarar med citat ur {documents}. Fråga vad som står om ett ämne. Fråga vem som ska göra något, när eller hur ofta.",
        "en": "I answer in quotes from {documents}. Ask what they say on a topic. Ask who is to do something, when or how often.",
    },
    "year": {"sv": "Dokumenten säger inget om {words}.", "en": "The documents say nothing about {words}."},
}

NOTICES: dict[str, dict[Language, str]] = {
    "newer": {
        "sv": "Svaret är ur {title} från {date}. Det finns en nyare utgåva, från {newer}.",
        "en": "The answer is from {title} of {date}. There is a newer edition, of {newer}.",
    },
    "plan_without": {"sv": "Inget område i {title} passar lika väl.", "en": "No area of {title} fits as well."},
    "unnamed": {
        "sv": "Dokumenten nämner inte ”{words}”. Det som ligger närmast visas.",
        "en": "The documents do not mention “{words}”. What comes nearest is shown.",
    },
    "undefined": {
        "sv": "Ingen mening säger uttryckligen vad ”{words}” betyder. Det här sägs om det.",
        "en": "No sentence says what “{words}” means. This is what is said of it.",
    },
    "nothing_borne": {
        "sv": "Inget som språkmodellen skrev kunde styrkas med citaten. Svaret består av citat.",
        "en": "No sentence of the language model held. The answer consists of quotes.",
    },
    "some_dropped": {
        "sv": "En del av det som språkmodellen skrev kunde inte styrkas och är borttaget.",
        "en": "Sentences of the language model that did not hold have been taken out.",
    },
    "no_model": {
        "sv": "Ingen språkmodell är inställd. Svaret består av citat.",
        "en": "No language model is set up. The answer consists of quotes.",
    },
    "sic": {"sv": "Så står det i källan: ”{words}” [sic].", "en": "The source has it so: “{words}” [sic]."},
    "read_as": {"sv": "Tolkat som: {words}", "en": "Read as: {words}"},
    "writes_nothing": {
        "sv": "Jag skriver inga egna texter. Här är citat att utgå från.",
        "en": "I write no texts of my own. Here are quotes to start from.",
    },
}

FOLLOW_UPS: dict[str, dict[Language, str]] = {
    "list_focus": {"sv": "Vilka områden finns under ”{focus}”?", "en": "Which areas are there under “{focus}”?"},
    "actor": {"sv": "Vad gör {actor}?", "en": "What does {actor} do?"},
    "section": {"sv": "Vad står det om ”{heading}” i {title}?", "en": "What does {title} say about “{heading}”?"},
    "locate": {"sv": "Var står det om ”{heading}”?", "en": "Where does it say about “{heading}”?"},
}


def fill(table: dict[str, dict[Language, str]], name: str, language: Language, **words: str) -> str:
    """The sentence of that name with its slots filled."""
    return table[name][language].format(**words)


@cache
def patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every statement frame as a pattern with named groups, the most particular first."""
    rows = [(name, text) for name, languages in STATEMENTS.items() for text in languages.values()]
    rows.sort(key=lambda row: -len(re.sub(r"\{\w+\}", "", row[1])))
    pieces = [(name, re.split(r"(\{\w+\})", text)) for name, text in rows]
    return tuple(
        (name, re.compile("".join(to_pattern(piece, much) for piece in split))) for name, split in pieces for much in (".+", ".+?")
    )


def to_pattern(piece: str, much: str) -> str:
    """A slot as a named group, other text as itself. A title may hold the words of a frame, so slots are read both long and short."""
    if not piece.startswith("{"):
        return re.escape(piece)
    return f"(?P<{piece[1:-1]}>{r'[0-9]+' if SLOTS[piece[1:-1]] == 'count' else much})"


def read_frame(text: str) -> list[tuple[str, dict[str, str]]]:
    """Every way to read a sentence as a filled frame: name and slots; empty when it is no frame of ours."""
    return [(name, found.groupdict()) for name, pattern in patterns() if (found := pattern.fullmatch(text))]
