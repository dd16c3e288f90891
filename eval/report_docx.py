"""Findings -> a Word document: page one for a steering group, plots with texts, bad answers, measures.

In: findings. Out: bytes of a .docx. Knows python-docx. Says what report_html.py says, laid out for paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from eval.catalogue import INTERVALS, MEASURES
from eval.findings import PLURALS, Bad, Findings, Group
from eval.plots import Plot, draw_all
from eval.report import comma
from eval.report_html import list_facts, percent, squeeze
from eval.run import Outcome
from eval.sheets import CONTROL

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

PLOT_CM = 16.0  # the text width of an A4 page with the default margins
SHOWN_BAD = 60  # the workbook has every answer


def write_docx(findings: Findings) -> bytes:
    """The whole report."""
    from docx import Document as make_document  # noqa: PLC0415 - costs 0.2 s, which no question should pay
    from docx.shared import Cm  # noqa: PLC0415

    document = make_document()
    document.core_properties.title, document.core_properties.language = findings.run.name, "sv-SE"
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.0), Cm(29.7)
    add_first_page(document, findings)
    document.add_page_break()  # type: ignore[no-untyped-call]
    add_plots(document, draw_all(findings, png=True))
    add_bad(document, findings)
    add_groups(document, findings)
    add_measures(document, findings)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def add_first_page(document: Document, findings: Findings) -> None:
    """What a steering group reads."""
    run = findings.run
    document.add_heading(clean(run.name), level=1)
    document.add_paragraph(clean(f"{run.set_name} · {run.created[:10]} · {len(findings.outcomes)} frågor · {len(run.corpus)} dokument"))
    document.add_heading("I korthet", level=2)
    document.add_paragraph().add_run(findings.total).bold = True
    right = findings.right
    document.add_paragraph(
        f"Andelen rätt är {percent(right.value)}. Med andra frågor av samma slag ligger den troligen mellan "
        f"{percent(right.low)} och {percent(right.high)}."
    )
    if findings.change:
        document.add_heading("Sedan förra körningen", level=3)
        document.add_paragraph(clean(findings.change))
    document.add_heading("Rekommendation", level=3)
    for line in findings.advice:
        document.add_paragraph(line, style="List Bullet")
    if findings.worst:
        document.add_heading("De sämsta svaren", level=3)
    for one in findings.worst:
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(clean(one.outcome.question.question)).bold = True
        paragraph.add_run(clean(f" {PLURALS[one.outcome.verdict][0].capitalize()} · {one.step}. {one.why}"))


def add_plots(document: Document, plots: Iterable[Plot]) -> None:
    """Each picture with its text, which is also its alternative."""
    from docx.shared import Cm  # noqa: PLC0415

    document.add_heading("I bilder", level=2)
    for plot in plots:
        document.add_heading(plot.title, level=3)
        picture = document.add_picture(io.BytesIO(plot.png), width=Cm(PLOT_CM))
        picture._inline.docPr.set("descr", plot.text)
        document.add_paragraph(plot.text)


def add_bad(document: Document, findings: Findings) -> None:
    """The answers that are not right."""
    document.add_heading("Var det gick fel", level=2)
    document.add_paragraph(
        "; ".join(f"{n} i {step}" for step, n in findings.steps.items()) + "." if findings.steps else "Alla svar är rätt."
    )
    for one in findings.bad[:SHOWN_BAD]:
        document.add_heading(clean(one.outcome.question.question), level=4)
        for name, text in tell_bad(one):
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(clean(text))
    if len(findings.bad) > SHOWN_BAD:
        document.add_paragraph(f"… och {len(findings.bad) - SHOWN_BAD} till. Alla står i Excelfilen.")


def tell_bad(one: Bad) -> list[tuple[str, str]]:
    """What is said of a bad answer."""
    return [
        ("Bedömning", f"{PLURALS[one.outcome.verdict][0]}, gick fel i {one.step}"),
        ("Svarade", squeeze(tell_answer(one.outcome), 400)),
        ("Väntat", squeeze(tell_expected(one.outcome), 400)),
        ("Varför", one.why),
    ]


def tell_answer(outcome: Outcome) -> str:
    """The answer, or why there is none."""
    return outcome.text.strip() or outcome.error or f"Inget svar. {outcome.missing or ''}".strip()


def tell_expected(outcome: Outcome) -> str:
    """What a right answer holds."""
    question = outcome.question
    if not question.answerable:
        return f"ska avvisas ({question.trap or 'obesvarbar'})"
    facts = ", ".join(f"”{fact[0]}”" for fact in question.facts)
    return " ".join(filter(None, [f"Fakta: {facts}." if facts else "", *(gold.quote or gold.section for gold in question.gold)]))


def add_groups(document: Document, findings: Findings) -> None:
    """How it went for different questions."""
    document.add_heading("Hur det gick för olika frågor", level=2)
    named: Sequence[tuple[str, tuple[Group, ...]]] = (
        ("Efter sort", findings.by_kind),
        ("Efter dokument", findings.by_document),
        ("Efter svårighet", findings.by_difficulty),
        ("Efter form", findings.by_form),
    )
    for title, groups in named:
        if groups:
            document.add_heading(title, level=3)
            rows = [
                (one.name, str(one.n), percent(one.right.value), f"{percent(one.right.low)}–{percent(one.right.high)}") for one in groups
            ]
            add_table(document, ("Grupp", "Frågor", "Andel rätt", "Intervall"), rows)


def add_measures(document: Document, findings: Findings) -> None:
    """The appendix."""
    document.add_heading("Bilaga: mått", level=2)
    rows = []
    for name, measure in MEASURES.items():
        estimate = findings.measures.get(name)
        if estimate:
            value = f"{comma(estimate.value)} [{comma(estimate.low)}–{comma(estimate.high)}] n = {estimate.n}"
            rows.append((measure.name, value, measure.tells, measure.formula, measure.source))
    add_table(document, ("Mått", "Värde", "Vad det säger", "Formel", "Källa"), rows)
    document.add_paragraph(INTERVALS)
    document.add_heading("Så här mättes det", level=3)
    add_table(document, ("Vad", "Värde"), list_facts(findings.run))
    add_table(document, ("Dokument", "Filens sha256"), [(one["title"], one["file_hash"][:16]) for one in findings.run.corpus])


def add_table(document: Document, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table whose header repeats on every page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    grid = document.add_table(rows=1, cols=len(headers), style="Table Grid")
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(grid.rows[0].cells, headers, strict=True):
        write_cell(cell, text, bold=True)
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            write_cell(cell, text, bold=False)
    document.add_paragraph()


def write_cell(cell: _Cell, text: str, *, bold: bool) -> None:
    """Small text in a cell."""
    from docx.shared import Pt  # noqa: PLC0415

    run = cell.paragraphs[0].add_run(clean(text))
    run.bold, run.font.size = bold, Pt(8.5)


def clean(text: str) -> str:
    """Without what no XML file may hold."""
    return CONTROL.sub("", text)
