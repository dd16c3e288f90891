"""Two invented plans as a small library, for the tests of the assistant. No municipality, body or sentence here is real.

A plan is written as lines: "# heading" opens a section, deeper with more marks; other lines are its text, "- " a list item.
"""

import re
from pathlib import Path

from corpus.library import Library
from corpus.records import Area, Document, Edition, Passage, Responsibility, Section, Segment, Source
from corpus.settings import Settings

NORROKER = """
# Syfte
Programmet visar hur Norråkers kommun ska ge barn och äldre en trygg vardag. Det gäller från och med 2025 till och med 2028.
# Trygg vardag
Med trygg vardag avses att var och en vågar röra sig ute dygnet runt.
För alla förvaltningar:
- Bygga gångbanor med god belysning vid skolor.
- Ordna mötesplatser mot ofrivillig ensamhet bland äldre.
Omsorgen:
- Pröva trygghetslarm som fungerar utanför bostaden.
# Organisation
## Trygghetsrådet
Trygghetsrådet består av kommundirektören, två rektorer och en polis. Rådet träffas fyra gånger per år och leds av kommundirektören.
Tekniska nämnden ansvarar för belysningen. Nämnden ska inte betala för kameror.
## Byalagen
Byalagen utser själva sina ombud. Samordnaren i kansliet kallar ombuden till ett årligt forum.
# Uppföljning
En delrapport ska lämnas till kommunfullmäktige senast i mars 2026. Måtten beskrivs i Rutin för trygghetsmätning (RTM).
"""
OPINION = "Programmet borde ha hyrt in väktare till varje bygd."
LOVDALEN = """
# Mål
Region Lövdalens program för trygghet gäller till och med 2030.
# Nära stöd
Inriktningar för hela regionen:
- Stödja anhöriga som vårdar en närstående med demenssjukdom.
- Minska ensamhet genom samarbete med föreningar.
"""
DUTIES = (
    ("Trygghetsrådet", "bestå", "Trygghetsrådet består av kommundirektören, två rektorer och en polis."),
    ("Rådet", "träffas", "Rådet träffas fyra gånger per år och leds av kommundirektören."),
    ("Tekniska nämnden", "ansvara", "Tekniska nämnden ansvarar för belysningen."),
    ("Tekniska nämnden", "betala", "Nämnden ska inte betala för kameror."),
)


def read_sections(document, text):
    """The sections of a plan's lines, as the store keeps them."""
    sections, path = [], []
    for block in re.split(r"(?m)^(?=#)", text.strip()):
        if not block.strip():
            continue
        first, _, body = block.partition("\n")
        level = len(first) - len(first.lstrip("#"))
        heading = first.lstrip("# ").strip()
        path = [*path[: level - 1], heading]
        lines = body.strip().split("\n")
        clean = "".join(
            ("" if not at else "\n" if line.startswith("- ") else "\n\n") + line.removeprefix("- ") for at, line in enumerate(lines)
        )
        anchor = f"{document}/{re.sub('[^a-z]+', '-', heading.lower())}"
        order = len(sections)
        segments = (Segment(0, len(clean), order * 5000, order * 5000 + len(clean)),)
        sections.append(
            Section(
                anchor,
                document,
                "section",
                heading,
                None,
                level,
                tuple(path),
                "plan",
                order + 1,
                f"{order + 1} (9)",
                clean,
                segments,
                (order * 5000, order * 5000 + 5000),
                order=order,
            )
        )
    return sections


def read_passages(section):
    """One passage a line; a line after a colon is an item with that lead."""
    passages, lead = [], None
    for found in re.finditer(r"[^\n]+", section.text):
        line = found.group()
        is_item = section.text[max(found.start() - 2, 0) : found.start()] != "\n\n" and found.start() > 0
        if not is_item:
            lead = line if line.endswith(":") else None
        if is_item or not lead:
            kind = "item" if is_item else "text"
            name = f"{section.anchor}#{found.start()}-{found.end()}"
            passages.append(
                Passage(
                    name,
                    section.document,
                    section.anchor,
                    found.start(),
                    found.end(),
                    line,
                    kind,
                    section.path,
                    lead if is_item else None,
                    section.part,
                    section.page_number,
                    section.page_label,
                    section.order * 100 + len(passages),
                )
            )
    return passages


def read_areas(sections, passages):
    """Every item as an area of its section."""
    by_anchor = {section.anchor: section for section in sections}
    return [
        Area(
            one.id,
            one.document,
            one.anchor,
            one.start,
            one.end,
            one.text,
            by_anchor[one.anchor].heading,
            None,
            one.lead.rstrip(":"),
            one.page_number,
            one.page_label,
            one.order,
        )
        for one in passages
        if one.kind == "item"
    ]


def read_duties(sections):
    """The responsibilities of DUTIES where their quotes stand."""
    for order, (actor, verb, quote) in enumerate(DUTIES):
        for section in sections:
            start = section.text.find(quote)
            if start >= 0:
                yield Responsibility(
                    f"{section.anchor}#{start}",
                    section.document,
                    section.anchor,
                    start,
                    start + len(quote),
                    quote,
                    actor,
                    verb,
                    "är",
                    "inte" in quote,
                    quote,
                    path=section.path,
                    order=order,
                )


def make_plan(document, text, **facts):
    """An edition of a plan."""
    sections = read_sections(document, text)
    if facts.pop("opinion", False):
        last = sections[-1]
        sections.append(
            Section(
                f"{document}/uttalande",
                document,
                "section",
                "Särskilt uttalande",
                None,
                1,
                ("Särskilt uttalande",),
                "särskilt uttalande",
                9,
                None,
                OPINION,
                (Segment(0, len(OPINION), 90_000, 90_000 + len(OPINION)),),
                (90_000, 91_000),
                order=last.order + 1,
            )
        )
    passages = [passage for section in sections for passage in read_passages(section)]
    source = Source(" " * 91_000, (), "text")
    record = Document(document, generation="1", file_hash=document, **facts)
    return Edition(
        record, source, (), (), tuple(sections), (), tuple(passages), tuple(read_areas(sections, passages)), tuple(read_duties(sections))
    )


def editions():
    """Both plans."""
    return (
        make_plan(
            "norroker",
            NORROKER,
            title="Trygghetsprogram för Norråkers kommun",
            issuer="Norråkers kommun",
            kind="program",
            status="beslutad",
            date="2025-02-03",
            valid_from="2025",
            valid_to="2028",
            diary_number="KS 2025/0117",
            opinion=True,
        ),
        make_plan(
            "lovdalen",
            LOVDALEN,
            title="Program för nära trygghet i Lövdalens län",
            issuer="Region Lövdalen",
            kind="program",
            status="gällande",
        ),
    )


def open_library(folder: Path):
    """A library of both plans, without an encoder: tests must not depend on what the shipped one was trained on."""
    settings = Settings(folder, str(folder / "no-encoder"), None)
    with Library.open(settings, child=False) as library:
        for edition in editions():
            library.store.publish(edition)
    return Library.open(settings, child=False)
