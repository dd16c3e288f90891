"""One invented plan that tells whom to turn to, whom it is for and what it builds on, ingested as a file. No place or body here is real."""

from dataclasses import replace

from corpus.library import Library
from corpus.settings import Settings
from ingest.pipeline import ingest_file

TEXT = """# Plan för cykling i Tallberga kommun 2026–2029

Antagen av kommunfullmäktige den 4 mars 2026.

## Inledning

Målgruppen för planen är kommunens invånare, oavsett ålder. Planen omfattar även fristående skolor. Enskilda vägar undantas från planen.

Planen bygger på väglagen (1971:948) och på nationella utredningar om trafik. Vidare finns flera styrdokument som går i linje med planen.
Det handlar bland annat om kommunens klimatprogram.

## Ansvar

Tekniska nämnden ansvarar för vägarna. Kommunstyrelsen fördelar pengarna till vägarna. Planen ska följas upp årligen av tekniska nämnden.
En utvärdering av planen ska göras år 2028.

## Frågor

Har du frågor? Kontakta trafikstrategen, telefon 0555-10 20.
"""


def open_plan(folder, text=TEXT, name="cykelplan-tallberga.md"):
    """The library with that one plan, or another text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    library = Library.open(replace(Settings.read(folder / "data"), database=None), child=False)
    ingest_file(path, library)
    return library
