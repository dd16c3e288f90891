"""A piece of text as a page is set from them. Knows nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fragment:
    """One run of text. `x` grows to the right and `y` upwards, in points; `size` is the height of the type
    in points as seen on the page."""

    text: str
    y: float
    size: float
    bold: bool
    x: float = 0.0
    italic: bool = False
