"""The web application: routes, page and guards put together.

In: settings, and a service whose desk may open later. Out: a FastAPI application. Knows which error becomes which response; knows nothing
of how answers are found, nor of sockets and processes (`serve.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from api.guards import access, gate
from api.guards import asgi as guards
from api.guards.finder import Finder
from api.guards.limits import ADDRESS_RATE, Limits
from api.guards.metrics import Metrics
from api.guards.observe import Observe
from api.guards.paths import CollectionPaths
from api.guards.proxies import Network, Proxies
from api.guards.visit import visit_of
from api.page import about as page_about
from api.page import ask as page_ask
from api.page import correct as page_correct
from api.page import documents as page_documents
from api.page import duties as page_duties
from api.page import folder as page_folder
from api.page import judge as page_judge
from api.page import match as page_match
from api.page import plans as page_plans
from api.page import remark as page_remark
from api.page import search as page_search
from api.page import sign_in as page_sign_in
from api.page import site as page
from api.page import views as page_views
from api.page import workbench as page_eval
from api.routes import ask as routes_ask
from api.routes import change as routes_change
from api.routes import chat as routes_chat
from api.routes import mcp as routes_mcp
from api.routes import operate as routes_operate
from api.routes import pages as routes_pages
from api.routes import problems
from api.routes import read as routes
from api.routes import record as routes_record
from api.routes.describe import describe_whole
from api.service.collections import OpenCollections
from api.service.state import Service
from api.version import package_version
from corpus.errors import NotAllowed, PlanlotsError
from corpus.settings import Settings

ROUTERS = (
    routes.router,
    routes_change.router,
    routes_ask.router,
    routes_record.router,
    routes_pages.router,
    routes_chat.router,
    page_ask.router,
    page_views.router,
    page_plans.router,
    page_duties.router,
    page_match.router,
    page_folder.router,
    page_documents.router,
    page_search.router,
    page_correct.router,
    page_remark.router,
    page_about.router,
    page_eval.router,
    page_judge.router,
    page_sign_in.router,
    page.router,
    routes_operate.router,
)
DESCRIPTION = "Frågor och sökning i svenska plandokument. Varje svar är citat med källa. Fel beskrivs enligt RFC 9457, på svenska."


@dataclass(frozen=True, slots=True)
class Front:
    """How the service is reached."""

    hosts: tuple[str, ...] = ()  # names it answers to, all if empty
    proxies: tuple[Network, ...] = ()  # whose forwarded headers are believed
    root_path: str = ""  # it lies under, "" or "/planer"
    rate: float = ADDRESS_RATE  # requests a second from one address; 0 is no limit


NEAR = Front()


def create_app(settings: Settings, service: Service | None = None, front: Front = NEAR) -> FastAPI:
    """The application. Without a service that has a desk it answers 503."""
    app = FastAPI(
        title="Planlots",
        version=package_version(),
        description=DESCRIPTION,
        docs_url=None,  # Swagger's page would fetch its scripts from outside
        redoc_url=None,
        dependencies=[Depends(require_rule)],
        root_path_in_servers=False,  # it would tell the collections' names to whoever asks next
    )
    app.state.service = service or Service(settings)
    app.state.collections = OpenCollections(app.state.service)
    app.state.metrics = Metrics()
    app.state.turns = guards.Count()
    app.state.show_error = _show_error
    for router in ROUTERS:
        app.include_router(router)
    describe_whole(app)
    app.router.routes.append(routes_mcp.make_route())
    app.mount("/static", page.LastingFiles(directory=page.STATIC), name="static")
    app.add_exception_handler(PlanlotsError, _answer_error)
    app.add_exception_handler(RequestValidationError, _answer_error)
    app.add_exception_handler(ValidationError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_error)
    _add_guards(app, access.Rules(list_routes(app)), front)
    return app


def _add_guards(app: FastAPI, rules: access.Rules, front: Front) -> None:
    """Everything around the routes, from the outside in."""
    state = app.state
    around = (
        Middleware(guards.Headers),
        Middleware(Observe, metrics=state.metrics),
        Middleware(guards.LastResort),
        Middleware(Proxies, proxies=front.proxies, root_path=front.root_path),
        Middleware(guards.Hosts, names=front.hosts),
        Middleware(CollectionPaths, collections=state.collections),
        Middleware(gate.Gate, rules=rules, finder=Finder(state.service), limits=Limits(front.rate)),
        Middleware(guards.Bodies),
        Middleware(guards.Turns, count=state.turns),
        Middleware(gate.FormTokens),
    )
    for guard in reversed(around):  # the last one added is the outermost
        app.add_middleware(guard.cls, *guard.args, **guard.kwargs)


def list_routes(app: FastAPI) -> list[BaseRoute]:
    """Every route in the order in which they are tried."""
    own = [route for route in app.router.routes if isinstance(route, Route | Mount)]
    return own[:1] + [route for router in ROUTERS for route in router.routes] + own[1:]


async def require_rule(request: Request) -> None:
    """The last line: a route that the gate did not know is closed."""
    if not visit_of(request.scope).rule:
        raise NotAllowed("Adressen har ingen åtkomstregel. Anmäl det till den som driver tjänsten.")


async def _answer_error(request: Request, error: Exception) -> Response:
    """A problem document for the API, a page for people."""
    ours = translate(error)
    response = page.error_page(request, ours) if page.is_page(request) else problem_response(ours)
    if visit_of(request.scope).route in access.STREAMED:
        response.headers["connection"] = "close"  # what is still to come of the body is not waited for
    return response


def _show_error(scope: Any, error: PlanlotsError) -> tuple[str, bytes] | None:
    """What the guards answer to people: content type and body of a page; None for a problem document."""
    request = Request(scope)
    if not page.is_page(request):
        return None
    shown = page.error_page(request, error)
    return shown.headers["content-type"], bytes(shown.body)


def problem_response(error: PlanlotsError) -> Response:
    """The response that stands for one of our errors."""
    body = problems.encode(problems.describe(error))
    return Response(body, error.status, problems.headers(error), problems.CONTENT_TYPE)


def translate(error: Any) -> PlanlotsError:
    """Any error that a route may raise -> one of ours."""
    if isinstance(error, PlanlotsError):
        return error
    if isinstance(error, HTTPException):
        return problems.from_status(error.status_code)
    return problems.from_validation(error.errors())
