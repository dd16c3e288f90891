"""A desk with one small made-up document, for tests of the routes, the page and the command line: no store, no index."""

from api.export import File
from corpus.errors import BadRequest, Unknown, Withdrawn

TEXT = "Kommunen ska erbjuda samtal.\n\nDetta gäller för förskolan:\nleda grupper\nbjuda på <b>kaffe</b>"
SCAN = "Samtal\nKommunen ska erbjucla samtal.\nDetta gäller för förskolan:\n• leda grupper\n• bjuda på <b>kaffe</b>\n"
REF = {"id": "skogsby-plan", "title": "Plan för <Skogsby>", "status": "gällande"}
PLACE = {"page_number": 3, "page_label": "2 (9)", "anchor": "skogsby-plan/samtal"}
DOCUMENT = {
    **REF,
    "issuer": "Skogsby kommun",
    "kind": "plan",
    "date": "2031-05-04",
    "valid_from": None,
    "valid_to": None,
    "diary_number": "KS 2031/7",
    "pages": 9,
    "sections": 2,
    "family": "skogsby-plan",
    "text_quality": "repaired",
    "unreadable_pages": [{"page_number": 4, "reason": "sidan är en bild"}],
    "file_name": "plan.pdf",
    "generation": "g1",
}
CITATION = {
    "number": 1,
    "document": {**REF, "date": "2031-05-04", "issuer": "Skogsby kommun"},
    "part": "plan",
    "path": ["Mål", "Samtal"],
    **PLACE,
    "quote": TEXT[:28],
    "repaired": True,
    "start": 0,
    "end": 28,
    "url": "/s/skogsby-plan/samtal?start=0&end=28#citat",
    "source_ranges": [[7, 36]],
    "also_in": [],
}
ANSWER = {
    "status": "answered",
    "kind": "fact",
    "understood_as": "",
    "answer": f"{TEXT[:28]} [1]",
    "generated_by": None,
    "statements": [
        {"text": "Planen säger:", "verbatim": False, "repaired": False, "interpreted": [], "citations": [1]},
        {"text": TEXT[:28], "verbatim": True, "repaired": True, "interpreted": [], "citations": [1]},
    ],
    "citations": [CITATION],
    "missing": None,
    "follow_ups": ["Vem leder grupperna?"],
    "notices": [],
    "language": "sv",
    "took_ms": 1.5,
    "record_id": "r1",
}
AREA = {
    "id": "skogsby-plan/samtal#59-71",
    "document": REF,
    "focus_area": "Samtal",
    "subtitle": None,
    "group": "förskolan",
    "text": "leda grupper",
    **PLACE,
    "start": 59,
    "end": 71,
    "url": "/s/skogsby-plan/samtal?start=59&end=71#citat",
    "score": None,
    "also_in": [],
}
DUTY = {
    "id": "d1",
    "document": REF,
    "actor": "Kommunen",
    "verb": "erbjuda",
    "modality": "ska",
    "negated": False,
    "task": "samtal",
    "to": None,
    "with": None,
    "frequency": "varje vår",
    "deadline": None,
    "condition": None,
    "inferred": [],
    "collective": False,
    "quote": TEXT[:28],
    "path": ["Mål", "Samtal"],
    **PLACE,
    "start": 0,
    "end": 28,
    "url": "/s/skogsby-plan/samtal?start=0&end=28#citat",
    "also_in": [],
}
HIT = {
    "passage_id": "skogsby-plan/samtal#0-28",
    "external_id": None,
    "score": 0.5,
    "document": REF,
    "part": "plan",
    "path": ["Mål", "Samtal"],
    "lead": None,
    **PLACE,
    "text": TEXT[:28],
    "highlights": [[13, 20]],
    "start": 0,
    "end": 28,
    "url": "/s/skogsby-plan/samtal?start=0&end=28#citat",
    "also_in": [],
    "arms": {"sparse": 0.5},
}


def block(kind, start, end):
    return {
        "kind": kind,
        "text": TEXT[start:end],
        "page_number": 3,
        "level": 1,
        "lead": None,
        "mark": None,
        "start": start,
        "end": end,
        "source_ranges": [],
    }


SECTION = {
    "anchor": "skogsby-plan/samtal",
    "document": REF,
    "part": "plan",
    "kind": "section",
    "heading": "Samtal",
    "subtitle": None,
    "path": ["Mål", "Samtal"],
    "page_number": 3,
    "page_label": "2 (9)",
    "text": TEXT,
    "source_text": SCAN,
    "source_span": [100, 100 + len(SCAN)],
    "blocks": [block("paragraph", 0, 28), block("paragraph", 30, 57), block("item", 58, 70), block("item", 71, 92)],
    "notes": [{"mark": "1", "anchor": "skogsby-plan/fotnot-1", "position": 4, "text": "En fotnot."}],
    "changes": [
        {
            "source_start": 120,
            "source_end": 128,
            "text": "erbjuda",
            "start": 13,
            "end": 20,
            "margin": 2.0,
            "alternatives": [],
            "rule": "ocr",
            "repaired": True,
            "doubtful": True,
        }
    ],
    "previous": None,
    "next": "skogsby-plan/slut",
    "source_ranges": [[107, 136]],
    "quote_page": None,
    "page_images": [{"page_number": 2, "url": "/api/pages/skogsby-plan/2.png?anchor=skogsby-plan%2Fsamtal&start=7&end=36"}],
    "page_boxes": [[2, 0.1, 0.2, 0.6, 0.22]],
}
OUTLINE = [
    {
        "anchor": "skogsby-plan/mal",
        "heading": "Mål",
        "subtitle": None,
        "level": 1,
        "part": "plan",
        "page_number": 2,
        "page_label": None,
        "children": [
            {
                "anchor": "skogsby-plan/samtal",
                "heading": "Samtal",
                "subtitle": None,
                "level": 2,
                "part": "plan",
                "page_number": 3,
                "page_label": "2 (9)",
                "children": [],
            }
        ],
    }
]


DEFINITION = {
    "term": "Samtal",
    "meaning": TEXT[7:28],
    "sort": "definition",
    "document": REF,
    "quote": TEXT[:28],
    "path": ["Mål", "Samtal"],
    "page_number": 3,
    "page_label": "2 (9)",
    "anchor": "skogsby-plan/samtal",
    "start": 0,
    "end": 28,
    "url": "/s/skogsby-plan/samtal",
    "also_in": [],
}


class FakeDesk:
    """Answers from the constants above, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def health(self):
        return {"status": "ok", "documents": 1, "passages": 4, "engine": "edge", "encoder": None, "version": "0", "notices": []}

    def documents(self):
        return [dict(DOCUMENT)]

    def document(self, document_id):
        if document_id != "skogsby-plan":
            raise Unknown(f"Dokumentet {document_id} finns inte. Se sidan Dokument.")
        quality = [
            {
                "page_number": 1,
                "words": 9,
                "language": "sv",
                "diacritics": 0.05,
                "garbage_lines": 0,
                "verdict": "good",
                "unknown": 0.01,
                "choice": "layer",
                "hidden_text": 0,
            }
        ]
        parts = [{"part": "plan", "heading": "Mål", "anchor": "skogsby-plan/mal", "page_number": 2}]
        return {**DOCUMENT, "outline": OUTLINE, "parts": parts, "quality": quality}

    def section(self, anchor, start=None, end=None):
        if anchor == "skogsby-plan/borta":
            raise Withdrawn("Avsnittet finns inte längre. Gå till det närmaste.", "skogsby-plan/samtal")
        if anchor != "skogsby-plan/samtal":
            raise Unknown(f"Avsnittet {anchor} finns inte. Sök efter det.")
        return SECTION

    def search(self, query, choice):
        self.asked.append((query, choice))
        if not query.strip():
            raise BadRequest("Skriv vad du vill söka efter.")
        return {"query": query, "took_ms": 1.0, "hits": [HIT][: choice.limit], "rejected": [], "notices": []}

    def ask(self, question, history=(), documents=None, mode=None, watch=None):
        self.asked.append((question, tuple(history), documents, mode))
        if "exploderar" in question:
            raise RuntimeError(question)
        return ANSWER

    def record(self, question, history, documents, mode, format_):
        self.asked.append((question, tuple(history), documents, mode))
        return File(b"grunder", "application/json", f"svar.{format_}")

    def page(self, document_id, page_number, wanted):
        self.asked.append((document_id, page_number, wanted))
        return File(b"bild", "image/png", f"{document_id}-{page_number}.png")

    def areas(self, choice):
        self.asked.append(choice)
        return [AREA]

    def responsibilities(self, choice):
        self.asked.append(choice)
        return [DUTY]

    def definitions(self, choice):
        self.asked.append(choice)
        return [DEFINITION]

    def references(self, document=None):
        return [
            {
                "text": "avtalet",
                "target": "Skogsavtalet",
                "document_id": None,
                "document": REF,
                "quote": TEXT[:28],
                "anchor": "skogsby-plan/samtal",
                "start": 0,
                "end": 28,
                "url": "/s/skogsby-plan/samtal",
            }
        ]

    def compare(self, left, right):
        if left == right:
            raise BadRequest("Välj två olika planer att jämföra.")
        rows = [
            {"left": AREA, "right": AREA, "similarity": 0.9, "note": None},
            {"left": AREA, "right": None, "similarity": 0.1, "note": "hittades inte bland 3 områden"},
        ]
        return {"left": REF, "right": REF, "searched": 3, "rows": rows}

    def job(self, job_id):
        return {"id": job_id, "state": "done"}
