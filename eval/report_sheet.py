"""A run -> a workbook with a row a question, and its measures.

In: findings. Out: bytes of an .xlsx. Knows which columns an evaluator sorts and filters by.
"""

from __future__ import annotations

from eval.catalogue import MEASURES
from eval.findings import Findings, grade, name_documents, name_kind
from eval.intake import KIND_NAMES
from eval.report import explain_step
from eval.report_docx import tell_expected
from eval.run import Outcome
from eval.sheets import Cell, SheetTable, write_book
from eval.summary import share_of

HEADERS = {
    **{"Id": 8, "Fråga": 44, "Bedömning": 18, "Gick fel i": 16, "Varför": 40, "Svar": 60, "Väntat": 44, "Sort": 20, "Läst som": 18},
    **{"Kan besvaras": 12, "Dokument": 24, "Svårighet": 12, "Fakta funna": 10, "Fakta": 8, "Facit citerat": 12, "Källor": 8},
    **{"Källor som stämmer": 12, "Facit som nås": 12, "Plats för facit": 10, "Säkerhet": 10, "Svarstid ms": 10, "Kommentar": 30},
}  # and the width of each column in characters


def write_xlsx(findings: Findings) -> bytes:
    """The workbook."""
    rows = tuple(outcome_cells(outcome) for outcome in findings.outcomes)
    answers = SheetTable("Svar", tuple(HEADERS), tuple(HEADERS.values()), rows)
    return write_book([answers, measure_table(findings)])


def measure_table(findings: Findings) -> SheetTable:
    """The measures, one a row."""
    rows = []
    for name, measure in MEASURES.items():
        one = findings.measures.get(name)
        if one:
            rows.append(
                (
                    measure.name,
                    round(one.value, 4),
                    round(one.low, 4),
                    round(one.high, 4),
                    one.n,
                    measure.tells,
                    measure.formula,
                    measure.source,
                )
            )
    headers = ("Mått", "Värde", "Från", "Till", "n", "Vad det säger", "Formel", "Källa")
    return SheetTable("Mått", headers, (24, 10, 10, 10, 8, 60, 50, 40), tuple(rows))


def outcome_cells(outcome: Outcome) -> tuple[Cell, ...]:
    """One question as a row."""
    question = outcome.question
    rank = next((place for place, supported in enumerate(outcome.ranking, start=1) if supported), None)
    return (
        question.id,
        question.question,
        outcome.verdict,
        outcome.step or "",
        (outcome.error or explain_step(outcome)) if outcome.step else "",
        outcome.text or outcome.missing or outcome.error,
        tell_expected(outcome),
        name_kind(outcome),
        KIND_NAMES.get(outcome.kind, outcome.kind),
        "ja" if question.answerable else "nej",
        ", ".join(name_documents(outcome)),
        grade(outcome),
        sum(outcome.facts),
        len(outcome.facts),
        "ja" if outcome.quoted else "nej",
        len(outcome.sources),
        round(share_of(outcome.cited), 4) if outcome.cited else None,
        round(share_of(outcome.found), 4) if outcome.found else None,
        rank,
        outcome.chance,
        round(outcome.ask_ms, 1),
        question.note,
    )
