"""File -> Source: what it is by its content, then the reader for it.

In: a path. Out: the text of the whole file with its pages. Knows which reader reads what; knows nothing of structure or repair.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import UnreadableDocument
from corpus.records import Page, Source
from ingest.child import LIMITS, Limits, read_in_child
from ingest.readers.columns import join_columns
from ingest.readers.sniff import looks_like_markdown, sniff_format
from ingest.readers.text import decode_text

WORD = re.compile(r"\w+")
AT_HAND = 65_536  # bytes of text that are decoded on the spot; more in the child, like everything that has to be parsed
MIN_WORDS = 2  # less is a slip of the keyboard, not a document
FRONT = re.compile(r"\ufeff?---[ \t]*\n(?P<facts>(?:[\w-]+:.*\n|[ \t]+\S.*\n|- .*\n|[ \t]*\n){1,60}?)(?:---|\.\.\.)[ \t]*\n")
FRONT_TITLE = re.compile(r"^title:[ \t]*(?P<title>\S.*)$", re.IGNORECASE | re.MULTILINE)
VERSION = "14"  # raised when a reader gives other text for the same file


def read_file(path: Path, *, limits: Limits = LIMITS) -> Source:
    """Read any document that we can; UnreadableDocument tells why not and what to do. Files of passages have a reader of their own."""
    kind = sniff_format(path)
    size = path.stat().st_size
    if size > limits.file_bytes:
        raise UnreadableDocument(f"{path.name} är {size // 1_000_000} MB, mer än {limits.file_bytes // 1_000_000} MB. Dela upp den.")
    if kind == "passages":
        raise UnreadableDocument(f"{path.name} är en fil med passager, inte ett dokument. Läs in den med planlots ingest.")
    if kind in {"pdf", "docx"}:
        return refuse_empty(read_in_child(kind, path, limits), path.name)
    return read_in_child("text", path, limits) if size > AT_HAND else read_text(path, limits)


def read_text(path: Path, limits: Limits = LIMITS) -> Source:
    """A text or Markdown file; form feeds part its pages."""
    data = path.read_bytes()
    if len(data) > limits.text_bytes:
        raise UnreadableDocument(f"{path.name} har mer än {limits.text_bytes // 1_000_000} MB text. Dela upp den och försök igen.")
    text = decode_text(data, path.name)
    if len(WORD.findall(text)) < MIN_WORDS:
        raise UnreadableDocument(f"{path.name} innehåller ingen text att läsa. Hämta filen på nytt från källan.")
    if looks_like_markdown(text, path.name):
        text, title = part_front(text)
        return Source(text, split_pages(text), "markdown", title)
    text = join_columns(text)
    return Source(text, split_pages(text), "text")


def part_front(text: str) -> tuple[str, str | None]:
    """A Markdown text without the facts that programs write before it between two lines of "---", and the title among them."""
    front = FRONT.match(text)
    if front is None:
        return text, None
    title = FRONT_TITLE.search(front["facts"])
    return text[front.end() :], title["title"].strip("\"' ") if title else None


def split_pages(text: str) -> tuple[Page, ...]:
    """Pages by form feeds; none when there is not one: then the structure step looks for other marks."""
    if "\f" not in text.strip("\f\n "):
        return ()
    pages, start = [], 0
    for number, piece in enumerate(text.split("\f"), start=1):
        end = min(start + len(piece) + 1, len(text))
        pages.append(Page(number, None, start, end))
        start = end
    if len(pages) > 1 and not text[pages[-1].start : pages[-1].end].strip():  # a form feed ends the last page too
        last = pages.pop()
        pages[-1] = Page(pages[-1].number, None, pages[-1].start, last.end)
    return tuple(pages)


def refuse_empty(source: Source, name: str) -> Source:
    """A file with pages but no text at all is a scan."""
    if not source.text.strip() and not source.unreadable_pages:
        raise UnreadableDocument(f"{name} innehåller ingen text. Hämta filen på nytt från källan.")
    return source
