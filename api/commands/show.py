"""Rows of the contract -> text in a terminal: wrapped, with colours only where a terminal shows them.

In: dicts of the HTTP contract. Out: lines on standard output. Knows nothing of where the rows come from.
"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterable
from typing import Any

from api.tables import actor_cell, page_cell, reads_otherwise, statement_label

Row = dict[str, Any]
WIDEST = 100  # columns; longer lines are hard to read
REJECTED = 10  # candidates left out that are listed; --json has all
BOLD, DIM, ACCENT, WARN = "1", "2", "36", "33"


def paint(text: str, *codes: str) -> str:
    """Text with colour, on a terminal that has not asked for none."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{';'.join(codes)}m{text}\033[0m"


def wrap(text: str, indent: str = "") -> str:
    """Wrapped lines; the text's own line breaks stay."""
    width = min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST)
    lines = (textwrap.wrap(line, max(width - len(indent), 20), break_long_words=False, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(indent + line for block in lines for line in block)


def print_lines(lines: Iterable[str]) -> None:
    """Each on a line of its own."""
    sys.stdout.write("".join(f"{line}\n" for line in lines))


def place(row: Row) -> str:
    """Document, standing, section and page of a row, on one line."""
    document = row["document"]
    page = page_cell(row)
    path = " › ".join(row.get("path") or ())
    return ", ".join(filter(None, (f"{document['title']} ({document['status']})", path, f"s. {page}" if page else "")))


def print_answer(answer: Row, question: str) -> None:
    """An answer statement by statement, then its sources, what is missing, and what to ask next."""
    understood = answer["understood_as"]
    lines = [paint(f"Tolkat som: {understood}", DIM), ""] if reads_otherwise(question, understood) else []
    for statement in answer["statements"]:
        numbers = "".join(f" [{number}]" for number in statement["citations"])
        lines += [wrap(statement["text"] + numbers), paint(f"  {statement_label(statement, answer['generated_by'])}", DIM)]
    if answer["missing"]:
        lines += ["", wrap(paint(answer["missing"], WARN))]
    if answer["citations"]:
        lines += ["", paint("Källor", BOLD)]
    for citation in answer["citations"]:
        lines += [
            wrap(f"[{citation['number']}] {place(citation)}"),
            wrap(f"”{citation['quote']}”", "    "),
            paint(f"    {citation['anchor']}", DIM),
        ]
    if answer["follow_ups"]:
        lines += ["", paint("Fråga vidare", BOLD), *(f"  {question}" for question in answer["follow_ups"])]
    print_lines([*lines, *notices(answer)])


def print_hits(found: Row, *, explain: bool) -> None:
    """Hits, best first; with the reasons of the ranking, and what was left out, when asked for."""
    lines: list[str] = []
    for number, hit in enumerate(found["hits"], start=1):
        lines += [paint(f"{number}. {place(hit)}", BOLD), wrap(_highlighted(hit), "   ")]
        if hit["also_in"]:
            lines.append(paint(f"   finns även i {', '.join(twin['document'] for twin in hit['also_in'])}", DIM))
        if explain:
            arms = ", ".join(f"{name} {value:g}" for name, value in hit["arms"].items())
            lines.append(paint(f"   {hit['passage_id']}  poäng {hit['score']:g}: {arms}", DIM))
        lines.append("")
    if explain:
        lines += [paint(f"   bort: {one['passage_id']}  {one['score']:g}  {one['reason']}", DIM) for one in found["rejected"][:REJECTED]]
        lines.append(paint(f"{found['took_ms']:g} ms", DIM))
    print_lines([*lines, *notices(found)])


def _highlighted(hit: Row) -> str:
    text, at, parts = hit["text"], 0, []
    for start, end in sorted(hit["highlights"]):
        if start >= at:
            parts += [text[at:start], paint(text[start:end], BOLD, ACCENT)]
            at = end
    return "".join((*parts, text[at:]))


def print_areas(rows: list[Row]) -> None:
    """Areas under their document, focus area and group; ranked ones in their order."""
    lines: list[str] = []
    before: tuple[str, ...] = ()
    for row in rows:
        head = (row["document"]["title"], row["focus_area"], row["group"] or "")
        if head != before:
            lines += ["", paint(" › ".join(filter(None, head)), BOLD)]
            before = head
        page = page_cell(row)
        lines.append(wrap(f"• {row['text']}" + (f" (s. {page})" if page else ""), "  "))
    print_lines(lines[1:])


def print_duties(rows: list[Row]) -> None:
    """Who does what, each with its quote and place."""
    for row in rows:
        negated = " inte" if row["negated"] else ""
        modality = "" if row["modality"] == "är" else f" {row['modality']}"  # stated as a fact
        when = ", ".join(filter(None, (row["frequency"], row["deadline"])))
        print_lines(
            [
                paint(str(actor_cell(row)), BOLD) + f"{modality}{negated} {row['verb']} {row['task']}" + (f" ({when})" if when else ""),
                wrap(f"”{row['quote']}”", "  "),
                paint(f"  {place(row)}", DIM),
            ]
        )


def print_definitions(rows: list[Row]) -> None:
    """Terms with what they mean, each with its quote and place."""
    for row in rows:
        print_lines([paint(row["term"], BOLD) + f": {row['meaning']}", wrap(f"”{row['quote']}”", "  "), paint(f"  {place(row)}", DIM)])


def print_comparison(comparison: Row) -> None:
    """Each area of the left plan over its nearest of the right."""
    print_lines([paint(f"{comparison['left']['title']}  ↔  {comparison['right']['title']}", BOLD)])
    for row in comparison["rows"]:
        right = wrap(f"= {row['right']['text']}", "    ") if row["right"] else paint(f"    – {row['note']}", WARN)
        print_lines([wrap(f"• {row['left']['text']}", "  "), right])


def notices(row: Row) -> list[str]:
    """What the reader should know about the result."""
    return [paint(wrap(notice), WARN) for notice in row.get("notices", ())]
