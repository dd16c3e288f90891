"""A library of a few made-up passages for the tests of search: real store, real index, an encoder that knows a handful of meanings."""

import numpy as np

from corpus.folding import find_words
from corpus.index import Index
from corpus.library import VECTORS, Library, make_points
from corpus.records import Area, Document, Edition, Page, Passage, Section, Segment, Source
from corpus.settings import Settings
from corpus.store import Store
from corpus.twins import find_twins

MEANINGS = [("stöd", "avlastning", "orkar"), ("snö", "plogning", "halka"), ("buss", "tåg", "åka"), ("skola", "elev", "lektion")]


class FakeEncoder:
    """One axis a group of words that mean the same; other words mean nothing."""

    id, dimension = "fake", len(MEANINGS)

    @property
    def static(self):
        return self

    def encode_questions(self, texts):
        return self.encode(texts)

    def recall(self, text):
        return None

    def level(self, cosines):
        return cosines

    def word(self, word):
        return np.array([float(word.startswith(group)) for group in MEANINGS], dtype=np.float32)

    def encode(self, texts):
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for number, text in enumerate(texts):
            rows[number] = sum((self.word(word) for _, _, word in find_words(text)), rows[number])
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)

    def encode_words(self, words):
        return np.stack([self.word(word) for word in words]) if words else np.zeros((0, self.dimension), dtype=np.float32)

    def token_vectors(self, text):
        found = list(find_words(text))
        return np.stack([self.word(word) for _, _, word in found]), [(start, end) for start, end, _ in found]


def make_edition(name, texts, *, generation="g1", areas=False, heading="Mål", **facts):
    """A document of one section whose paragraphs are the passages (and, if asked, the areas)."""
    document = Document(name, name.title(), generation=generation, file_hash=name, **facts)
    anchor, whole = f"{name}/mal", "\n\n".join(texts)
    section = Section(
        anchor,
        name,
        "section",
        heading,
        None,
        1,
        (heading,),
        "plan",
        1,
        None,
        whole,
        (Segment(0, len(whole), 0, len(whole)),),
        (0, len(whole)),
    )
    starts = [sum(len(text) + 2 for text in texts[:number]) for number in range(len(texts))]
    spans = [(start, start + len(text)) for start, text in zip(starts, texts, strict=True)]
    passages = tuple(
        Passage(f"{anchor}#{start}-{end}", name, anchor, start, end, whole[start:end], "item", (heading,), None, "plan", 1, None, order)
        for order, (start, end) in enumerate(spans)
    )
    registered = tuple(
        Area(one.id, name, anchor, one.start, one.end, one.text, heading, None, "För skolan" if one.order % 2 else None, 1, None, one.order)
        for one in passages
    )
    source = Source(whole, (Page(1, None, 0, len(whole)),), "text")
    return Edition(document, source, (), (), (section,), (), passages, registered if areas else ())


def open_library(folder, *, encoder=True, child=False):
    """An empty library in a folder."""
    settings = Settings(folder, "", None)
    fake = FakeEncoder() if encoder else None
    makers = (fake.dimension, fake.id) if fake else (0, "")
    index = Index.open(folder / "index", makers[0], child=child, encoder=makers[1], analyser=VECTORS)
    return Library(settings, Store.open(settings), index, fake)


def add(library, edition):
    """Publish an edition as ingest does: vectors first, then the switch, then the old vectors out."""
    old = library.store.generations().get(edition.document.id)
    library.index.upsert(make_points(edition.passages, edition.document, library))
    library.index.flush()
    library.store.publish(edition, twins=find_twins(edition.passages, library))
    if old and old != edition.document.generation:
        library.index.delete(edition.document.id, old)
