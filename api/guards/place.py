"""Where the service lies: the path before every address, when a proxy or a collection puts it under one.

In: an address from the root of the service ("/ask"). Out: the address as a browser needs it ("/planer/ask"). One place a request, kept in
its context, so that threads that answer it see the same. Knows nothing of HTTP.
"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_root: ContextVar[str] = ContextVar("planlots_root", default="")


class Placed(str):
    """An address that has its place already; placing it again changes nothing."""

    __slots__ = ()


def at(path: str) -> str:
    """A path of the service -> the address of it; what does not begin with "/" is left alone."""
    if isinstance(path, Placed) or not path.startswith("/"):
        return path
    return Placed(_root.get() + path)


@contextmanager
def placed_under(root: str) -> Iterator[None]:
    """Everything inside lies under a path: "" or "/planer", without a slash at the end."""
    token = _root.set(root)
    try:
        yield
    finally:
        _root.reset(token)


def local_path(scope: MutableMapping[str, Any]) -> str:
    """The path of a request from the root of the service, without what a proxy or a collection put before it."""
    path, root = str(scope["path"]), str(scope.get("root_path", ""))
    if root and (path == root or path.startswith(root + "/")):
        return path[len(root) :] or "/"
    return path
