"""What the service tells about itself: how its answers are made (AI Act, article 50), and how accessible it is.

In: settings, and `tillganglighet.toml` in the data folder, written by whoever operates the service. Out: two pages. Without the file the
accessibility statement says what is still to be filled in. Knows nothing of documents or questions.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response

from api.page.site import render
from api.version import package_version
from corpus.errors import StoreUnavailable

FILE = "tillganglighet.toml"
FILE_BYTES = 100_000
router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Statement:
    """What the operator tells; empty where they say nothing. The names are those of the file."""

    verksamhet: str = ""
    epost: str = ""
    telefon: str = ""
    granskad: str = ""  # date of the latest review
    metod: str = ""  # how it was reviewed
    publicerad: str = ""
    brister: tuple[str, ...] = ()  # what is not accessible, each with cause and cure

    @property
    def complete(self) -> bool:
        """Whether a reader learns who is responsible and how to reach them."""
        return bool(self.verksamhet and (self.epost or self.telefon))


@router.get("/om")
def about(request: Request) -> Response:
    """How answers are made, what the labels mean, what is kept."""
    return render(request, "about.html", version=package_version())


@router.get("/tillganglighet")
def accessibility(request: Request) -> Response:
    """The accessibility statement."""
    folder = request.app.state.service.settings.data
    return render(request, "accessibility.html", told=read_statement(folder / FILE), file=FILE)


def read_statement(path: Path) -> Statement:
    """The operator's file; an empty statement without one (StoreUnavailable for one that cannot be read)."""
    try:
        with path.open("rb") as file:
            content = tomllib.loads(file.read(FILE_BYTES).decode("utf-8"))
    except FileNotFoundError:
        return Statement()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise StoreUnavailable(f"{FILE} i datamappen kan inte läsas ({error}). Utgå från mallen i docs/{FILE}.") from error
    return Statement(**{field.name: _value(content, field.name) for field in fields(Statement) if field.name in content})


def _value(content: dict[str, Any], name: str) -> Any:
    """A text, or texts for what is a list."""
    value = content[name]
    if name == "brister":
        return tuple(str(one) for one in value) if isinstance(value, list) else (str(value),)
    return str(value)
