"""What a person pastes or uploads -> planned activities, one text each.

In: text, or a file's name and bytes (Excel, CSV, text). Out: the activities. Nothing is kept. Knows how lists of activities look; knows
nothing of plans.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from corpus.errors import BadRequest
from eval.sheets import read_rows

MOST = 500  # activities at a time: a yearly plan has fewer, and they are matched in seconds
CHARS = 300  # of an activity; what comes after tells no more of what it is
HEADERS = ("aktivitet", "aktiviteter", "åtgärd", "åtgärder", "insats", "insatser", "activity", "vad", "beskrivning", "titel", "namn")
HEAD_ROWS = 5  # in which a header is looked for
BULLET = re.compile(r"^\s*(?:[-–—•·*▪◦]|\d{1,3}[.)]|[a-z]\))\s+")
WORKBOOK = b"PK\x03\x04"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read_activities(pasted: str, name: str = "", content: bytes = b"") -> tuple[str, ...]:
    """The activities of a file, else of what was pasted (BadRequest when there are none, or too many)."""
    texts = read_file(name, content) if content else read_lines(pasted)
    found = tuple(text for text in (clean_activity(text) for text in texts) if any(char.isalpha() for char in text))
    if not found:
        raise BadRequest("Inga aktiviteter hittades. Klistra in en aktivitet per rad, eller välj en fil med en kolumn Aktivitet.")
    if len(found) > MOST:
        raise BadRequest(f"Listan har {len(found)} aktiviteter och får ha högst {MOST}. Dela upp den.")
    return found


def clean_activity(text: str) -> str:
    """One line without a bullet, at most CHARS long."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return BULLET.sub("", line)[:CHARS].strip()


def read_lines(text: str) -> list[str]:
    """Pasted text: one activity a line; a table pasted from a spreadsheet has tabs."""
    if "\t" in text:
        return pick_column(list(csv.reader(io.StringIO(text), delimiter="\t")))
    return text.splitlines()


def read_file(name: str, content: bytes) -> list[str]:
    """A workbook, a CSV or a text (BadRequest for an old workbook, or what is neither)."""
    if content.startswith(WORKBOOK):
        return pick_column([cells for _, cells in read_rows(content, name or "Filen", HEADERS[0])])
    if content.startswith(OLD_WORKBOOK) or b"\x00" in content:
        raise BadRequest(f"{name[:80] or 'Filen'} är varken Excel (.xlsx), CSV eller text. Spara den i något av dem.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # as an older Excel saves CSV
    if name.casefold().endswith(".csv"):
        first = text.split("\n", 1)[0]
        delimiter = max(";,\t", key=first.count)
        return pick_column(list(csv.reader(io.StringIO(text), delimiter=delimiter)))
    return read_lines(text)


def pick_column(rows: Sequence[Sequence[str]]) -> list[str]:
    """The cells below a header that names activities; else the column with the longest texts."""
    for number, row in enumerate(rows[:HEAD_ROWS]):
        heads = [cell.strip().casefold() for cell in row]
        wanted = next((head for head in HEADERS if head in heads), None)
        if wanted:
            at = heads.index(wanted)
            return [other[at] for other in rows[number + 1 :] if len(other) > at]
    columns = max((len(row) for row in rows), default=0)
    lengths = [sum(len(row[at]) for row in rows if len(row) > at) for at in range(columns)]
    best = lengths.index(max(lengths)) if lengths else 0
    return [row[best] for row in rows if len(row) > best]
