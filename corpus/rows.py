"""Records <-> text of one database column: JSON objects with the records' own field names.

In: a frozen record. Out: JSON without the fields that have their default, and the record again, equal to the first.
Knows the types of corpus.records through their annotations. Knows nothing of databases.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")
Decoder = Callable[[Any], Any]


def pack(record: Any) -> str:
    """JSON of a record. A field that later gets a default can be left out of old rows, so fields with defaults are left out here."""
    return json.dumps(_plain(record), default=_plain, ensure_ascii=False, separators=(",", ":"))


def unpack(kind: type[Record], text: str) -> Record:
    """The record that `pack` wrote. Fields that this version does not know are dropped."""
    return _build(kind, json.loads(text))


def _plain(record: Any) -> dict[str, Any]:
    kind: Any = type(record)
    defaults = _defaults(kind)
    values = ((name, getattr(record, name)) for name in defaults)
    return {name: value for name, value in values if value != defaults[name]}


def _build(kind: type[Record], values: dict[str, Any]) -> Record:
    of_kind: Any = kind
    names, decoders = _decoders(of_kind)
    if not values.keys() <= names:
        values = {name: value for name, value in values.items() if name in names}
    for name, decoder in decoders:
        value = values.get(name)
        if value is not None:
            values[name] = decoder(value)
    return kind(**values)


@cache
def _defaults(kind: Any) -> dict[str, Any]:
    """Field name -> its default; the MISSING marker, equal to no value, where there is none."""
    return {
        field.name: field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
        for field in dataclasses.fields(kind)
    }


@cache
def _decoders(kind: Any) -> tuple[frozenset[str], tuple[tuple[str, Decoder], ...]]:
    """The fields of a record, and what turns JSON into those that JSON does not give as they are."""
    found = {name: _decoder(hint) for name, hint in get_type_hints(kind).items()}
    return frozenset(found), tuple((name, decoder) for name, decoder in found.items() if decoder)


def _decoder(hint: Any) -> Decoder | None:
    """What turns the JSON value into the annotated one; None where JSON already gives it."""
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return lambda value: _build(hint, value)
    if get_origin(hint) in (Union, UnionType):
        return next((found for found in map(_decoder, get_args(hint)) if found), None)
    if get_origin(hint) is not tuple:
        return None
    inner = _item_decoders(get_args(hint))
    if inner is None:
        return tuple
    return lambda value: tuple(inner(item) for item in value)


def _item_decoders(hints: tuple[Any, ...]) -> Decoder | None:
    """Decoder of a homogeneous tuple's items; tuples of mixed type hold plain values only."""
    return _decoder(hints[0]) if len(hints) == 2 and hints[1] is Ellipsis else None
