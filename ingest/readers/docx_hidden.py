"""A Word document's runs -> the same document without the text that nobody who reads it on screen or paper sees.

In: the document as python-docx opened it. Out: how many letters were taken away; the document is changed. Hidden is what Word calls hidden
text, text under 3 points, and white text on nothing: no shading or highlight of run, paragraph, table or style, no text box and no coloured
page. Knows WordprocessingML (ECMA-376, 17.3.2). Knows nothing of headings or lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEAST_LETTERS = 8  # in the document before it is told: stray characters are left behind by many programs
LEAST_HALF_POINTS = 6  # type; print begins at four points
WHITE = re.compile(r"[Ff][0-9A-Fa-f][Ff][0-9A-Fa-f][Ff][0-9A-Fa-f]")
OFF = frozenset({"0", "false", "off", "none"})
GROUND = frozenset({f"{W}tbl", f"{W}txbxContent"})  # may have a colour of their own, from styles and drawings: white is seen on them


def hide_unseen(document: Any) -> int:
    """Empty the runs that cannot be seen; how many letters they held, 0 when too few to tell of."""
    unseen_styles = {style.get(f"{W}styleId") for style in document.styles.element.iter(f"{W}style") if is_unseen_style(style)}
    coloured = document.element.find(f"{W}background") is not None
    texts = [
        text
        for run in document.element.body.iter(f"{W}r")
        if is_unseen(run, unseen_styles, coloured=coloured)
        for text in run.iter(f"{W}t")
    ]
    letters = sum(len((text.text or "").strip()) for text in texts)
    if letters < LEAST_LETTERS:
        return 0
    for text in texts:
        text.text = ""
    return letters


def is_unseen(run: Any, unseen_styles: set[Any], *, coloured: bool) -> bool:
    """Whether a run's own properties, or its style's or paragraph's, make it invisible."""
    properties = run.find(f"{W}rPr")
    if is_hidden(properties) or read_value(properties, "rStyle") in unseen_styles:
        return True
    paragraph = next((parent for parent in run.iterancestors() if parent.tag == f"{W}p"), None)
    of_paragraph = paragraph.find(f"{W}pPr") if paragraph is not None else None
    if read_value(of_paragraph, "pStyle") in unseen_styles and properties is None:
        return True
    return is_white(properties) and not coloured and not has_ground(run, (properties, of_paragraph))


def is_unseen_style(style: Any) -> bool:
    """Whether a style makes what it is set on invisible."""
    properties, of_paragraph = style.find(f"{W}rPr"), style.find(f"{W}pPr")
    return is_hidden(properties) or (is_white(properties) and not any(is_shaded(one) for one in (properties, of_paragraph)))


def is_hidden(properties: Any) -> bool:
    """Hidden text as Word has it, or type too small to be read."""
    if properties is None:
        return False
    vanish = properties.find(f"{W}vanish")
    if vanish is not None and vanish.get(f"{W}val", "1") not in OFF:
        return True
    size = read_value(properties, "sz")
    return size is not None and size.isdigit() and int(size) < LEAST_HALF_POINTS


def is_white(properties: Any) -> bool:
    """Whether the colour is set to white, or all but."""
    colour = read_value(properties, "color")
    return colour is not None and bool(WHITE.fullmatch(colour))


def has_ground(run: Any, properties: tuple[Any, ...]) -> bool:
    """Whether white can be seen where the run stands."""
    return any(is_shaded(one) for one in properties) or any(parent.tag in GROUND for parent in run.iterancestors())


def is_shaded(properties: Any) -> bool:
    """Whether properties set a ground of some colour."""
    return properties is not None and any(is_coloured(mark) for mark in find_marks(properties))


def find_marks(properties: Any) -> Iterator[Any]:
    """What sets a ground: shading and highlight."""
    yield from properties.iterchildren(f"{W}shd", f"{W}highlight")


def is_coloured(mark: Any) -> bool:
    """Whether a shading or highlight has another colour than white or none."""
    fill = mark.get(f"{W}fill") or mark.get(f"{W}val") or ""
    return fill not in {"auto", "none", "clear", "white", ""} and not WHITE.fullmatch(fill)


def read_value(properties: Any, name: str) -> str | None:
    """The value of one property; None where it is not set."""
    found = None if properties is None else properties.find(f"{W}{name}")
    value = None if found is None else found.get(f"{W}val")
    return None if value is None else str(value)
