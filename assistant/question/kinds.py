"""What kind of answer a question asks for, and which attribute: a number, a date, a person …

In: a question in Swedish (or its Swedish search words). Out: kind, attribute, and whether it wants all or a yes or no.
Tables of patterns over folded text, the first kind that matches decides. Knows nothing of documents.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from assistant.question.asks import join_asking
from assistant.question.words import NUMERALS, fold
from assistant.records import Kind
from corpus.records import Span

Attribute = Literal["number", "share", "date", "frequency", "duration", "money", "person", "name", "contact", "reason", "place", "act"]

# a body that can act, by the endings and words that Swedish authorities use
BODY = (
    r"(?:(?!\w*(?:plan|program|rapport|berattelse)(?:en|er|erna|et)?\b)"
    r"\w*(?:namnd|forvaltning|kontor|styrelse|fullmaktige|grupp|(?<!om)rad|natverk|samordnare|direktor|chef|bolag|enhet|utskott|central|"
    r"mottagning|forbund|organisation|verksamhet|rektor|huvudman|utforare|leverantor|handlaggare)\w*|"
    r"ksa|gsa|mas|mar|staden|kommunen|kommunerna|regionen|lanet|region \w+|politikerna|stadsdelarna)"
)
# what may stand before a body's name and belong to it: "den yttre", "tekniska"
QUALIFIED = r"(?:(?:den|det|de) \w+[ae] |\w+(?:ska|iva|ella|ala|nda|sta|erade) )?"
DUTY_VERB = r"(?:ska|skall|gor|bor|maste|har|kan|ansvarar|tar|leder|beslutar|far)"
PLAN_WORD = (
    r"(?:\w*plan\w*|\w*program\w*|\w*dokument\w*|\w*policy\w*|\w*avtal\w*|\w*strategin?|\w*overenskommelse\w*|\w*riktlinje\w*|"
    r"den|det|detta)"
)
# a plan by its sort, by which it is told from whatever else is decided
TITLED = (
    r"(?:\w+ )?\w*(?:plan(?:en)?|program(?:met)?|riktlinje(?:r|rna)|strategin?|policyn?|overenskommelsen?|avtal(?:et)?|rutin(?:en|erna)?)"
    r"(?: for \w+)?(?: i \w+)?"
)
NOT_FOR = rf"(?! (?:det|detta|{PLAN_WORD}) (?:har )?for\b)"  # "vad betyder planen för oss" asks what is in it
DECIDED = r"(?:beslutad|beslutats?|antag(?:en|et|na|its?)|faststall(?:da?|ts)|godkan(?:da?|ts?)|klubba(?:de?|ts?)|upphavd|tagen|sagt ja)"
CITY = r"\b(?:stads?plan(?:en|ens)?|stadens?|stans?|kommunens)\b"
COUNTY = r"\b(?:lanets?|lansplan(?:en|ens)?|regionens)\b"  # that own a plan

YEARS = r"ar(?! (?:det|de|dom|som|vi|ni|med|i)\b)"  # folded, "hur många år" and "hur många är det" are alike
MORE = r"(?:(?:fler|mer|extra|nya|hela) )?"  # may stand between "hur många" and what is counted
FEES = r"(?:^(?:\w+ ){1,4}(?:avgift|avgiften|kostnad|pris|priset|taxa|taxan)\W*$)"  # a telegram of what something costs
FEW = r"hur fa (?:ska|skall|far|kan|ar|blir)"  # "hur fa personalen att …" is how to get them to
COUNTED = rf"(?:{'|'.join(NUMERALS)}|\d+)"
# what plans are made of, in the plural
ITEMS = (
    r"\w*(?:omraden\w*|mal|malen|inriktning(?:ar\w*)?|atgard\w*|insats\w*|aktivitet\w*|princip\w*|delar|perspektiv\w*|niva\w*|krav\w*|"
    r"punkter\w*|prioritering\w*|indikator\w*|bilag\w*|steg|uppgifter|roller|aktorer\w*|utredning\w*)"
)
# whom "vilka är" asks about; else it asks for things: "vilka är planens mål"
PEOPLE = (
    r"(?:som|ansvar\w*|med|delaktig\w*|inblandad\w*|berord\w*|utsed\w*|skyldig\w*|\w*(?:medlem|ledamot|ledamoter|person)\w*|"
    rf"\w+arna|\w{{4,}}are|{BODY})\b"
)
DONE_BY = r"(?:\w{4,}as|\w{3,}[^s]s|tas fram|foljs upp) av\W*$"  # a telegram of who does it: "arbetsplan – beslutas av?"
# the order matters: the first kind one of whose patterns is found is taken
KINDS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "comparison",
        (
            r"jamfor\w*|skillnad\w* (?:mellan|pa (?:stad|stan|lan|kommun|region|plan)\w*)|skiljer|likhet\w*|overlapp\w*",
            r"respektive|resp|precis som|likadant|likadana|lika (?:lange|mycket|ofta)|mot (?:lanet|staden|kommunen|regionen|stan)",
            r"bada (?:planerna|dokumenten|planer)|(?:planerna|dokumenten) (?:lika|overens|samma)",
            r"(?:vad )?(?:star|sager) .* och (?:vad )?(?:star|sager)",
            rf"{CITY} .*(?:och|respektive|mot|eller|jamfort med|gentemot) .*{COUNTY}|{COUNTY} .*(?:och|respektive|mot|"
            rf"eller|jamfort med|gentemot) .*{CITY}",
        ),
    ),
    (
        "locate",
        (
            r"(?:pa |i |under )?(?:vilken|vilket|vilka) (?:sida|sidor|avsnitt|kapitel|rubrik|stycke|stalle|del av)(?! \w+ styr)",
            r"vart? (?:i|star|namns|beskrivs)|ratt (?:sida|avsnitt|kapitel)|var (?:hittar|laser) (?:jag|man|vi) (?:om|det|nat|nagot)",
        ),
    ),
    (
        "status",
        (
            rf"(?:ar|e|blev|har|vem har|vilka har) (?:\w+ ){{0,6}}?{DECIDED}\b(?! om)",
            r"(?:vem|vilka|vilken) (?:\w+ ){0,2}?(?:fattade|har fattat|fattat|tog) (?:\w+ )?beslut(?:et|en)?"
            rf"(?:\W*$| om (?:\w+ )?{PLAN_WORD})",
            rf"(?:vem|vilka|vilken) (?:\w+ ){{0,2}}?(?:sa|sagt|sade) ja(?:\W*$| till (?:\w+ )?{PLAN_WORD})",
            rf"(?:nar|vem|vilka) (?:beslutade|beslutades|antog|antogs|godkande|godkandes|faststallde|faststalldes|"
            rf"klubbade|klubbades) (?:\w+ ){{0,3}}?{PLAN_WORD}",
            rf"nar (?:blev|ar|var|har) (?:\w+ ){{0,4}}?{DECIDED}",
            rf"(?:nar|vem|vilka|varfor) (?:\w+ )?(?:beslutade|beslutades|antog|antogs|godkande|godkandes|faststallde|"
            rf"klubbade|rostade|rostades) "
            rf"(?:\w+ ){{1,4}}?{PLAN_WORD}",
            rf"{DECIDED}\W+(?:nar|av vem|av|datum)\W*(?:$|\W(?:och |o )?(?:nar|av|vem|datum))",  # a telegram: "avtalet – antaget? när? av?"
            rf"beslutsda(?:tum|g)\w*|beslutsinstans\w*|beslut(?:et)? om {TITLED}\W.*\b(?:datum\w*|instans\w*|nar|vem|paragraf)",
            r"beslutad eller|forslag eller|(?:bara|fortfarande) (?:ett )?(?:forslag|utkast)|ett (?:forslag|utkast)|"
            r"(?:bara|endast) foreslag\w+",
            r"status|(?:galler|i kraft) (?:\w+ ){0,3}?(?:nu|an|fortfarande|idag|i dag|annu)\W*$|i kraft|giltig",
        ),
    ),
    (
        "definition",
        (
            rf"vad (?:menas|avses|menar|(?:betyder|innebar){NOT_FOR}|ar innebord\w*|star \w+ for|raknas som|raknas \w+ som)|"
            rf"(?:vad|hur) definiera[sr]|"
            rf"betyder{NOT_FOR}|betyr|uttyd\w*",
            r"(?:forklaring|innebord|betydelse)\w* (?:av|pa) (?:ordet|begreppet|termen|uttrycket)|"
            rf"(?:forklaring|innebord|betydelse)\w*(?: (?:i|enligt) (?:\w+ )?{PLAN_WORD})?\W*$",
            r"^\w{4,}(?: \w+)?\W+va[d]? (?:e|ar|betyder|innebar) de[t]?\b",
            r"definition\w*|betydelsen? av|forkortning\w*|vad (?:ar|e) det(?: dar| for nat| for nagot)?\W*$",
            r"vad (?:ar|e) (?:(?:en|ett|egentligen) )?(?:(?!syft|mal|plan|skillnad|tid|budget|ansvar|uppgift|uppdrag|"
            r"viktig|prioriter|nasta|bakgrund|det|tanken|bestamt|gemensam|"
            r"overgripande|dnr|diarie)[\w/-]+)(?: (?!roll|jobb|uppgift|ansvar|uppdrag|for\b|som\b|"
            r"att\b)[\w/-]+){0,3}(?: for (?:nat|nagot|nagonting)| i \w+ mening)?\W*$",
        ),
    ),
    (
        "scope",
        (
            r"omfattas|omfattar|omfattning\w*|inkluder\w*|avgransning\w*|avgransas|riktar sig|vander sig|malgrupp\w*|berors",
            rf"inga?r\b.*\bi (?:den |\w+ )?{PLAN_WORD}|raknas \w+|inraknas|skriven for|avsedd for|ar till for",
            r"(?:for vem|for vilka) (?:ar|galler)|(?:vem|vilka) (?:galler|omfattas|berors)",
            r"galler (?:den|det|detta|planen|\w*planen|dokumentet) (?:aven|ocksa|for)|galler (?:aven|ocksa)|"
            r"galler \w+ (?:\w+ )?(?:oss|privata|fristaende)",
            # "gäller planen barn också?", but not "gäller planen 2030?" or "gäller planen ännu?"
            rf"^galler (?:\w+ )?{PLAN_WORD}(?: i \w+| \w+)? (?!nu\b|an\b|annu|fortfarande|fran\b|till\b|i ?dag|fram|lang|\d)\w{{3,}}",
            r"strunta i|(?:slippa?|slipper) (?:\w+ )?(?:folja|rakna)|(?:maste|behover|ska) (?:\w+ ){1,6}?folja (?:\w+ )?\w*plan\w*",
        ),
    ),
    (
        "reference",
        (
            r"(?:var|vart) finns|var kan (?:jag|man|vi)|var (?:hittar|laser|ser) (?:jag|man|vi)",
            r"finns (?:sjalva )?(?!sant|sadant|nat|nagot|det|nan|nagon)\w+ (?:har|dar|med)\b",
            r"(?:vilka|vilket|vilken) (?:andra |statliga? |nationella? )?(?:\w*utredning\w*|proposition\w*|betankande\w*|"
            r"\w*dokument\w*|\w*overenskommelse\w*|\w*avtal\w*|lag|lagar\w*|"
            r"\w*lagstiftning\w*|\w*lagrum|program|\w*policy\w*)",
            r"hanvis\w*|bygger (?:den|planen|\w*planen) pa|utgar (?:den|planen|\w*planen) (?:fran|ifran)|regleras|enligt vilken|lank\w*",
        ),
    ),
    (
        "list",
        (
            rf"hur manga (?!{MORE}(?:ganger|{YEARS}\b|manader|veckor|(?:\w{{4,}})?dagar|dygn|timmar|minuter|procent|kronor|\w*miljoner))",
            r"lista|listan|(?:rakna|rada|stall) upp|samtliga|allihop|rabbla|"
            r"ge mig alla|alla\W*$|vad for (?:slags|sorts|typ av|nagra|olika)|exempel pa|"
            r"ge (?:mig |oss )?(?:nagra )?exempl\w*",
            r"alla (?:\w+ ){1,2}(?:som|for|i|under|med|da)|allt (?:som|under|om)",
            r"(?:allt|allting|alla saker) (?:\w+ ){1,4}(?:ska|skall|maste|bor|behover) (?:gora|skota|ansvara|folja)",
            rf"vilka (?:ar |ar de |\w+ )?(?:{COUNTED} )?{ITEMS}",
            rf"(?:ge|visa|namn|ange) (?:(?:mig|oss|upp) )?(?:\w+ )?(?:{COUNTED} )?{ITEMS}",
        ),
    ),
    (
        "fact",
        (
            r"vilka (?:datum|dagar)|vilket (?:ar|datum|belopp|diarienummer|nummer)|vilket \w*nummer",
            r"(?:tids)?intervall\w*|(?:vilka|vilket) mellanrum",
            r"nar|hur (?:ofta|tatt|fort|snabbt|snart|lange|manga|mycket|stor\w*|lang\w*|gammal|dags)",
            r"vilken (?:dag|period|manad|tidsperiod|termin|tid|\w*adress)|diarienr|diarienum(?:mer|ret)\w*|dnr|kostar|"
            r"^(?:tidsgrans\w*|deadlines?|slutdatum|sista dag\w*)|tidsplan\w*|planperiod\w*|giltighet\w+|utgangsda\w+|vad heter",
            rf"{FEW}|{FEES}|vad (?:ar|e|blir) (?:\w+ )?(?:budgeten|kostnaden|avgiften|priset|taxan) (?:for|pa)",
        ),
    ),
    ("area", (r"vad (?:gor|vill) (?:staden|stan|kommunen|regionen|lanet|ni|vi|man) (?:at|for|mot|kring|med)",)),
    (
        "responsibility",
        (
            r"vem|vems|vilka som|ansvar\w*|vilken \w*(?:namnd|forvaltning|grupp|aktor|roll|chef|funktion|enhet|part)",
            rf"vilka \w*(?:namnder|forvaltningar|grupper)|vad {DUTY_VERB} {QUALIFIED}(?:den |det |de |en |ett |vi |vi i |vi pa )?{BODY}|"
            rf"vilka ar (?:det |de |alla |\w+s ){{0,2}}(?:\w+[ae] )?{PEOPLE}|"
            r"vilka (?:sitter|ingar|deltar|utser|leder|beslutar|gor|har (?:jobbat|arbetat|gjort|skrivit|varit med|deltagit|tagit fram))",
            rf"(?:uppgift\w*|uppdrag\w*|roll\w*) (?:har|for)|(?:har|"
            rf"for) {QUALIFIED}{BODY}(?: \w+)? (?:for )?(?:uppgift\w*|uppdrag\w*|ansvar\w*|roll\w*)|har hand om|"
            rf"vad ar \w*(?:[: ]\w+){{0,2}}s (?:roll|jobb|uppgift\w*|ansvar|uppdrag)",
            rf"{DONE_BY}",
        ),
    ),
    ("list", (r"vilka",)),
    (
        "other",
        (
            r"varfor|hur kommer det sig|av vilken anledning|pa vilket satt|vart|vilken|vilket|vad (?:ar|ska|bor)",
            r"hur (?:gar|sker|gors|foljs|har|fungerar|styrs|finansieras|genomfors|paverkas|hanger|ser|"
            r"\w{4,}r (?:man|jag|vi|en))|vad hander",
        ),
    ),
)
ATTRIBUTES: tuple[tuple[Attribute, str], ...] = (
    ("share", r"hur (?:stor andel|manga procent|mycket i procent)|procent\w*|andel\w*"),
    (
        "money",
        r"mest (?:pengar|resurser|medel|anslag)|vad kostar|"
        r"hur (?:mycket|mkt) (?:\w+ ){0,3}?(?:betala\w*|ersatt\w*|ersatter|bidrar|satsar|avsatter)\b|"
        r"vad (?:ar|e|blir) (?:den |det )?(?:\w+ )?(?:budget|kostnad|avgift|pris|taxa|ersattning)(?:en|et|n)?|vad (?:tar|tas) .*\bbetalt|"
        rf"{FEES}|"
        r"hur (?:mycket|mkt) (?:av )?(?:pengar|kostar|far|budget|medel|anslag|bidrag|avsatts|satsas)\w*|kostar|vilket belopp|"
        r"hur stor\w* (?:ar )?(?:\w+ )?(?:budget|anslag|kostnad|summa)\w*|"
        rf"hur manga {MORE}(?:kronor|miljoner)|summa|\blon\b",
    ),
    ("frequency", r"hur lang tid (?:\w+ ){0,3}?mellan|hur tatt|(?:tids)?intervall\w*|(?:vilka|vilket) mellanrum"),
    (
        "duration",
        r"hur lange|(?:langst|kortast)\w* (?:\w*tid|period)\w*|"
        r"hur (?:fort|snabbt|snart)|inom vilken tid|hur lang (?:tid|period)|hur lang far|vilken (?:tids)?period|planperiod\w*|"
        rf"hur manga {MORE}(?:{YEARS}|manader|(?:\w{{4,}})?dagar|dygn|veckor|timmar|minuter|terminer)",
    ),
    ("frequency", r"hur ofta|hur manga ganger|hur regelbundet"),
    (
        "contact",
        r"(?:var|vart) (?:pa natet|pa webben|online)|"
        r"(?:pa )?vilke[nt] (?:\w*telefon\w*|\w*adress\w*|webbplats|webbsida|hemsida|sajt|lank)|\w*telefon(?!(?:linj|tjanst|lur)\w*)\w*|"
        r"mejl\w*|mail\w*|e-?post\w*|\w*adress\w*|webbplats\w*|hemsida\w*|lank\w*|oppettid\w*",
    ),
    (
        "name",
        r"vad heter|vem (?:har |som )?(?:skrivit|undertecknat|signerat|skrev|undertecknade)|namnet pa|"
        r"vem ar (?:\w+ )?\w*(?:direktor|ordforande|chef|kontaktperson|handlaggare|rektor|sjukskoterska)\w*",
    ),
    (
        "act",  # the number of a law, an inquiry or a bill
        r"lagrum(?:met|men)?|vilken paragraf|vilka paragrafer|(?:sfs|sou|ds|prop)[ -]?(?:nummer|nr|beteckning)\w*|"
        r"(?:lag|utrednings?|proposition(?:ens?|s)?)(?:ens?|s)? ?(?:nummer|beteckning)\w*|beteckning(?:en|ar|arna)?",
    ),
    ("number", rf"hur manga|{FEW}|flest|antal\w*|hur stor\w* (?:ar|blir)"),
    ("date", r"nar|vilket ar|vilket datum|vilka (?:datum|dagar)|vilken dag|vilken manad|datum|tidsgrans\w*|deadlines?|slutdatum"),
    ("reason", r"varfor|av vilken anledning|av vilka (?:anledningar|skal)|av vilket skal|hur kommer det sig|orsak\w*|anledning$"),
    (
        "person",
        rf"{DONE_BY}|vem|vems|vilken \w*(?:namnd|forvaltning|grupp|aktor|funktion|chef)|"
        r"vilka (?:som )?(?:ansvar|beslut|skriv|utse|kallar|driver|godkann|samordn|foljer upp|tar fram|"
        r"le[dt]|ingar|sitter|delta|ar med|ska med|ska vara med|ska va med)\w*",
    ),
)
# words by which a text or a question means the document itself
OF_ITSELF = re.compile(
    r"\b(?:planen|\w*planen|\w*plan|programmet|detta dokument|denna|policyn|\w*strategin|riktlinjen\w*|\w*overenskommelsen|avtalet)\b"
)
ASKS_FIRST = re.compile(r"(?:nar|hur (?:ofta|manga|mycket|lange|snart)|vem|vilka|vilken|varfor) ")  # … before anything is defined
YES_NO = re.compile(
    r"^(?:ar|e|ska|skall|kan|far|maste|bor|har|finns|galler|omfattas|omfattar|ingar|behover|kommer|blir|stodjer|namns|namner|tar|gor|ser|"
    r"deltar|samordnar|ansvarar|leder|beslutar|foljs|planeras|vander|riktar|innehaller|erbjuds|sager|kravs|racker|traffas|star|skriver|"
    r"berors|raknas|paverkar)\b"
)
# what the asker has been told is no question: "när flyttar vi? vi hörde att det är beslutat"
HEARSAY = re.compile(r"\b(?:hort|horde|laste|last|sagt|sa|sager|pastar|pastas|tror|trodde) att (?:det|den|dom|de|detta|allt) [^?.!]*")
OF_DUTY = re.compile(r"^(?:maste|ska|skall|far|behover|kravs)\b")  # a must or a may is told by one sentence, not by a topic's area
WANTS_ALL = re.compile(
    r"\b(?:alla|allt|samtliga|lista|listan|(?:rakna|rada|stall) upp|hur manga|vilka|hela listan|allihop|komplett|fullstandig)\b"
)
WRITES = re.compile(r"\b(?:skriv|formulera|hitta pa|dikta|utkast till|sammanfatta|gor en text|write|draft|compose|summarise|summarize)\b")
QUESTION_WORD = re.compile(r"\b(?:vem|vems|vad|nar|hur|vilka|vilken|vilket|var|vart|varfor)\b")
# a question word that follows one of these, or punctuation, opens a question; elsewhere it joins clauses
OPENERS = frozenset(
    "o och men eller sa da i pa av for fran till hos med under enligt inom om alltsa ocksa exakt sedan sen senast vid per ur ca".split()  # noqa: SIM905
)
# what a telegram asks at its end: "färdtjänst Storby hur snabbt"
CLOSES = re.compile(r"(?<!\w)(?:hur (?:ofta|lange|manga|mycket|mkt|snabbt|fort|dyrt|stort)|nar|vem|vilka)(?: da| sen| ska det vara)?\W*$")
ABBREVIATION = re.compile(r"(?:[A-ZÅÄÖ][A-ZÅÄÖ-]{1,9}|[A-ZÅÄÖ]+[a-zåäö]?[A-ZÅÄÖ]+)")
ALONE = re.compile(rf"^\W*(?P<term>{ABBREVIATION.pattern})\s*\?+(?=\s)")  # asked before all else: "SIP?? alla säger det"
EXPLAIN = re.compile(r"^\W*(?:kan du |kan ni )?(?:forklara|definiera|explain|define)\b|^\w+(?: \w+){0,3} ?= ?\??$")
ASKS = re.compile(r"(?:hur|vad|vilka (?:datum|dagar)|vilke\w|nar|vem|vart|antal|varfor|av|orsak|anledning)\b")
# "vem ska jag kontakta om vägarna" asks who has to do with the roads
CONTACTING = (
    r"(?:vem|vart|vilka) (?:ska|skall|kan|bor|far|maste) (?:jag|man|vi|en) (?:kontakta|ringa|mejla|maila|vanda|prata med)|"
    r"(?:vart|vem) (?:vander|ringer|mejlar|kontaktar) (?:jag|man|vi)"
)

# attributes whose words may as well be what a topic is about ("hemsidan är svår"), unless a question word or a bare request asks for them
MENTIONED_ONLY = frozenset({"contact", "name", "person"})
ASKS_FOR = re.compile(r"\b(?:vem|vems|vad|vilken|vilket|vilka|var|finns|har ni|ge mig)\b|^\W*\w+(?: \w+){0,4}\W*$")


@dataclass(frozen=True, slots=True)
class Asked:
    """The form of a question."""

    kind: Kind
    attribute: Attribute | None
    yes_no: bool
    wants_all: bool


ASKED_FOR = [(name, re.compile(rf"\b(?:{pattern})\b")) for name, pattern in ATTRIBUTES]
CONTACTING_FOR = re.compile(rf"\b(?:{CONTACTING})\b")
ASKED_BY = [(kind, re.compile(rf"\b(?:{'|'.join(patterns)})\b")) for kind, patterns in KINDS]


def find_attribute(folded: str) -> Attribute | None:
    """The attribute that a question asks for, if any."""
    return next((name for name, pattern in ASKED_FOR if pattern.search(folded)), None)


def hearsay_spans(text: str) -> tuple[Span, ...]:
    """What the asker has been told, in a text that asks something besides: "… ? vi hörde att det är beslutat"."""
    spans = [found.span() for found in HEARSAY.finditer(fold(text))]
    return tuple((start, end) for start, end in spans if QUESTION_WORD.search(fold(text[:start])))


def asking_spans(text: str) -> tuple[Span, ...]:
    """The words of a question that ask for an attribute ("hur ofta", "vad kostar") and say nothing of its topic."""
    folded = mask_inner(fold(text))
    asking = [*(pattern for name, pattern in ASKED_FOR if name != "name"), CONTACTING_FOR]
    spans = (found.span() for pattern in asking for found in pattern.finditer(folded) if ASKS.match(found.group()))
    return tuple(spans)


def find_kind(folded: str) -> Kind | None:
    """The kind one of whose patterns is found first in the table; None for bare topics and telegrams."""
    return next((kind for kind, pattern in ASKED_BY if pattern.search(folded)), None)


def mask_inner(folded: str) -> str:
    """The text with question words inside a clause crossed out: "man fattar inte vem man ska ringa" does not ask who."""

    closing = CLOSES.search(folded)
    asked_last = closing.start() if closing else len(folded)

    def cross_out(found: re.Match[str]) -> str:
        if found.start() >= asked_last:
            return found.group()
        clause = re.split(r"[^\w\s-]", folded[: found.start()])[-1].split()
        return found.group() if all(word in OPENERS for word in clause) else "x" * len(found.group())

    return QUESTION_WORD.sub(cross_out, folded)


def classify(question: str, topic: str, exists: bool) -> Asked:
    """The form of a question. `topic` is the question without its frame; `exists`: the frame asked whether something is said."""
    folded = mask_inner(join_asking(fold(topic).strip()))
    yes_no = bool(YES_NO.match(folded)) and not exists
    kind = find_kind(HEARSAY.sub(" ", folded)) or find_kind(folded)
    if kind == "definition" and ASKS_FIRST.match(folded):
        kind = find_kind(re.split(r"[,?]| och ", folded)[0]) or kind  # "när ses rådet, och vad är nytt?"
    alone = ABBREVIATION.fullmatch(topic.strip(" ?!.")) or ALONE.match(topic)
    if (alone and not exists) or EXPLAIN.match(fold(question)):
        kind = "definition"
    if kind is None:
        kind = "area" if exists or not yes_no else "other"
    if yes_no and kind == "list" and not re.search(r"\bhur manga\b|\bvilka\b", folded):
        kind = "other"
    attribute = find_attribute(folded)
    if kind == "area" and attribute in MENTIONED_ONLY and not ASKS_FOR.search(folded):
        attribute = None
    return Asked(kind, attribute, yes_no, bool(WANTS_ALL.search(folded)))


def find_actor(topic: str) -> str | None:
    """The body, in the question's own words, that a question is about: "den yttre styrgruppen", "tekniska nämnden"."""
    found = re.search(rf"\b{QUALIFIED}{BODY}\b", fold(topic))
    return topic[found.start() : found.end()] if found else None
