"""A library with an index in memory, and a structure step that can be followed by eye."""

from types import SimpleNamespace

from corpus.anchors import number_repeats, slug
from corpus.engine import checksum_ids
from corpus.index_makers import Makers
from corpus.library import VECTORS, Library
from corpus.records import Block, Document, Passage, Section, Segment
from corpus.settings import Settings
from corpus.store import Store


class MemoryIndex:
    """What the pipeline needs of an index: points of (document, generation), some of them not yet flushed."""

    broken = False
    faults = 0

    def __init__(self):
        self.makers = Makers("", 0, VECTORS)
        self.points = {}
        self.flushed = set()
        self.fail_on = None

    def upsert(self, points):
        self._fail("upsert")
        self.points |= {(point.document, point.generation, point.passage_id): point for point in points}

    def flush(self):
        self._fail("flush")
        self.flushed = set(self.points)

    def delete(self, document, generation=None):
        self._fail("delete")
        self.points = {key: point for key, point in self.points.items() if key[0] != document or generation not in (None, key[1])}

    def arms(self, *_):
        self._fail("arms")
        return [], []

    def generations(self, document):
        return {key[1] for key in self.points if key[0] == document}

    def matches(self, manifest, generations):
        """Whether search, which keeps to active generations, would find exactly what the store says."""
        for document, expected in manifest.items():
            ids = [key[2] for key in self.flushed & set(self.points) if key[:2] == (document, generations[document])]
            if (len(ids), checksum_ids(generations[document], ids)) != expected:
                return False
        return True

    def close(self):
        pass

    def _fail(self, name):
        if self.fail_on == name:
            raise RuntimeError(f"fault in {name}")


def memory_library(folder):
    settings = Settings(folder, "", None)
    return Library(settings, Store.open(settings), MemoryIndex(), None)


def build_simply(document_id, source, changes, file_name=""):
    """Lines that begin with "# " are headings; each other line is a section's text. Changes are applied to the lines they lie in."""
    headings, texts, at = [], [], 0
    for line in source.text.splitlines(keepends=True):
        read = line
        for change in reversed([one for one in changes if at <= one.start < at + len(line)]):
            read = read[: change.start - at] + change.text + read[change.end - at :]
        if line.startswith("# "):
            headings.append((read[2:].strip(), at, at + len(line)))
        elif line.strip() and headings:
            texts.append((len(headings) - 1, read.strip(), at, at + len(line.rstrip())))
        at += len(line)
    anchors = number_repeats([f"{document_id}/{slug(heading)}" for heading, *_ in headings])
    sections, passages, blocks = [], [], []
    for order, ((heading, start, end), anchor) in enumerate(zip(headings, anchors, strict=True)):
        own = [found for found in texts if found[0] == order]
        text = own[0][1] if own else ""
        span = (own[0][2], own[0][3]) if own else (end, end)
        segments = (Segment(0, len(text), *span, "repair"),) if text else ()
        sections.append(
            Section(
                anchor,
                document_id,
                "section",
                heading,
                None,
                1,
                (heading,),
                "plan",
                None,
                None,
                text,
                segments,
                (start, span[1]),
                ((start, end),),
                None,
                order,
            )
        )
        blocks.append(Block("heading", heading, ((start, end),), None, anchor, 1))
        if text:
            passages.append(
                Passage(
                    f"{anchor}#0-{len(text)}", document_id, anchor, 0, len(text), text, "text", (heading,), None, "plan", None, None, order
                )
            )
    document = Document(document_id, headings[0][0] if headings else file_name.rpartition(".")[0])
    return SimpleNamespace(document=document, blocks=tuple(blocks), sections=tuple(sections), notes=(), passages=tuple(passages), areas=())
