"""The outermost facts of a request: who sent it, by which scheme, under which path – also behind a reverse proxy.

In: the proxies' addresses and the path that the service is published under. Out: a scope with the sender's own address and the root path.
Headers that tell of a sender count only when a named proxy sent them; from anyone else they are taken away. Knows nothing of routes.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence

from api.guards.asgi import App, Receive, Scope, Send
from api.guards.place import placed_under
from corpus.errors import BadRequest

FORWARDED = (b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"x-forwarded-prefix", b"x-real-ip", b"forwarded")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Proxies:
    """Believes named proxies, and nobody else."""

    def __init__(self, app: App, proxies: Sequence[Network] = (), root_path: str = "") -> None:
        self.app, self.proxies, self.root_path = app, proxies, root_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Fill in client, scheme and root path; the path may come with or without the root."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        told = dict(scope["headers"])
        sender = (scope.get("client") or ("", 0))[0]
        if self._is_proxy(sender):
            scope["client"] = (self._find_sender(told.get(b"x-forwarded-for", b""), sender), 0)
            if told.get(b"x-forwarded-proto") in (b"http", b"https"):
                scope["scheme"] = told[b"x-forwarded-proto"].decode("ascii")
        elif not _is_loopback(sender):
            scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in FORWARDED]
        self._place(scope)
        with placed_under(self.root_path):
            await self.app(scope, receive, send)

    def _place(self, scope: Scope) -> None:
        root, path = self.root_path, scope["path"]
        scope["root_path"] = root
        if root and path != root and not path.startswith(root + "/"):
            scope["path"] = root + path
            scope["raw_path"] = root.encode("ascii") + scope.get("raw_path", b"")

    def _find_sender(self, chain: bytes, nearest: str) -> str:
        """The last address of the chain that is no proxy of ours; what stands before it anyone may have written."""
        for name in reversed([part.strip() for part in chain.decode("latin-1").split(",") if part.strip()]):
            if read_address(name) is None:
                return nearest
            nearest = name
            if not self._is_proxy(name):
                break
        return nearest

    def _is_proxy(self, name: str) -> bool:
        address = read_address(name)
        return address is not None and any(address in network for network in self.proxies)


def read_proxies(text: str) -> tuple[Network, ...]:
    """Addresses and networks, separated by commas (BadRequest for what is none)."""
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        raise BadRequest(f"PLANLOTS_PROXIES är inte adresser eller nät ({error}). Skriv till exempel 10.0.0.5, 10.1.0.0/16.") from error


def read_root_path(text: str) -> str:
    """The path without a slash at its end (BadRequest for what is none)."""
    path = "/" + text.strip().strip("/") if text.strip().strip("/") else ""
    if not all(char.isascii() and (char.isalnum() or char in "/-_.~") for char in path) or "//" in path or ".." in path:
        raise BadRequest(f"Sökvägen {text} kan inte användas. Skriv till exempel /planer, med bokstäver a–z, siffror och bindestreck.")
    return path


def read_address(name: str) -> Address | None:
    """An IP address, also with a port; None for what is none."""
    bare = name[1:].partition("]")[0] if name.startswith("[") else name.partition(":")[0] if name.count(":") == 1 else name
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        return None


def _is_loopback(name: str) -> bool:
    address = read_address(name)
    return address is not None and address.is_loopback
