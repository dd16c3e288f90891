"""Bytes of a text file -> its characters, with the right å ä ö or not at all.

In: bytes. Out: text with "\\n" line ends. Knows encodings; knows nothing of pages, headings or Swedish beyond its letters.
"""

from __future__ import annotations

import codecs

from corpus.errors import UnreadableDocument

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is a prefix of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# one byte per letter, tried in order of how common they are in Swedish files; judged by what letters come out
SINGLE_BYTE = ("cp1252", "mac_roman", "cp850")
SWEDISH = frozenset("åäöÅÄÖéÉüÜ–—”“’‘»«•…§°½·²³€©®àÀ\u00a0\u00ad")
MAX_CONTROL = 0.001  # a text file has no control characters but tabs and line ends; one in a thousand is dirt, more is binary


def decode_text(data: bytes, name: str) -> str:
    """The text of the file; raises UnreadableDocument when it is binary or its encoding cannot be told."""
    text = decode_marked(data, name) or decode_unmarked(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise UnreadableDocument(f"{name} innehåller ingen text. Hämta filen på nytt från källan.")
    controls = sum(1 for c in text if (c < " " and c not in "\n\t\f\v") or c == "\x7f")
    if controls > MAX_CONTROL * len(text):
        raise UnreadableDocument(f"{name} är ingen textfil. Välj en PDF, .docx eller textfil.")
    return text


def decode_marked(data: bytes, name: str) -> str | None:
    """Text whose byte order mark tells the encoding."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise UnreadableDocument(f"{name} är skadad (teckenkodning {encoding}). Hämta filen på nytt från källan.") from error
    return None


def decode_unmarked(data: bytes, name: str) -> str:
    """UTF-8 if it is, UTF-16 by its zero bytes, else line by line: UTF-8 where it holds, a single-byte encoding elsewhere."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if zeros.count(0) > 0.4 * len(zeros):
            return data.decode(encoding, errors="replace")
    if data.count(0) > 0:
        raise UnreadableDocument(f"{name} är ingen textfil. Välj en PDF, .docx eller textfil.")
    return decode_mixed(data, name)


def decode_mixed(data: bytes, name: str) -> str:
    """Lines of UTF-8 and lines of one single-byte encoding, as when files have been pasted together."""
    lines, foreign = data.split(b"\n"), []
    for number, line in enumerate(lines):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            foreign.append(number)
    encoding = choose_encoding(b"\n".join(lines[n] for n in foreign), name)
    chosen = set(foreign)
    return "\n".join(line.decode(encoding if n in chosen else "utf-8") for n, line in enumerate(lines))


def choose_encoding(data: bytes, name: str) -> str:
    """The single-byte encoding under which the non-ASCII bytes are letters and signs of Swedish text."""
    best, best_share = "", 0.0
    for encoding in SINGLE_BYTE:
        try:
            signs = [c for c in data.decode(encoding) if c > "\x7f"]
        except UnicodeDecodeError:
            continue
        share = sum(c in SWEDISH for c in signs) / len(signs)
        if share > best_share:
            best, best_share = encoding, share
    if best_share < 0.9:
        raise UnreadableDocument(f"{name} har en okänd teckenkodning. Spara filen som UTF-8 och försök igen.")
    return best
