"""What OpenAPI says of the service, made whole: file formats, and bodies that routes read themselves.

In: the application with all its routes. Out: the same, whose /openapi.json also names the files that `format=` gives and the shapes of
chat messages. Knows OpenAPI 3.1. Knows nothing of how anything is answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI

from api.export import DOCX_TYPE, XLSX_TYPE
from api.routes.chat import ChatIn

Spec = dict[str, Any]
TYPES = {"csv": "text/csv", "xlsx": XLSX_TYPE, "docx": DOCX_TYPE}
REFERENCE = "#/components/schemas/{model}"


def describe_whole(app: FastAPI) -> None:
    """Let the application's OpenAPI be completed once, when it is first asked for."""
    plain = app.openapi

    def openapi() -> Spec:
        if app.openapi_schema is None:
            app.openapi_schema = complete(plain())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def complete(spec: Spec) -> Spec:
    """The description with its gaps filled."""
    for operation in list_operations(spec):
        content = operation["responses"].get("200", {}).setdefault("content", {})
        content.update({TYPES[name]: {} for name in list_formats(operation) if TYPES[name] not in content})
    spec["components"]["schemas"].update(ChatIn.model_json_schema(ref_template=REFERENCE).get("$defs", {}))
    return spec


def list_operations(spec: Spec) -> Iterator[Spec]:
    """Every method of every path."""
    for path in spec["paths"].values():
        yield from (operation for operation in path.values() if isinstance(operation, dict))


def list_formats(operation: Spec) -> list[str]:
    """The file formats that the operation's parameter `format` may name."""
    named = [one["schema"].get("enum", ()) for one in operation.get("parameters", ()) if one["name"] == "format"]
    return [name for names in named for name in names if name in TYPES]
