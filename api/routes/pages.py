"""GET /api/pages/…: the picture of a page of a PDF, with a quote marked on it.

In: a document, a page number, the span of a quote. Out: a PNG. Knows nothing of how pages are drawn.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from api.desk_choices import QuoteChoice
from api.routes.read import RESPONSES, Offset, OpenDesk

KEPT = {"cache-control": "private, max-age=600"}  # in the reader's own browser; paging back and forth draws nothing anew
Anchor = Annotated[str | None, Query(max_length=1000, description="Avsnittet som start och end räknas i; utan det räknas de i källtexten")]
PNG: dict[int | str, dict[str, Any]] = {200: {"content": {"image/png": {}}, "description": "Sidan med citatet inramat"}}
router = APIRouter(prefix="/api", responses=RESPONSES)


@router.get("/pages/{document_id}/{page_number}.png", responses=PNG, response_class=Response)
def page(
    desk: OpenDesk,
    document_id: str,
    page_number: Annotated[int, Path(ge=1, le=100_000)],
    anchor: Anchor = None,
    start: Offset = None,
    end: Offset = None,
) -> Response:
    """A page of a PDF; other formats have none and answer 404."""
    file = desk.page(document_id, page_number, QuoteChoice(anchor, start, end))
    return Response(file.content, media_type=file.content_type, headers=KEPT)
