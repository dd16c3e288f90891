"""Sections and blocks -> the register of commitments: areas under their focus area, with the group they apply to.

In: the sections in reading order and their blocks. Out: areas, each a slice of its section's text. A list counts when its lead or its
section says that it holds commitments, and when the section has siblings built alike. Opinions and memos never feed the register.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.records import Area, Block, PartKind, Section, Span
from corpus.sentences import split_sentences
from ingest.structure.numbering import COMMITMENT, read_number
from ingest.structure.wording import TITLE_WORD, fold

FEEDING: frozenset[PartKind] = frozenset({"plan", "förslag", "dokument", "bilaga"})
# patterns of folded text: small letters without diacritics
COMMITS = re.compile(
    r"verksamhet|inriktning|atgard|insats|aktivitet|utvecklingsomrad|prioriter|strategi|delmal|\bmal\b|malen\b|ska vi|vi ska|vi vill"
    r"|vi kommer|kommunen ska|namnden ska|ska kommunen"
    r"|ataganden?|atar sig|forbinder sig|gor vi|vi gor|uppdrag\b|\b(?:ska|skall)(?: aven| darfor)?$"
    r"|\b(?:ska|skall|vill|kommer) (?:\w+ ){0,2}\w+(?: att)?$"
)
FOCUS = re.compile(
    r"(?:fokus|mal|utvecklings|insats|atgards|prioriterad\w* |strategi\w* )omrad|\bmal\b|strategi|atgard|inriktning|insats|aktivitet"
    r"|prioritering|delmal|fokus"
)
GENERIC = re.compile(
    r"^(?:vara? |planerade |prioriterade |strategiska |foreslagna )*"
    r"(?:atgarder|mal|delmal|insatser|aktiviteter|strategier|inriktningar|inriktning|ataganden|utvecklingsomraden|mal och atgarder"
    r"|mal och insatser|sa (?:har )?gor vi|det (?:har )?gor vi|(?:det (?:har )?|detta |sa (?:har )?)?(?:ska|vill) vi(?: gora)?"
    r"|vi (?:ska|vill|kommer att)|(?:kommunen|namnden|regionen) ska|sa (?:har )?(?:arbetar|jobbar|nar) vi(?: dit| malen)?)"
    r"(?: under (?:aret|perioden)| (?:i|pa) \w+| for perioden)?$"
)
NO_LIST = re.compile(
    r"perspektiv|ansvarig|ansvar for|bestar av|innebar|beslutar|beslut\b|bilag|handlingar|deltagare|ledamoter|referens|kallor|lagar"
    r"|lagstiftning|styrdokument|forutsattningar|definition|begrepp|exempel|rapporter|foljande dokument|malgrupp|utgar fran|omfattar"
    r"|roller|indikator|statistik|kan handla"
)
PLAN_LEAD = re.compile(r"^(?:strategiska |prioriterade )?(?:inriktning|atgard|insats|aktivitet|mal)")
NO_SECTION = re.compile(
    r"^(?:beslut|innehall|bilag|handlingar|referens|kallor|inledning|bakgrund|syfte|omvarld|nulage|ansvar|organisation|uppfoljning|definition"
    r"|begrepp|roller)"
)
FOCUS_LABELS = frozenset(
    {"mål", "målområde", "fokusområde", "utvecklingsområde", "insatsområde", "område", "prioriterat område", "inriktningsmål", "effektmål",
     "nämndmål", "huvudmål", "utvecklingsmål", "tema", "temaområde", "utmaning", "samverkansområde", "huvudområde", "fokus",
     "strategiområde", "målbild"}
)  # fmt: skip
STATEMENT = re.compile(r"^(?:jag|min|mina|mitt|nar jag|nar mina|nar min|du)\b")
ACTION_COLUMN = re.compile(r"^(?:atgard|aktivitet|insats|delmal|mal|vad|strategi|inriktning)\w*\b")
FOCUS_COLUMN = re.compile(  # a column beside that of measures, which tells what they are for
    r"^(?:fokusomrad|malomrad|insatsomrad|utvecklingsomrad|prioriterat|(?:strategiskt )?omrad|tema|(?:inriktnings|effekt|huvud)?mal\b)\w*"
)
ACTION_PLAN = re.compile(r"(?:handlings|atgards|aktivitets|genomforande)(?:plan|program)|action plan")
MEASURE = re.compile(  # a verb in the infinitive or imperative first; "ska" anywhere
    r"^(?!(?:Alla|Andra|Flera|Några|Våra|Deras|Stora|Små|Nya|Extra|Egna|Unga|Äldre)\b)[A-ZÅÄÖ][a-zåäö]{3,}a\b(?!\s(?:och|som)\b)"
    r"|^(?:Inför|Erbjud|Anställ|Bygg|Gör|Ge|Ta|Se|Sätt|Följ|Höj|Sänk|Inrätt|Stöd|Stärk|Sprid|Håll|Bjud|Lär|Fyll|Rikta|Bilda|Utveckl|Minsk|Öka|Väg)\b"
    r"|^.*\b(?:ska|skall|shall)\b"
)
# who pledges in running text; the first words of a sentence
PLEDGE = re.compile(
    r"(?:Vi|Kommunen|Kommunerna|Regionen|Staden|Länet|Parterna|Huvudmännen|Nämnden|Förvaltningen|Skolan|[A-ZÅÄÖ][a-zåäö]+ (?:kommun|stad)"
    r"|Region [A-ZÅÄÖ][a-zåäö]+)(?: och [\wåäö]+)? (?:ska|skall|kommer att)\b|Vi (?!är\b|har\b|vet\b|tror\b|ser att\b)[a-zåäö]+r\b"
)
FOCUS_HEADING = re.compile(
    r"^(?:\w+ )?(?:fokusomrade|malomrade|utvecklingsomrade|insatsomrade|samverkansomrade|prioriterat omrade|strategiskt omrade|inriktning"
    r"|inriktningsmal|delmal|mal|tema|strategi|prioritering|fokus)\b"
)
DESCRIBED = re.compile(r"(?:Beskrivning|Åtgärd|Aktivitet|Insats|Vad(?: ska göras)?|Så gör vi)\s?:\s*(?=\S)")
ANSWERED = re.compile(r"(?:Huvudansvar|Ansvar)\w*(?: [a-zåäö]+)?\s?:")
ANSWERED_WITHIN = re.compile(rf"(?<=[.;!?)] )\(?{ANSWERED.pattern}\s*(?=\S)")
MIN_MEASURE = 3  # words of a measure told by who answers for it
MEASURES = frozenset({"åtgärd", "insats", "aktivitet"})  # labels of headings that are a measure each
LABELLED = re.compile(r"[A-ZÅÄÖ][\w ]{2,24}:\s")  # "Ansvarig: ...", "Tidplan: ..."
PARTICULARS = re.compile(r"\W*(?:dokument|diarie|dnr|beslut|antag|fastst|giltig|galler|version|revider)")  # rows about the document itself
CODE = re.compile(r"[A-ZÅÄÖ]?\d{0,2}(?:\.\d{1,2})?\.?")  # a focus area's number or letter
MIN_PARTICULARS = 2
MOST = 0.6  # share of a list's items
MIN_SIBLINGS = 2  # sections with lists of commitments that make a family


@dataclass(frozen=True, slots=True)
class Run:
    """A list: items of one section under one lead."""

    section: Section
    lead: str | None
    items: tuple[Block, ...]


def find_areas(sections: Sequence[Section], blocks: Sequence[Block]) -> tuple[Area, ...]:
    """All areas of the document in order."""
    by_anchor = {section.anchor: section for section in sections}
    runs = [run for run in find_runs(by_anchor, blocks) if may_feed(run)]
    families = Counter(family_of(run.section) for run in {(r.section.anchor): r for r in runs}.values())
    tables = [(block, by_anchor[block.anchor]) for block in blocks if block.kind == "table" and block.anchor in by_anchor]
    picked: list[tuple[Section, Span, str | None, Block]] = []
    named: dict[tuple[str, Span], str] = {}  # measures of tables that tell their focus area themselves
    told = {run.section.anchor for run in runs if run.lead and COMMITS.search(fold(run.lead))}
    for run in runs:
        if commits(run, by_anchor, families, told):
            picked += [(run.section, leave_label(run.section.text, block.clean or (0, 0)), run.lead, block) for block in run.items]
    for block, section in tables:
        barred = bool(NO_SECTION.match(fold(section.heading)))
        if section.part in FEEDING:
            cells = find_cells(section.text, block, barred=barred)
            picked += [(section, span, None, block) for span, _ in cells]
            named |= {} if is_focus(section) else {(section.anchor, span): focus for span, focus in name_foci(cells, sections)}
    taken = {section.anchor for section, *_ in picked}
    picked += [
        (section, block.clean or (0, 0), None, block) for section, block in find_measures(sections, blocks) if section.anchor not in taken
    ]
    taken = {section.anchor for section, *_ in picked}
    picked += [(section, span, None, block) for section, span, block in find_answered(sections, blocks) if section.anchor not in taken]
    taken = {section.anchor for section, *_ in picked}
    picked += [(section, span, None, block) for section, span, block in find_pledges(sections, blocks) if section.anchor not in taken]
    picked.sort(key=lambda pick: (pick[0].order, pick[1]))
    found = [make_area(order, *pick, by_anchor) for order, pick in enumerate(picked)]
    foci = [named.get((area.anchor, (area.start, area.end))) for area in found]
    return tuple(replace(area, focus_area=focus, subtitle=None) if focus else area for area, focus in zip(found, foci, strict=True))


def leave_label(text: str, span: Span) -> Span:
    """The item up to its "Ansvarig: ...", if it has one."""
    cut = cut_measures(text[span[0] : span[1]])
    return (span[0] + cut[0][0], span[0] + cut[0][1]) if cut else span


def find_runs(by_anchor: dict[str, Section], blocks: Sequence[Block]) -> list[Run]:
    """The lists of the document: items of one section with one lead, whatever is lifted out between them."""
    runs: list[tuple[Section, list[Block]]] = []
    for block in blocks:
        section = by_anchor.get(block.anchor)
        if block.kind != "item" or section is None or block.clean is None or section.kind == "note":
            continue
        last = runs[-1][1] if runs and runs[-1][0] is section else []
        if last and last[-1].lead == block.lead and adjoin(section.text, last[-1], block):
            last.append(block)
        else:
            runs.append((section, [block]))
    return [Run(section, items[0].lead, tuple(items)) for section, items in runs]


def adjoin(text: str, before: Block, after: Block) -> bool:
    """Does nothing but white space stand between two items?"""
    return bool(before.clean and after.clean) and not text[(before.clean or (0, 0))[1] : (after.clean or (0, 0))[0]].strip()


def may_feed(run: Run) -> bool:
    """Is the list of a part and a form that can hold commitments at all?"""
    if run.section.part not in FEEDING or NO_SECTION.match(fold(run.section.heading)):
        return False
    lead = fold(run.lead or "")
    if NO_LIST.search(lead) and not PLAN_LEAD.match(lead):
        return False
    statements = sum(bool(STATEMENT.match(fold(block.text))) for block in run.items)
    return statements * 2 < len(run.items)


def family_of(section: Section) -> tuple[str | None, int]:
    """Sections under one parent, at one level, are siblings; so are those of one label: "Delmål 1.1", "Delmål 2.1"."""
    label = read_number(section.heading).label
    return (label if label in COMMITMENT or label in FOCUS_LABELS else section.parent, section.level)


def commits(run: Run, by_anchor: dict[str, Section], families: Counter[tuple[str | None, int]], told: set[str]) -> bool:
    """Does the list hold commitments?"""
    section = run.section
    above = fold(" ".join(section.path))
    own = read_number(section.heading)
    named = bool(FOCUS.search(above)) or own.label in COMMITMENT
    family = families[family_of(section)] >= MIN_SIBLINGS
    labelled = any(read_number(f"{block.mark} x").label in COMMITMENT for block in run.items if block.mark)
    if labelled:
        return True
    if run.lead is not None:
        addressed = fold(run.lead).startswith("for ") and own.label in FOCUS_LABELS  # "För alla skolor:" under "Fokusområde 2"
        by_lead = bool(COMMITS.search(fold(run.lead))) or section.anchor in told or addressed
        return by_lead and (named or (family and siblings_told(section, by_anchor, told)))
    measures = family and bool(ACTION_PLAN.search(fold(section.path[0]))) and are_measures(run.items)
    return bool(GENERIC.match(fold(section.heading))) or (named and family) or measures


def are_measures(items: Sequence[Block]) -> bool:
    """Do most items begin with a verb, as "Bygg ..." or "Införa ...", or tell what shall be done?"""
    told = sum(bool(MEASURE.match(block.text)) for block in items)
    return told > MOST * len(items)


def siblings_told(section: Section, by_anchor: dict[str, Section], told: set[str]) -> bool:
    """Have at least two sections beside this one lists whose leads tell of commitments?"""
    return sum(1 for anchor in told if family_of(by_anchor[anchor]) == family_of(section)) >= MIN_SIBLINGS


def find_measures(sections: Sequence[Section], blocks: Sequence[Block]) -> list[tuple[Section, Block]]:
    """The paragraph that tells the measure under each heading such as "Åtgärd 3.2 Nya bryggor", where there are several of them."""
    numbered = [s for s in sections if s.part in FEEDING and s.kind == "section" and read_number(s.heading).label in MEASURES]
    if len(numbered) < MIN_SIBLINGS:
        return []
    by_anchor = {section.anchor: section for section in numbered}
    found: dict[str, Block] = {}
    for block in blocks:
        if block.kind == "paragraph" and block.clean and block.anchor in by_anchor and not LABELLED.match(block.text):
            found.setdefault(block.anchor, block)
    return [(by_anchor[anchor], block) for anchor, block in found.items()]


def find_pledges(sections: Sequence[Section], blocks: Sequence[Block]) -> list[tuple[Section, Span, Block]]:
    """The sentences "Vi ska ..." of paragraphs, and what stands after "Beskrivning:", where several focus areas are written so."""
    by_anchor = {s.anchor: s for s in sections if s.part in FEEDING and s.kind == "section" and not NO_SECTION.match(fold(s.heading))}
    found: list[tuple[Section, Span, Block]] = []
    answered = {block.anchor for block in blocks if block.kind == "paragraph" and ANSWERED.match(block.text)}
    for block in blocks:
        section = by_anchor.get(block.anchor)
        if block.kind != "paragraph" or block.clean is None or section is None:
            continue
        start, end = block.clean
        label = DESCRIBED.match(section.text, start, end)
        if label and section.anchor in answered:
            found.append((section, (label.end(), end), block))
        elif is_focus(section):
            spans = [(start + left, start + right) for left, right in split_sentences(section.text[start:end])]
            found += [(section, span, block) for span in spans if PLEDGE.match(section.text, *span)]
    return found if len({section.anchor for section, *_ in found}) >= MIN_SIBLINGS else []


def find_answered(sections: Sequence[Section], blocks: Sequence[Block]) -> list[tuple[Section, Span, Block]]:
    """The paragraphs with their "Ansvarig: ..." in or right below them, where several are written so: each tells a measure."""
    by_anchor = {s.anchor: s for s in sections if s.part in FEEDING and s.kind == "section" and not NO_SECTION.match(fold(s.heading))}
    found: list[tuple[Section, Span, Block]] = []
    told = [block for block in blocks if block.clean is not None and block.kind in {"paragraph", "item"}]
    for block, after in zip(told, [*told[1:], None], strict=False):
        section = by_anchor.get(block.anchor)
        if block.kind != "paragraph" or section is None or LABELLED.match(block.text):
            continue
        start, end = block.clean or (0, 0)
        inside = [(start + left, start + right) for left, right in cut_measures(section.text[start:end])]
        below = after is not None and after.anchor == block.anchor and ANSWERED.match(after.text) and len(block.text.split()) >= MIN_MEASURE
        found += [(section, span, block) for span in inside or ([(start, end)] if below else [])]
    return found if len(found) >= MIN_SIBLINGS else []


def cut_measures(text: str) -> list[Span]:
    """The stretches that stand before "Ansvarig: ..." in a paragraph; after another such label the last sentence before it."""
    spans: list[Span] = []
    for at, label in enumerate(ANSWERED_WITHIN.finditer(text)):
        sentences = [(left, right) for left, right in split_sentences(text[: label.start()])]
        start = 0 if at == 0 else sentences[-1][0] if sentences else label.start()
        words = text[start : label.start()].rstrip(" (–-")
        if len(words.split()) >= MIN_MEASURE and (not spans or start > spans[-1][1]):
            spans.append((start, start + len(words)))
    return spans


def is_focus(section: Section) -> bool:
    """Is the section a focus area by its label: "Utvecklingsområde 2", "Inriktning 3", "Strategiskt område: Trygghet"?"""
    label = read_number(section.heading).label
    return label in FOCUS_LABELS or label in COMMITMENT or bool(FOCUS_HEADING.match(fold(section.heading)))


def find_cells(text: str, block: Block, *, barred: bool = False) -> list[tuple[Span, str | None]]:
    """The cells of the column that holds the measures, if the table's head names one; in a section on roles and the like, by that name.

    Each with the focus area that the table tells: by a row above of one cell, or by a column of its own."""
    start, end = block.clean or (0, 0)
    rows = text[start:end].split("\n")
    first = next((number for number, row in enumerate(rows[:2]) if count_filled(row) > 1), 0)
    names = [fold(cell) for cell in rows[first].split(" | ")]
    columns = [index for index, name in enumerate(names) if ACTION_COLUMN.match(name)]
    if len(rows) < 2 or not columns or sum(bool(PARTICULARS.match(fold(row))) for row in rows) >= MIN_PARTICULARS:
        return []
    if barred and not any(names[i].startswith(("atgard", "aktivitet", "insats")) for i in columns):
        return []
    column = next((i for i in columns if names[i].startswith(("atgard", "aktivitet", "insats"))), columns[0])
    aims = next((i for i, name in enumerate(names) if i != column and FOCUS_COLUMN.match(name)), None)
    spans: list[tuple[Span, str | None]] = []
    group = rows[0].strip(" |") if first else None
    at = start + sum(len(row) + 1 for row in rows[: first + 1])
    told = ""
    for row in rows[first + 1 :]:
        cells = row.split(" | ")
        if count_filled(row) == 1 and cells[0].strip() and (column or FOCUS_HEADING.match(fold(cells[0]))):
            group = cells[0].strip()
        elif len(cells) > column and fold(cells[column]) not in {"", told, names[column]}:
            left = at + sum(len(cell) + 3 for cell in cells[:column])
            focus = cells[aims].strip() if aims is not None and len(cells) > aims else None
            ends = [part.start() for part in re.finditer(r"; (?=[A-ZÅÄÖ])", cells[column])]  # paragraphs of the cell
            starts = [0, *(end + 2 for end in ends)]
            spans += [((left + a, left + b), group or focus or None) for a, b in zip(starts, [*ends, len(cells[column])], strict=True)]
            told = fold(cells[column])
        at += len(row) + 1
    return spans


def name_foci(cells: Sequence[tuple[Span, str | None]], sections: Sequence[Section]) -> list[tuple[Span, str]]:
    """The cells with their focus area; a number or letter alone is the heading that has it: "B" is "Område B: Vård"."""
    found = []
    for span, focus in cells:
        if focus and CODE.fullmatch(focus):
            coded = re.compile(rf"^(?:\w+(?:område|mål|fråga|strategi)?\s)?{re.escape(focus.strip('. '))}(?![\w.]\w)\W", re.IGNORECASE)
            focus = next((section.heading for section in sections if coded.match(section.heading)), None)  # noqa: PLW2901
        if focus:
            found.append((span, focus))
    return found


def count_filled(row: str) -> int:
    """Cells of a row that hold words."""
    return sum(bool(fold(cell)) for cell in row.split(" | "))


def make_area(order: int, section: Section, span: Span, lead: str | None, block: Block, by_anchor: dict[str, Section]) -> Area:
    """One area with the focus area it stands under."""
    focus = find_focus(section, by_anchor)
    start, end = span
    return Area(
        id=f"{section.anchor}#{start}-{end}",
        document=section.document,
        anchor=section.anchor,
        start=start,
        end=end,
        text=section.text[start:end],
        focus_area=focus.heading,
        subtitle=focus.subtitle,
        group=lead.rstrip(" :").strip() if lead else None,
        page_number=block.page_number,
        page_label=section.page_label if block.page_number == section.page_number else None,
        order=order,
    )


def find_focus(section: Section, by_anchor: dict[str, Section]) -> Section:
    """The section itself; the one it lies under where its heading only says "Åtgärder", or where that is a labelled "Mål 1"."""
    while GENERIC.match(fold(section.heading)) and section.parent is not None:
        parent = by_anchor[section.parent]
        if parent.parent is None and TITLE_WORD.search(parent.heading) and not read_number(parent.heading).label:
            break  # the document's title is no focus area
        section = parent
    above = section
    while above.parent is not None:
        if read_number(above.heading).label in FOCUS_LABELS:
            return above
        above = by_anchor[above.parent]
    return section
