"""Findings, or a comparison -> HTML: a body for a page, or one file that needs nothing else.

In: findings or a comparison. Out: HTML with the plots in it as SVG. Knows jinja2 and the templates beside it. No scripts, nothing fetched.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from eval.archive import Run
from eval.catalogue import INTERVALS, MEASURES
from eval.compare import ALPHA, Comparison, say_change, show_p
from eval.findings import PLURALS, Findings
from eval.intake import TRAP_MEANINGS
from eval.plots import draw_all
from eval.report import comma
from eval.run import VERDICTS
from eval.summary import count_verdicts

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"
NUMBERS = ("inga", "ett", "två", "tre", "fyra", "fem")
NAMES = {
    "planlots": "Planlots",
    "vektorer": "Vektorer",
    "encoder": "Modell för betydelsesökning",
    "maskin": "Processor",
    "python": "Python",
}


def report_css() -> str:
    """The style of the report's body."""
    return (TEMPLATES / "report.css").read_text(encoding="utf-8")


def report_body(findings: Findings, bad_shown: int | None = None) -> str:
    """The report as an <article>, with all bad answers or the worst `bad_shown`."""
    return (
        environment()
        .get_template("report.html")
        .render(
            bad=findings.bad[:bad_shown],
            f=findings,
            plots=draw_all(findings),
            counts=count_verdicts(findings.outcomes),
            facts=list_facts(findings.run),
        )
    )


def report_page(findings: Findings) -> str:
    """The report as one file."""
    return whole_page(findings.run.name, report_body(findings))


def comparison_body(before: Run, after: Run, comparison: Comparison) -> str:
    """Two runs beside each other as an <article>."""
    same = [pair for pair in comparison.pairs if pair.change == 0]
    return (
        environment()
        .get_template("comparison.html")
        .render(
            before=before,
            after=after,
            c=comparison,
            change=say_change(comparison, before.name, before.created[:10]),
            verdict=say_verdict(comparison),
            same_corpus={one["file_hash"] for one in before.corpus} == {one["file_hash"] for one in after.corpus},
            mcnemar=show_p(comparison.p),
            worse=[pair for pair in comparison.pairs if pair.change < 0],
            better=[pair for pair in comparison.pairs if pair.change > 0],
            rewritten=sum(pair.rewritten for pair in same),
            unchanged=sum(not pair.rewritten for pair in same),
        )
    )


def comparison_page(before: Run, after: Run, comparison: Comparison) -> str:
    """The comparison as one file."""
    return whole_page(f"{after.name} jämfört med {before.name}", comparison_body(before, after, comparison))


def say_verdict(comparison: Comparison) -> str:
    """What may be concluded."""
    if comparison.is_loss:
        return "Den senare körningen är säkert sämre. Ta inte ändringen i bruk utan att se på svaren nedan."
    if comparison.is_gain:
        return "Den senare körningen är säkert bättre."
    return (
        "Ingen säker skillnad i antalet rätta svar. Se ändå på svaren som ändrades, och lägg till frågor om du behöver ett säkrare besked."
    )


def whole_page(title: str, body: str) -> str:
    """A body with its style, as one file."""
    alone = (TEMPLATES / "alone.css").read_text(encoding="utf-8")
    return environment().from_string(PAGE).render(title=title, css=alone + report_css(), body=body)


PAGE = """<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{ title }} – Planlots</title>
<style>{{ css | safe }}</style>
</head>
<body><main>{{ body | safe }}</main></body>
</html>
"""


def list_facts(run: Run) -> list[tuple[str, str]]:
    """How it was measured: when, with what, for how long."""
    facts = [
        ("Körning", run.id),
        ("Startade", run.created),
        ("Tog", f"{run.seconds:.0f} sekunder"),
        ("Frågornas sha256", run.set_digest[:16]),
    ]
    return facts + [(NAMES.get(name, name), value) for name, value in ({**run.settings, **run.versions}).items()]


@cache
def environment() -> Environment:
    """The templates: everything escaped, a misspelt name an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - on the way of no question

    made = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters.update(percent=percent, two=comma, squeeze=squeeze, signed=signed, small=small)
    made.globals.update(
        verdicts=VERDICTS, plurals=PLURALS, numbers=NUMBERS, traps=TRAP_MEANINGS, catalogue=MEASURES, intervals=INTERVALS, alpha=ALPHA
    )
    return made


def percent(share: float) -> str:
    """0.843 -> 84 %, with a space that does not break."""
    return f"{share * 100:.0f}\u00a0%"


def signed(value: float) -> str:
    """0.05 -> +0,05"""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{comma(abs(value))}"


def small(p: float) -> str:
    """A p-value alone."""
    return show_p(p).removeprefix("p ").removeprefix("= ")


def squeeze(text: str, limit: int) -> str:
    """A text on one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rsplit(" ", 1)[0] + " …"
