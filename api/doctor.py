"""What is installed and how the data folder is: findings in Swedish, each good, worth knowing, or wrong.

In: settings, an open library or store. Out: `Finding`s. Changes nothing. Knows the packages and programs that Planlots uses by name.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from api.service import locate
from api.version import package_version
from corpus.library import Library
from corpus.records import PageQuality
from corpus.settings import Settings
from corpus.store import Store
from ingest.outcome import find_cure

PACKAGES = ("qdrant-edge-py", "sqlalchemy", "fastapi", "uvicorn", "pypdf", "python-docx", "openpyxl", "tokenizers")
LOW_DISK = 500 * 1024 * 1024  # bytes; the index needs room for the old and the new generation at once
TESSERACT_SECONDS = 10
VERDICTS = {
    "good": "god",
    "repaired": "skannad och rättad",
    "wrong language": "skannad med fel språk",
    "poor": "svårläst",
    "empty": "tom",
}

MUCH_UNKNOWN = 0.08  # share of words: clean plans have 0.02–0.04 (names, compounds), a reading with the wrong language 0.3
CHOICES = {"reading": "lästa på nytt ur bilden", "repair": "lagade utan bild"}  # where a page's text comes from, if not from its layer


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    topic: str
    state: Literal["ok", "note", "wrong"]
    text: str


def examine_installation() -> list[Finding]:
    """Planlots, Python, its packages, and Tesseract."""
    ours = Finding(
        "Planlots", "ok", f"version {package_version()}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    )
    return [ours, *(examine_package(name) for name in PACKAGES), examine_tesseract()]


def examine_package(name: str) -> Finding:
    """Whether a package is installed, and in which version."""
    try:
        return Finding(name, "ok", version(name))
    except PackageNotFoundError:
        return Finding(name, "wrong", "saknas. Installera om Planlots.")


def examine_tesseract() -> Finding:
    """Whether scanned pages without text can be read."""
    program = shutil.which("tesseract")
    if program is None:
        return Finding(
            "Tesseract", "note", "saknas. Skannade sidor utan text listas som olästa. Installera tesseract-ocr och tesseract-ocr-swe."
        )
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=TESSERACT_SECONDS, check=False)
    if "swe" not in done.stdout.split():
        return Finding("Tesseract", "note", "finns, men utan svenska. Installera tesseract-ocr-swe.")
    return Finding("Tesseract", "ok", "finns, med svenska")


def find_running(settings: Settings) -> locate.Running | None:
    """The service of the data folder, if it is alive."""
    running = locate.read(settings)
    return running if running and locate.is_alive(running) else None


def describe_running(running: locate.Running) -> Finding:
    """Where the service is."""
    return Finding("Tjänst", "ok", f"igång på {running.url}, process {running.pid}; sökindexet kontrollerades när den startade")


def examine_library(library: Library) -> list[Finding]:
    """Data folder, store against index, encoder, and what the library itself has to tell."""
    manifest = library.store.manifest()
    wrong = library.index.audit(manifest)
    points = sum(count for count, _ in manifest.values())
    agree = f"{len(manifest)} dokument och {points} stycken, lika i lagring och sökindex"
    encoder = library.encoder
    return [
        examine_disk(library.settings),
        Finding("Sökindex", "ok", agree)
        if not wrong
        else Finding("Sökindex", "wrong", f"stämmer inte för {', '.join(wrong)}. Kör planlots doctor --rebuild."),
        Finding("Betydelsesökning", "ok", f"{encoder.id}, {encoder.dimension} dimensioner")
        if encoder
        else Finding("Betydelsesökning", "wrong", "avstängd"),
        *(Finding("Observera", "note", notice) for notice in library.notices),
    ]


def examine_disk(settings: Settings) -> Finding:
    """The data folder and the room left."""
    free = shutil.disk_usage(settings.data).free
    text = f"{settings.data}, {free // 1024**2} MB ledigt"
    return (
        Finding("Datamapp", "ok", text)
        if free >= LOW_DISK
        else Finding("Datamapp", "wrong", f"{text}. Frigör utrymme innan du läser in mer.")
    )


def examine_store(settings: Settings) -> list[Finding]:
    """The documents, read beside a running service."""
    with closing(Store.open(settings, read_only=True)) as store:
        return [examine_disk(settings), *examine_documents(store)]


def examine_documents(store: Store) -> list[Finding]:
    """How well each document reads, and which of its pages could not be read."""
    return [examine_document(store, document.id) for document in store.documents()]


def describe_reading(pages: Sequence[PageQuality]) -> str:
    """How many pages were read anew or repaired, and how many words of the file no Swedish lexicon has."""
    counts = Counter[str](page.choice for page in pages if page.page_number is not None)
    told = "".join(f", {counts[choice]} {name}" for choice, name in CHOICES.items() if counts[choice])
    words = sum(page.words for page in pages)
    unknown = sum(page.unknown * page.words for page in pages) / words if words else 0.0
    return told + (f", {round(100 * unknown)} % okända ord i filen" if unknown >= MUCH_UNKNOWN else "")


def examine_document(store: Store, document_id: str) -> Finding:
    """One document's pages by verdict."""
    pages = store.quality(document_id)
    counts = Counter(page.verdict for page in pages)
    if all(page.page_number is None for page in pages):
        told = ", ".join(f"texten är {VERDICTS[page.verdict]}" for page in pages)
    else:
        told = ", ".join(f"{count} {'sida' if count == 1 else 'sidor'} {VERDICTS[verdict]}" for verdict, count in sorted(counts.items()))
    told += describe_reading(pages) if told else ""
    hidden = [page.page_number for page in pages if page.hidden_text]
    where = f" från sida {', '.join(map(str, hidden))}" if any(hidden) else ""
    unseen = f" Dold text lästes inte in{where}. Kontrollera var filen kommer ifrån." if hidden else ""
    cure = find_cure(pages, store.format(document_id))
    told += f". Sidor {cure}" if cure and any(page.page_number is not None for page in pages) else f", {cure}" if cure else ""
    unread = "".join(f" Sida {number} kunde inte läsas: {reason}" for number, reason in store.unreadable(document_id))
    orphans = len(store.orphans(document_id))
    lost = f" {orphans} rättelser passar inte längre." if orphans else ""
    bad = unread or unseen or any(verdict in counts for verdict in ("wrong language", "poor"))
    return Finding(document_id, "note" if bad or lost else "ok", f"{told or 'ingen text'}.{unread}{unseen}{lost}")
