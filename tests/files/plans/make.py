"""Nothing -> the Word and PDF files of this folder, written anew: invented plans of a build that text files cannot have.

Run it from the repository: `python tests/files/plans/make.py`. Knows python-docx and reportlab; knows nothing of how plans are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

HERE = Path(__file__).parent
BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=13, spaceAfter=6)
HEAD = ParagraphStyle("head", parent=BODY, fontName="Helvetica-Bold", fontSize=14, leading=18, spaceBefore=10)
SUB = ParagraphStyle("sub", parent=HEAD, fontSize=11, leading=14)
ITEM = ParagraphStyle("item", parent=BODY, leftIndent=14, bulletIndent=2, spaceAfter=2)
STYLES = {"#": HEAD, "##": SUB}

DRUGS = """
# ANDT-strategi för Lillforsa 2025–2029
Antagen av kommunstyrelsen 2025-03-10. Dnr LF 2025/140. Ansvarig för dokumentet är säkerhetssamordnaren.
## Nuläge
Strategin omfattar alkohol, narkotika, dopning och tobak (ANDT). Ett skyddsobjekt innebär att platsen är särskilt bevakad.
Under 2022 genomförde kommunen en drogvaneundersökning.
## Strategiskt område 1: Trygga uppväxtvillkor
Kommunen ska:
- senarelägga ungas alkoholdebut
- stärka föräldrars roll som förebilder genom återkommande föräldramöten i alla skolor
## Strategiskt område 2: Minskad tillgång
Kommunen ska:
- genomföra kontrollköp av tobak och folköl
- bedriva tillsyn av serveringstillstånd
## Roller
Miljö- och byggnadsnämnden utövar tillsyn enligt tobakslagen och återrapporterar till kommunstyrelsen varje år.
Kommunstyrelsen och polisen i Lillforsa tecknar en samverkansöverenskommelse. Den ska följas upp vartannat år.
Fältgruppen arbetar uppsökande på kvällar. Gruppen ska inte utföra myndighetsutövning.
Barn- och familjeenheten bör erbjuda stödgrupper för barn i familjer med missbruk minst två gånger per år.
"""
FORUM = """
# Program för minoritetsspråk i Region Nordanå
Fastställt av regionfullmäktige 2024-10-22. Diarienummer RN 2024-00412. Giltighetstid 2025–2027.
## Bakgrund
Regionen ingår i förvaltningsområdet för finska, meänkieli och samiska. Språktolk definieras som en person som tolkar mellan två språk.
## Insatser
Tabellen visar vem som gör vad.
@Insats|Ansvarig|Klart|Uppföljning
@Översätta kallelser till finska och samiska|Kommunikationsavdelningen|2025|Årsrapport
@Rekrytera språkkunnig personal|HR-direktören|Löpande|Personalbokslut
@Utbilda ledningsgrupper i minoritetslagen|Regionkansliet|2026|Enkät
## Beslutsordning
Regionstyrelsen beslutar om programmets budget. Samrådsgruppen för nationella minoriteter lämnar synpunkter på alla förslag
innan de behandlas av nämnderna. Hälso- och sjukvårdsnämnden följer upp programmet tillsammans med samrådsgruppen varje år.
Hälso- och sjukvårdsförvaltningen tar fram statistik. Vårdcentralerna kan erbjuda samtal på meänkieli om det finns behov.
"""


def make_flow(text: str) -> list[Paragraph | Table]:
    """The paragraphs, list items and tables of a text with small marks."""
    flow: list[Paragraph | Table] = []
    rows: list[list[Paragraph]] = []
    for line in [*text.strip().splitlines(), ""]:
        if line.startswith("@"):
            rows.append([Paragraph(cell, BODY) for cell in line[1:].split("|")])
            continue
        if rows:
            flow.append(Table(rows, colWidths=[140, 160, 60, 100], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
            rows = []
        mark, _, rest = line.partition(" ")
        if mark in STYLES:
            flow.append(Paragraph(rest, STYLES[mark]))
        elif mark == "-":
            flow.append(Paragraph(rest, ITEM, bulletText="•"))
        elif line:
            flow.append(Paragraph(line, BODY))
    return flow


def write_pdf(path: Path, text: str, frames: Sequence[Frame], running: str) -> None:
    """A PDF with a running head and a page number on every page."""
    template = BaseDocTemplate(str(path), pagesize=A4, title="", invariant=1)

    def draw(canvas: object, _document: object) -> None:
        canvas.setFont("Helvetica", 8)  # type: ignore[attr-defined]
        canvas.drawString(60, 812, running)  # type: ignore[attr-defined]
        canvas.drawString(500, 30, f"{canvas.getPageNumber()} (2)")  # type: ignore[attr-defined]

    template.addPageTemplates(PageTemplate(frames=list(frames), onPage=draw))
    template.build(make_flow(text))


def write_word(path: Path) -> None:
    """A Word plan with real heading, list and table styles."""
    word = docx.Document()
    word.add_heading("Handlingsplan mot våld i nära relationer", 0)
    word.add_paragraph("Hasslö kommun · Beslutad i socialnämnden 2025-09-18 · Diarienummer SN 2025/211 · Gäller 2026–2028")
    word.add_heading("Begrepp och förkortningar", 1)
    word.add_paragraph(
        "Våld i nära relationer är när en person skadar någon som den har en nära relation till. Med hedersrelaterat våld avses våld som syftar "
        "till att bevara familjens anseende. Kommunen använder bedömningsmetoden FREDA. Lokalt brottsförebyggande rådet (LBR) är ett forum "
        "för kommunen och polisen."
    )
    word.add_heading("Insatsområden", 1)
    for name, items in (
        ("Upptäcka våld", ("Ställa rutinmässiga frågor om våld i alla nybesök", "Utbilda handläggare i FREDA")),
        ("Skydda utsatta", ("Erbjuda skyddat boende dygnet runt", "Upprätta avtal med två kvinnojourer")),
    ):
        word.add_heading(name, 2)
        word.add_paragraph("Socialtjänsten ska:")
        for item in items:
            word.add_paragraph(item, style="List Bullet")
    word.add_heading("Ansvar", 1)
    rows = (
        ("Funktion", "Ansvar", "Hur ofta"),
        ("Socialnämnden", "Fastställer planen", "Var tredje år"),
        ("Enhetschefen för familjerätten", "Leder samverkansgruppen", "Varje månad"),
        ("Våldssamordnaren", "Utbildar personal", "Två gånger per år"),
    )
    table = word.add_table(rows=len(rows), cols=3)
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    word.add_paragraph(
        "Våldssamordnaren ska stödja chefer och handläggare. Hon kallar till nätverksmöten en gång per kvartal. Individ- och familjeomsorgen "
        "och äldreomsorgen har ansvar för att rutinerna är kända. LBR informeras om planen av socialnämnden."
    )
    word.save(str(path))


def main() -> None:
    """Write the files."""
    columns = [Frame(50, 60, 235, 730), Frame(310, 60, 235, 730)]
    write_pdf(HERE / "andt-lillforsa.pdf", DRUGS, columns, "ANDT-strategi Lillforsa")
    write_pdf(HERE / "minoritetssprak-nordana.pdf", FORUM, [Frame(60, 60, 470, 330)], "Region Nordanå – Program för minoritetsspråk")
    write_word(HERE / "vald-hasslo.docx")


if __name__ == "__main__":
    main()
