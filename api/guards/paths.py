"""/c/<name>/… -> the same addresses of a collection.

In: any ASGI application and the open collections. Out: the application, which finds the collection's service in the visit and its own place
in the scope. Knows paths. Knows nothing of how a collection is opened.
"""

from __future__ import annotations

import re
from contextlib import ExitStack

from fastapi.concurrency import run_in_threadpool

from api.guards.asgi import App, Receive, Scope, Send, hear_out, send_problem
from api.guards.place import local_path, placed_under
from api.guards.visit import visit_of
from api.service.collections import OpenCollections
from corpus.collections import DEFAULT
from corpus.errors import PlanlotsError

PREFIX = re.compile(r"/c/([^/]{1,60})(?=/|$)")
WATCHED = ("/live", "/metrics", "/static/")  # of the service as a whole: answered also when the default collection is switched off


class CollectionPaths:
    """Finds the collection of a request, and keeps it open until the response is complete."""

    def __init__(self, app: App, collections: OpenCollections) -> None:
        self.app, self.collections = app, collections

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Fill in the visit; an unknown collection answers 404."""
        if scope["type"] != "http" or local_path(scope).startswith(WATCHED):
            await self.app(scope, receive, send)
            return
        found = PREFIX.match(local_path(scope))
        name = found.group(1) if found else DEFAULT
        root = scope.get("root_path", "") + (found.group() if found else "")
        inside = {**scope, "root_path": root, "path": scope["path"] if scope["path"] != root else root + "/"}
        with ExitStack() as stack:
            try:
                await self._enter(inside, name, stack)
            except PlanlotsError as error:
                await hear_out(receive)
                await send_problem(inside, send, error, close=True)
                return
            with placed_under(root):
                await self.app(inside, receive, send)

    async def _enter(self, scope: Scope, name: str, stack: ExitStack) -> None:
        visit, find = visit_of(scope), self.collections.find
        known = find(name) if self.collections.is_fresh() else await run_in_threadpool(find, name)
        visit.collection, visit.public = known.name, known.public
        if name != DEFAULT:
            visit.service = await run_in_threadpool(stack.enter_context, self.collections.lease(name))
