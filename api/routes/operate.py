"""What those who run the service ask for: whether it lives, and its figures.

In: nothing. Out: a word, or the metrics of api/guards/metrics.py. Whether it is ready to answer is told by /api/health.
"""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.guards.metrics import CONTENT_TYPE, State
from api.routes.read import RESPONSES, json_response

router = APIRouter(responses=RESPONSES)


@router.get("/live", responses={200: {"content": {"application/json": {}}}})
async def live() -> Response:
    """Whether the process answers at all, also while it starts."""
    return json_response({"status": "ok"})


@router.get("/metrics", responses={200: {"content": {"text/plain": {}}}})
def metrics(request: Request) -> Response:
    """The figures of the service, as Prometheus reads them: for this machine itself, or an admin key for all collections."""
    app = request.app.state
    state = State(app.collections.libraries(), app.turns.inside, app.service.desk is not None)
    return Response(app.metrics.text(state), media_type=CONTENT_TYPE)
