"""The web page's frame: templates, languages, static files, and the page that an error becomes.

In: a request and a template's values. Out: HTML, escaped by Jinja2. Works without JavaScript. Knows the templates; the views stand beside
it, one file a page or a group of pages.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode

from fastapi import APIRouter, Request, Response
from fastapi.responses import FileResponse, HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.staticfiles import StaticFiles

from api.folder import place_of
from api.guards.gate import form_token, may_evaluate
from api.guards.place import at, local_path
from api.guards.visit import visit_of
from api.page.reading import duty_part, hit_reasons, hit_runs, hit_words
from api.page.texts import Lang, counted, text
from api.payloads import Row, page_url
from api.routes import problems
from api.routes.schemas import QUESTION_CHARS
from corpus.errors import PlanlotsError, Unknown, Withdrawn

HERE = Path(__file__).parent
STATIC = HERE / "static"
FIELDS = 300  # fields of a form: fifty earlier turns and every document ticked
STATIC_SECONDS = 31_536_000  # a year: the address carries a hash of the content
NO_PAGE = ("/api", "/openapi.json", "/static", "/metrics", "/mcp", "/v1", "/live")


router = APIRouter(include_in_schema=False)


class LastingFiles(StaticFiles):
    """Static files that a browser may keep, since their address changes with them."""

    def file_response(self, *arguments: Any, **named: Any) -> Response:
        """Add the cache header."""
        response = super().file_response(*arguments, **named)
        response.headers["cache-control"] = f"public, max-age={STATIC_SECONDS}, immutable"
        return response


@router.get("/favicon.ico")
def icon() -> Response:
    """Browsers ask for this without being told to."""
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")


@router.get("/problem/{name}")
def problem(request: Request, name: str) -> Response:
    """What a problem type means."""
    kind = problems.known_problems().get(name)
    if kind is None:
        raise Unknown("Det felet finns inte. Gå till startsidan.")
    return render(request, "problem.html", kind=kind)


@cache
def environment() -> Environment:
    """The templates: everything escaped, a misspelt name an error."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        place_of=place_of,
        hit_runs=hit_runs,
        hit_words=hit_words,
        duty_part=duty_part,
        hit_reasons=hit_reasons,
        local_time=local_time,
        decimal=decimal,
        readable=unquote,  # a web address in a document, with its å, ä and ö
    )
    made.globals.update(at=at, static=lambda name: at(static_url(name)), page_url=page_url, question_chars=QUESTION_CHARS)
    return made


@cache
def static_url(name: str) -> str:
    """The address of a static file, with a hash of its content."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def page_lang(request: Request) -> Lang:
    """Swedish unless the address or the form asks for English."""
    asked = request.query_params.get("lang") or getattr(request.state, "form_lang", "")
    return "en" if asked == "en" else "sv"


async def read_form(request: Request) -> dict[str, list[str]]:
    """The posted fields; the body is small, the guards saw to that."""
    raw = (await request.body()).decode("utf-8", "replace")
    try:
        form = parse_qs(raw, keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError as error:
        raise problems.BadParameter("Formuläret har för många fält. Börja om från startsidan.") from error
    request.state.kept = form.get("kept", [])
    request.state.form_lang = form.get("switch", form.get("lang", [""]))[-1]
    return form


def first(form: dict[str, list[str]], name: str, default: str = "") -> str:
    """The last value of a field: a button's wins over a hidden field's."""
    return form.get(name, [default])[-1].strip()


def model_name(request: Request) -> str | None:
    """The language model that may be chosen; None without one."""
    settings = (visit_of(request.scope).service or request.app.state.service).settings
    return settings.model_name if settings.model_url else None


def may_edit(request: Request) -> bool:
    """Whether the reader has a key that changes documents here: the forms for it are worth showing."""
    visit = visit_of(request.scope)
    return visit.caller.role in ("editor", "admin") and visit.caller.collection in (None, visit.collection)


def own_address(request: Request) -> str:
    """The service's address as the reader has it, without a slash at the end: for links in files."""
    return str(request.base_url).rstrip("/")


def name_documents(documents: list[Row]) -> dict[str, str]:
    """Document id -> title, for what is shown of twins."""
    return {document["id"]: document["title"] for document in documents}


def render(request: Request, template: str, *, status: int = 200, headers: dict[str, str] | None = None, **values: Any) -> HTMLResponse:
    """A template filled in, in the reader's language."""
    lang = page_lang(request)
    html = (
        environment()
        .get_template(template)
        .render(
            lang=lang,
            path=local_path(request.scope),
            caller=visit_of(request.scope).caller,
            evaluates=may_evaluate(request.scope),
            edits=may_edit(request),
            collected=getattr(request.state, "kept", ()),
            model=model_name(request),
            csrf=form_token(visit_of(request.scope).caller),
            collection=visit_of(request.scope).collection,
            t=partial(_text, lang),
            counted=lambda key, n: counted(key, n, lang),
            link=partial(_link, lang),
            **values,
        )
    )
    return HTMLResponse(html, status, headers or {})


def local_time(stamp: str) -> str:
    """An ISO time in UTC as this machine's clock shows it, to the minute."""
    return f"{datetime.fromisoformat(stamp).astimezone():%Y-%m-%d %H:%M}"


def decimal(value: float, places: int) -> str:
    """A number with a decimal comma."""
    return f"{value:.{places}f}".replace(".", ",")


def _text(lang: Lang, key: str, **values: object) -> str:
    return text(key, lang, **values)


def _link(lang: Lang, path: str, **params: object) -> str:
    """An address on the page that keeps the language; parameters without a value are left out."""
    kept = {name: value for name, value in params.items() if value not in (None, "")}
    if lang == "en":
        kept["lang"] = "en"
    before, mark, fragment = at(path).partition("#")
    joined = f"{before}{'&' if '?' in before else '?'}{urlencode(kept)}" if kept else before
    return joined + mark + fragment


def is_page(request: Request) -> bool:
    """Whether a person reads the answer to this request."""
    return not local_path(request.scope).startswith(NO_PAGE)


def error_page(request: Request, error: PlanlotsError) -> Response:
    """An error as a page, with the way on."""
    nearest = error.nearest if isinstance(error, Withdrawn) else None
    starting = isinstance(error, problems.Starting)
    headers = problems.headers(error) | ({"refresh": "2"} if starting else {})
    return render(request, "error.html", status=error.status, headers=headers, error=error, nearest=nearest, starting=starting)
