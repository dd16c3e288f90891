"""The first bytes of a file -> what it is. The name is only a label and decides nothing but Markdown.

In: a path. Out: a format that we read, or UnreadableDocument with the cure. Knows signatures; parses nothing.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Literal

from corpus.errors import UnreadableDocument

Format = Literal["text", "markdown", "pdf", "docx", "passages"]

HEAD_BYTES = 4096
# signature -> what to tell; looked for at the start of the file
FOREIGN = (
    (b"\xd0\xcf\x11\xe0", "är i det äldre formatet Word, Excel eller PowerPoint. Spara den som .docx eller PDF och försök igen."),
    (b"{\\rtf", "är i formatet RTF. Spara den som .docx eller PDF och försök igen."),
    (b"\x89PNG", "är en bild. Gör en PDF av den och försök igen."),
    (b"\xff\xd8\xff", "är en bild. Gör en PDF av den och försök igen."),
    (b"II*\x00", "är en bild. Gör en PDF av den och försök igen."),
    (b"MM\x00*", "är en bild. Gör en PDF av den och försök igen."),
    (b"GIF8", "är en bild. Gör en PDF av den och försök igen."),
    (b"\x1f\x8b", "är ett komprimerat arkiv. Packa upp den och läs in filerna var för sig."),
    (b"\x7fELF", "är ett program, inte ett dokument. Välj en PDF, .docx eller textfil."),
    (b"MZ\x90", "är ett program, inte ett dokument. Välj en PDF, .docx eller textfil."),
)
HTML = re.compile(rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?<(!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
ATX_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+\S", re.MULTILINE)


def sniff_format(path: Path) -> Format:
    """What the file is by its content; raises UnreadableDocument for what we do not read."""
    head = read_head(path)
    if not head:
        raise UnreadableDocument(f"{path.name} är tom. Hämta filen på nytt från källan.")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return sniff_archive(path)
    refuse_foreign(path.name, head)
    if path.suffix.lower() in {".jsonl", ".ndjson"}:
        return "passages"
    return "text"


def read_head(path: Path) -> bytes:
    """The first bytes; a file that cannot be opened is told by its exact path."""
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise UnreadableDocument(f"{path} finns inte. Kontrollera sökvägen.") from error
    except IsADirectoryError as error:
        raise UnreadableDocument(f"{path} är en mapp. Ange en fil i den.") from error
    except OSError as error:
        raise UnreadableDocument(f"{path} går inte att öppna ({error.strerror}). Kontrollera rättigheterna till filen.") from error


def sniff_archive(path: Path) -> Format:
    """A zip file is a Word document or nothing that we read."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableDocument(f"{path.name} är skadad och går inte att packa upp. Hämta filen på nytt från källan.") from error
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        raise UnreadableDocument(f"{path.name} är en Excelfil. Planer läses som PDF, .docx eller text.")
    raise UnreadableDocument(f"{path.name} är ett arkiv. Packa upp den och läs in filerna var för sig.")


def refuse_foreign(name: str, head: bytes) -> None:
    """Raise for kinds of files that are not documents of text."""
    for signature, told in FOREIGN:
        if head.startswith(signature):
            raise UnreadableDocument(f"{name} {told}")
    if HTML.match(head):
        raise UnreadableDocument(f"{name} är en webbsida. Spara den som PDF och försök igen.")


def looks_like_markdown(text: str, name: str) -> bool:
    """Two heading marks, or the ending .md with one, make Markdown."""
    headings = len(ATX_HEADING.findall(text))
    return headings >= 2 or (headings >= 1 and name.lower().endswith((".md", ".markdown")))
