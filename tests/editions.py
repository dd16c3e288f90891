"""Small editions of made-up documents, for tests of store and ingest."""

from corpus.records import (
    Area,
    Block,
    Change,
    Document,
    Edition,
    Note,
    Page,
    PageQuality,
    Passage,
    Section,
    Segment,
    Source,
)


def make_edition(
    document_id="alvby", sections=(("Mål", "Vi lagar broar."), ("Ansvar", "Bygdenämnden ska laga broar.")), generation="g1", file_hash="f1"
):
    """One section, passage, block and area per (heading, text), all of them on page 1."""
    made, passages, blocks, areas, source = [], [], [], [], ""
    anchors = {}
    for number, (heading, text) in enumerate(sections):
        anchor = f"{document_id}/{heading.lower().replace(' ', '-')}"
        anchors[anchor] = anchors.get(anchor, 0) + 1
        if anchors[anchor] > 1:
            anchor += f"~{anchors[anchor]}"
        start = len(source)
        body = start + len(heading) + 1
        source += f"{heading}\n{text}\n"
        segments = (Segment(0, len(text), body, body + len(text)),) if text else ()
        span = (start, len(source))
        made.append(
            Section(
                anchor,
                document_id,
                "section",
                heading,
                None,
                1,
                (heading,),
                "plan",
                1,
                "1 (1)",
                text,
                segments,
                span,
                ((start, body - 1),),
                None,
                number,
            )
        )
        passages.append(
            Passage(
                f"{anchor}#0-{len(text)}", document_id, anchor, 0, len(text), text, "text", (heading,), None, "plan", 1, "1 (1)", number
            )
        )
        blocks.append(Block("paragraph", text, ((body, body + len(text)),), 1, anchor, clean=(0, len(text))))
        areas.append(Area(f"{anchor}#0-{len(text)}", document_id, anchor, 0, len(text), text, heading, None, None, 1, "1 (1)", number))
    return Edition(
        document=Document(document_id, f"Plan för {document_id}", file_name="plan.txt", file_hash=file_hash, generation=generation),
        source=Source(source, (Page(1, "1 (1)", 0, len(source)),), "text", unreadable_pages=((9, "Sidan är en bild."),)),
        changes=(Change(1, 2, "å", 0.5, ("a",), "ocr"),),
        blocks=tuple(blocks),
        sections=tuple(made),
        notes=(Note("1", f"{document_id}/fotnot-1", made[0].anchor, 3),) if made else (),
        passages=tuple(passages),
        areas=tuple(areas),
        quality=(PageQuality(1, 9, "sv", 0.05, 0, "good"),),
        versions={"reader": "1"},
    )
