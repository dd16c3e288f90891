"""Errors -> problem documents (RFC 9457), in Swedish, each with a stable type.

In: an error of our own tree, or one of FastAPI's. Out: a dict and its HTTP status. `type` is a relative address on the service itself,
where a page explains it. Knows nothing of documents, questions or templates.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.errors import BadRequest, NotAllowed, PlanlotsError, Unknown, Withdrawn

CONTENT_TYPE = "application/problem+json"
Row = dict[str, Any]


class TooLarge(PlanlotsError):
    """The body is larger than we read."""

    type = "for-stort"
    title = "Det är för stort"
    status = 413


class TooSlow(PlanlotsError):
    """The body did not arrive in time."""

    type = "for-langsamt"
    title = "Det tog för lång tid"
    status = 408


class Busy(PlanlotsError):
    """Too many requests at once."""

    type = "upptagen"
    title = "Tjänsten är upptagen"
    status = 503


class Starting(PlanlotsError):
    """The service is still reading its documents."""

    type = "startar"
    title = "Tjänsten startar"
    status = 503


class BadJson(PlanlotsError):
    """The body is no JSON that we accept."""

    type = "ogiltig-json"
    title = "Innehållet är inte giltig JSON"
    status = 400


class BadCall(PlanlotsError):
    """What came is no HTTP that we can read."""

    type = "ogiltigt-anrop"
    title = "Anropet kan inte läsas"
    status = 400


class WrongHost(PlanlotsError):
    """The request names another host than ours (DNS rebinding)."""

    type = "fel-vardnamn"
    title = "Fel värdnamn"
    status = 421


class BadParameter(BadRequest):
    """A parameter or field has a value that cannot be used."""

    type = "ogiltig-parameter"
    title = "Ett värde kan inte användas"


class WrongMethod(PlanlotsError):
    """The address is there, but not for this method."""

    type = "fel-metod"
    title = "Adressen kan inte användas så"
    status = 405


STATUS_ERRORS: Mapping[int, tuple[type[PlanlotsError], str]] = {  # what the framework itself raises
    400: (BadCall, "Anropet kan inte läsas. Kontrollera hur det är skrivet."),
    403: (NotAllowed, "Det är inte tillåtet här."),
    404: (Unknown, "Adressen finns inte i Planlots. Se /openapi.json för de adresser som finns."),
    405: (WrongMethod, "Adressen finns, men inte för den metoden. Se /openapi.json."),
}

# pydantic's error types -> what a field must be; the rest falls back on "har ett värde som inte kan användas"
EXPECTED: Mapping[str, str] = {
    "int_parsing": "ska vara ett heltal",
    "int_type": "ska vara ett heltal",
    "bool_parsing": "ska vara true eller false",
    "string_type": "ska vara text",
    "list_type": "ska vara en lista",
    "dict_type": "ska vara ett objekt",
    "model_type": "ska vara ett objekt",
    "model_attributes_type": "ska vara ett objekt",
    "missing": "saknas",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "string_too_long": "får ha högst {max_length} tecken",
    "string_too_short": "får inte vara tomt",
    "too_long": "får ha högst {max_length} rader",
    "literal_error": "ska vara ett av {expected}",
}
SHOWN_VALUE = 40  # characters of a wrong value that are shown back; more helps nobody


def known_problems() -> dict[str, type[PlanlotsError]]:
    """Every problem type that the loaded modules can raise -> its class; a class without a type of its own goes by its parent's."""
    found: dict[str, type[PlanlotsError]] = {}
    waiting: list[type[PlanlotsError]] = [PlanlotsError]
    while waiting:
        kind = waiting.pop(0)
        found.setdefault(kind.type, kind)
        waiting.extend(kind.__subclasses__())
    return found


def describe(error: PlanlotsError) -> Row:
    """The problem document of one of our errors."""
    problem: Row = {
        "type": f"/problem/{error.type}",
        "title": error.title,
        "status": error.status,
        "detail": str(error) or error.title + ".",
    }
    if isinstance(error, Withdrawn):
        problem["nearest"] = error.nearest
    return problem


def from_status(status: int) -> PlanlotsError:
    """The error that stands for a bare HTTP status."""
    kind, detail = STATUS_ERRORS.get(status, (PlanlotsError, "Något gick fel. Försök igen."))
    return kind(detail)


def from_validation(errors: Sequence[Mapping[str, Any]]) -> PlanlotsError:
    """One error in Swedish for pydantic's list of them; the first is enough to go on."""
    first = errors[0]
    field = ".".join(str(part) for part in first.get("loc", ()) if part not in ("query", "path", "body")) or "innehållet"
    expected = (
        EXPECTED.get(str(first.get("type")), "har ett värde som inte kan användas")
        .format_map(_Limits(first.get("ctx", {})))
        .replace("' or '", "' eller '")
    )
    return BadParameter(f"Fältet {field} {expected}{_shown(first)}.")


def encode(problem: Row) -> bytes:
    """JSON bytes of a problem; never fails on odd characters."""
    return json.dumps(problem, ensure_ascii=True).encode("ascii")


def headers(error: PlanlotsError) -> dict[str, str]:
    """What a client needs beside the body: when to come again."""
    found = {401: {"www-authenticate": "Bearer"}, 503: {"retry-after": "2"}}.get(error.status, {})
    seconds = getattr(error, "retry_after", None)
    return found if seconds is None else {**found, "retry-after": str(seconds)}


class _Limits(dict[str, Any]):
    """Limits for a message; a missing one shows as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def _shown(error: Mapping[str, Any]) -> str:
    value = error.get("input")
    if error.get("type") in ("int_parsing", "bool_parsing", "literal_error") and isinstance(value, str):
        return f", inte ”{value[:SHOWN_VALUE]}”"
    return ""
