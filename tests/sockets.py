"""Notes every attempt to reach another machine and refuses it: for the tests of what must stay here. Nothing here is a test."""

import ipaddress
import socket
from contextlib import contextmanager

HERE = {"localhost", "", "0.0.0.0", "::"}


def is_here(host):
    """Whether an address is this machine's own."""
    name = str(host or "").strip("[]").split("%")[0]
    try:
        return name in HERE or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


@contextmanager
def watch_sockets(monkeypatch):
    """The list of attempts out, (what, address), filled while it is open; loopback and Unix sockets pass."""
    attempts = []

    def guard(name, real, read_host):
        def call(*args, **named):
            host = read_host(args)
            if host is not None and not is_here(host):
                attempts.append((name, host))
                raise OSError(f"no way out: {name} {host}")
            return real(*args, **named)

        return call

    def peer(args):
        return None if args[0].family == socket.AF_UNIX else args[-1][0]

    with monkeypatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, guard(name, getattr(socket.socket, name), peer))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
            patch.setattr(socket, name, guard(name, getattr(socket, name), lambda args: args[0]))
        yield attempts
