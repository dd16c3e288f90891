"""Who acts in a document though no ending of the lexicon says so: "lotsen", "patrullen", "badmästaren".

In: the sections of a document. Out: the words in small letters that stand where only someone can stand: before "ansvarar för", "beslutar",
"är sammankallande", or alone under "Ansvarig". Residents, texts and things are none. Knows nothing of clauses or registers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.records import Section
from ingest.registers.verbs import read_words

ANIMATE = (  # what only someone does, whatever the verb's other senses
    r"(?:ansvarar|svarar) för|(?:har|får|tar|bär) (?:\w+ )?\w*(?:ansvar|ansvaret) för|är (?:\w+)?ansvarig för|är sammankallande"
    r"|har i uppdrag att|har till uppgift att|får i uppdrag att|beslutar|utser|bjuder in|kallar till"
    r"|sammankallar|ser till att|tillser att|håller i|deltar i"
    r"|medverkar i|yttrar sig|rapporterar (?:\w+ )?till|återrapporterar|ringer|besöker|kontaktar|följer med|tar emot|åker|larmar|handlägger"
)
BASE = (
    r"ansvara för|svara för|besluta|utse|bjuda in|kalla till|sammankalla|se till att|tillse att|hålla i"
    r"|delta i|medverka i|ringa|besöka|kontakta|larma"
)
BEFORE = (
    r"(?:^|(?<=[.!?:;\n] )|(?<=\n)|(?<=\bmedan )|(?<=\boch ))(?:[-–•]\s)?"
    r"(?:(?:en|ett|den|det|varje|respektive|kommunens|regionens|skolans|stadens) )?"
)
SUBJECT = re.compile(
    BEFORE + r"(?P<word>[a-zåäö]{4,})(?: (?:på|i|vid|inom|från) [^\n.,;:]{3,40}?)?"
    rf" (?:(?:också|även|därför|årligen|alltid) )?(?:{ANIMATE}|(?:ska|bör|måste|kan) (?:\w+ )?(?:{BASE}))\b",
    re.I | re.M,
)
ALONE = re.compile(r"^(?:Huvudansvarig|Ansvariga?|Utförare|Sammankallande)\s?(?:\||:)\s*(?P<word>[A-ZÅÄÖa-zåäö]{4,})\.?$", re.M)
FORM = re.compile(r"(?:en|et|n|na|are|or|ant|ent|ist|ör|man|lots)$")  # of nouns that are told which, or of trades
THING = re.compile(
    r"(?:plan(?:en)?|program(?:met)?|strategi(?:n)?|lag(?:en|arna)?|policyn?|avtal(?:et)?|överenskommelsen?"
    r"|mål(?:en|et)?|riktlinje(?:n|rna)?"
    r"|rapport(?:en)?|utredning(?:en)?|rutin(?:en|erna)?|arbetet|projekt(?:et)?|insats(?:en|erna)?"
    r"|åtgärd(?:en|erna)?|modell(?:en)?|stöd(?:et)?"
    r"|dokument(?:et)?|system(?:et)?|process(?:en)?|uppdrag(?:et)?|beslut(?:et|en)?|ansvar(?:et)?|bild(?:en)?"
    r"|tabell(?:en)?|direktiv(?:et)?)$"
)
RESIDENT = read_words("residents")  # people who live and are served there, and words that are no one in particular
CLOSED = read_words("prepositions") | read_words("adverbs") | read_words("no-premodifiers") | read_words("determiners") | RESIDENT


def learn_strangers(sections: Iterable[Section]) -> frozenset[str]:
    """The words in small letters; those that the lexicon's endings tell are found without them."""
    return frozenset(word for section in sections for word in find_words(section.text))


def find_words(text: str) -> Iterator[str]:
    """Each word that stands where someone must stand."""
    for pattern in (SUBJECT, ALONE):
        for found in pattern.finditer(text):
            word = found["word"].lower()
            if FORM.search(word) and not THING.search(word) and word not in CLOSED:
                yield word
