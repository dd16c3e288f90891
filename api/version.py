"""The installed version of Planlots, read from the package's own metadata. Knows nothing else."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def package_version() -> str:
    """The installed version; "0" in a checkout that was never installed."""
    try:
        return version("planlots")
    except PackageNotFoundError:
        return "0"
