"""A page's drawing operators -> the same page without the text that nobody who looks at it can see.

In: a page of pypdf. Out: how many bytes of text were taken away; the page is changed. Hidden is text in white on white, under 3 points, off
the page, of no opacity, under a box that was painted over it (so names are blacked out), or set to be invisible – unless the page is a
picture, whose text layer always is. Knows PDF's graphics state (ISO 32000-1, 8.4 and 9.3). Knows nothing of layout or languages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import hypot
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DecodedStreamObject, DictionaryObject, NameObject, NullObject

LEAST_POINTS = 3.0  # height of type; print begins at 4, footnote marks at 5
LEAST_OPACITY = 0.05
OPAQUE = 0.95  # from which nothing is seen through
NARROW = 0.2  # of the type's height: no letter's byte is narrower on average, two bytes to a letter counted
WHITE = 0.95  # of each colour's light, from which it is white on screen and paper
SCAN = 0.5  # share of the page that its pictures cover: a scan, whose text layer is meant to be invisible
MARGIN = 2.0  # points; type may touch the edge
LEAST_BYTES = 8  # on a page before it is told: single blanks are left behind by many programs
DEEPEST = 5  # forms within forms
INVISIBLE_MODES = frozenset({3, 7})
SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
FILLS = frozenset({b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"})
ENDS = FILLS | {b"S", b"s", b"n"}
Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]  # left, bottom, right, top, in points
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class State:
    """The graphics state, as far as it decides whether text is seen."""

    matrix: Matrix = UNIT
    white: bool = False  # what is filled is white
    opacity: float = 1.0
    mode: int = 0
    size: float = 0.0
    vector_font: bool = True  # a font whose size says how large its letters are
    leading: float = 0.0
    clip: Box | None = None  # what is painted is seen only here
    crooked: bool = False  # … or in a part of it that is no box, or not wholly
    mixed: bool = False  # what is painted is mixed with what lies under it
    patterned: bool = False  # what is filled may have holes


@dataclass(slots=True)
class Sight:
    """One page as it is gone through."""

    box: Box
    resources: Any
    state: State = field(default_factory=State)
    stack: list[State] = field(default_factory=list)
    text: Matrix = UNIT
    line: Matrix = UNIT
    path: list[Box] = field(default_factory=list)
    crooked: bool = False  # the path has other parts than boxes
    clips: bool = False  # the path is a clip once it has ended
    grounds: list[Box] = field(default_factory=list)  # areas with a colour or a picture: white is seen on them
    pictured: float = 0.0  # square points covered by pictures
    hidden: int = 0  # bytes of text
    shown: list[Box | None] = field(default_factory=list)  # of each text in order: the box of its letters
    placed: bool = False  # the next text begins where the matrix says
    painted: list[tuple[int, Box]] = field(default_factory=list)  # opaque boxes, each with the number of texts shown before it
    covered: frozenset[int] = frozenset()  # numbers of the texts that a box painted later lies over


def hide_unseen(page: PageObject) -> int:
    """Take away the text that cannot be seen; how many bytes of it there were, 0 when too few to tell of."""
    return look_over(page)[0]


def look_over(page: PageObject) -> tuple[int, bool]:
    """The same, and whether the page is a picture."""
    found = page["/Contents"].get_object() if "/Contents" in page else None
    if found is None or isinstance(found, NullObject):
        return 0, False
    contents = ContentStream(
        found, None, "bytes"
    )  # as texts, two bytes to a letter would be taken for UTF-16, and written back as other letters
    box = page.cropbox
    area = (float(box.left), float(box.bottom), float(box.right), float(box.top))
    scan = Sight(area, page.get("/Resources"))
    _look(contents, scan, 0, lambda sight, show: False)
    is_scan = scan.pictured >= SCAN * max((area[2] - area[0]) * (area[3] - area[1]), 1.0)
    sight = Sight(area, page.get("/Resources"), covered=_find_covered(scan))
    seen = _look(contents, sight, 0, lambda one, show: _is_unseen(one, is_scan))
    if sight.hidden < LEAST_BYTES:
        return 0, is_scan
    contents.operations = seen
    page[NameObject("/Contents")] = contents
    return sight.hidden, is_scan


def _look(contents: ContentStream, sight: Sight, depth: int, is_unseen: Callable[[Sight, Any], bool]) -> list[Any]:
    """Go through the operators; those that are seen, in order. Hidden text within forms is taken out of the forms."""
    seen = []
    for operands, operator in contents.operations:
        if operator in SHOWS:
            if operator in (b"'", b'"'):
                _move(sight, 0.0, -sight.state.leading)
            sight.shown.append(_letters(sight, operands))
            if is_unseen(sight, operands):
                sight.hidden += _count_bytes(operands)
                continue
        elif operator == b"Do" and operands:
            _draw(sight, operands[0], depth, is_unseen)
        elif operator in STATE:
            STATE[operator](sight, operands)
        elif operator in ENDS:
            _end_path(sight, operator)
        seen.append((operands, operator))
    return seen


def _is_unseen(sight: Sight, is_scan: bool) -> bool:
    state = sight.state
    matrix = _times(sight.text, state.matrix)
    height = abs(state.size) * hypot(matrix[2], matrix[3])
    x, y = matrix[4], matrix[5]
    left, bottom, right, top = sight.box
    if len(sight.shown) - 1 in sight.covered and not is_scan:
        return True
    if state.mode in INVISIBLE_MODES:
        return not is_scan
    if state.opacity < LEAST_OPACITY or (state.vector_font and 0 < height < LEAST_POINTS):
        return True
    if x > right + MARGIN or y > top + MARGIN or y < bottom - max(MARGIN, height) or x < left - max(right - left, 200.0):
        return True
    return state.white and state.mode in (0, 4) and not any(_holds(ground, x, y) for ground in sight.grounds)


def _draw(sight: Sight, name: Any, depth: int, is_unseen: Callable[[Sight, Any], bool]) -> None:
    """A picture, or a form with operators of its own."""
    found = _resource(sight, "/XObject", name)
    if found is None:
        return
    if found.get("/Subtype") == "/Image":
        box = _box(sight.state.matrix, 0.0, 0.0, 1.0, 1.0)
        sight.grounds.append(box)
        sight.pictured += (box[2] - box[0]) * (box[3] - box[1])
    elif found.get("/Subtype") == "/Form" and depth < DEEPEST:
        outer = (sight.state, sight.resources, list(sight.stack), sight.text, sight.line)
        matrix = found.get("/Matrix")
        if matrix is not None:
            sight.state = replace(sight.state, matrix=_times(_numbers(matrix), sight.state.matrix))
        if sight.state.mixed or sight.state.opacity < OPAQUE:
            sight.state = replace(sight.state, crooked=True)  # the whole form is mixed with what lies under it
        if "/BBox" in found:
            x1, y1, x2, y2 = (float(value) for value in found["/BBox"])
            sight.state = replace(sight.state, clip=_inside(_box(sight.state.matrix, x1, y1, x2, y2), sight.state.clip))
        sight.resources = found.get("/Resources", sight.resources)
        before = sight.hidden
        contents = ContentStream(found, None, "bytes")
        seen = _look(contents, sight, depth + 1, is_unseen)
        if sight.hidden > before:
            contents.operations = seen
            _replace_form(outer[1], name, found, contents.get_data())
        sight.state, sight.resources, sight.stack, sight.text, sight.line = outer


def _replace_form(resources: Any, name: Any, form: Any, data: bytes) -> None:
    """Put a form of the same look, but with these operators, in its place."""
    fresh = DecodedStreamObject()
    fresh.update({key: value for key, value in form.items() if key not in ("/Filter", "/DecodeParms", "/Length")})
    fresh.set_data(data)
    resources.get_object()["/XObject"].get_object()[NameObject(name)] = fresh


def _resource(sight: Sight, kind: str, name: Any) -> Any:
    resources = sight.resources.get_object() if sight.resources is not None else None
    group = resources.get(kind) if isinstance(resources, DictionaryObject) else None
    found = group.get_object().get(name) if group is not None else None
    return found.get_object() if found is not None else None


def _end_path(sight: Sight, operator: bytes) -> None:
    state = sight.state
    if operator in FILLS and not state.white and state.opacity >= LEAST_OPACITY:
        sight.grounds += sight.path
    if operator in FILLS and state.opacity >= OPAQUE and not (state.crooked or state.mixed or state.patterned or sight.crooked):
        sight.painted += [(len(sight.shown), _inside(box, state.clip)) for box in sight.path]
    if sight.clips:
        one = sight.path[0] if len(sight.path) == 1 and not sight.crooked else None
        sight.state = replace(state, crooked=True) if one is None else replace(state, clip=_inside(one, state.clip))
    sight.path, sight.crooked, sight.clips = [], False, False


def _letters(sight: Sight, operands: Any) -> Box | None:
    """Where the least of a text stands, from foot to two thirds of its height; None when it goes on where another ended."""
    if not sight.placed:
        return None
    size, sight.placed = abs(sight.state.size), False
    width = max(NARROW * _count_bytes(operands), 0.4) * size
    return _box(_times(sight.text, sight.state.matrix), 0.1 * size, 0.1 * size, width, 0.6 * size)


def _inside(box: Box, clip: Box | None) -> Box:  # an empty one has its right left of its left
    return box if clip is None else (max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3]))


def _find_covered(sight: Sight) -> frozenset[int]:
    """The numbers of the texts that begin wholly under a box painted after them."""
    return frozenset(
        number
        for number, text in enumerate(sight.shown)
        for before, box in sight.painted
        if text and before > number and box[0] <= text[0] and box[1] <= text[1] and text[2] <= box[2] and text[3] <= box[3]
    )


def _add_rectangle(sight: Sight, operands: Any) -> None:
    x, y, width, height = (float(value) for value in operands)
    sight.path.append(_box(sight.state.matrix, x, y, x + width, y + height))


def _clip(sight: Sight, _operands: Any) -> None:
    sight.clips = True


def _add_point(sight: Sight, operands: Any) -> None:
    """A path of lines counts as the box around it, as a ground; nothing is said to be covered by it."""
    sight.crooked = True
    x, y = float(operands[-2]), float(operands[-1])
    here = _box(sight.state.matrix, x, y, x, y)
    sight.path = [_around(*sight.path, here)]


def _set_colour(sight: Sight, operands: Any) -> None:
    """Grey, RGB or CMYK by the number of values; a pattern is no white."""
    try:
        values = [float(value) for value in operands]
    except (TypeError, ValueError):
        values = []
    sight.state = replace(sight.state, patterned=not values)
    light = [1.0 - value for value in values] if len(values) == 4 else values
    sight.state = replace(sight.state, white=bool(light) and all(value >= WHITE for value in light))


def _set_graphics(sight: Sight, operands: Any) -> None:
    found = _resource(sight, "/ExtGState", operands[0])
    if found is not None and "/ca" in found:
        sight.state = replace(sight.state, opacity=float(found["/ca"]))
    if found is not None and ("/BM" in found or "/SMask" in found):
        plain = found.get("/BM", "/Normal") in ("/Normal", "/Compatible") and found.get("/SMask", "/None") == "/None"
        sight.state = replace(sight.state, mixed=not plain)


def _set_font(sight: Sight, operands: Any) -> None:
    font = _resource(sight, "/Font", operands[0])
    vector = font is None or font.get("/Subtype") != "/Type3"
    sight.state = replace(sight.state, size=float(operands[1]), vector_font=vector)


def _begin_text(sight: Sight, _operands: Any) -> None:
    sight.text = sight.line = UNIT
    sight.placed = True


def _set_text(sight: Sight, operands: Any) -> None:
    sight.text = sight.line = _numbers(operands)
    sight.placed = True


def _move(sight: Sight, x: float, y: float) -> None:
    sight.text = sight.line = _times((1.0, 0.0, 0.0, 1.0, x, y), sight.line)
    sight.placed = True


def _move_leading(sight: Sight, operands: Any) -> None:
    sight.state = replace(sight.state, leading=-float(operands[1]))
    _move(sight, float(operands[0]), float(operands[1]))


def _restore(sight: Sight, _operands: Any) -> None:
    if sight.stack:
        sight.state = sight.stack.pop()


def _concatenate(sight: Sight, operands: Any) -> None:
    sight.state = replace(sight.state, matrix=_times(_numbers(operands), sight.state.matrix))


STATE: dict[bytes, Callable[[Sight, Any], None]] = {
    b"q": lambda sight, _: sight.stack.append(sight.state),
    b"Q": _restore,
    b"cm": _concatenate,
    b"g": _set_colour,
    b"rg": _set_colour,
    b"k": _set_colour,
    b"sc": _set_colour,
    b"scn": _set_colour,
    b"cs": lambda sight, _: _set_colour(sight, (0.0,)),  # a new colour space begins with black
    b"gs": _set_graphics,
    b"BT": _begin_text,
    b"Tf": _set_font,
    b"Tm": _set_text,
    b"Td": lambda sight, at: _move(sight, float(at[0]), float(at[1])),
    b"TD": _move_leading,
    b"T*": lambda sight, _: _move(sight, 0.0, -sight.state.leading),
    b"TL": lambda sight, by: setattr(sight, "state", replace(sight.state, leading=float(by[0]))),
    b"Tr": lambda sight, mode: setattr(sight, "state", replace(sight.state, mode=int(mode[0]))),
    b"re": _add_rectangle,
    b"m": _add_point,
    b"l": _add_point,
    b"c": _add_point,
    b"W": _clip,
    b"W*": _clip,
}


def _count_bytes(operands: Any) -> int:
    """Bytes of text shown, blanks left out."""
    pieces = operands[-1] if operands and isinstance(operands[-1], list) else operands[-1:]
    texts = (piece.encode("latin-1", "replace") if isinstance(piece, str) else piece for piece in pieces)
    return sum(len(text.replace(b" ", b"").replace(b"\0", b"")) for text in texts if isinstance(text, bytes))


def _numbers(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return (a, b, c, d, e, f)


def _times(left: Matrix, right: Matrix) -> Matrix:
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _box(matrix: Matrix, *corners: float) -> Box:
    x1, y1, x2, y2 = corners
    points = [(x, y) for x in (x1, x2) for y in (y1, y2)]
    xs = [matrix[0] * x + matrix[2] * y + matrix[4] for x, y in points]
    ys = [matrix[1] * x + matrix[3] * y + matrix[5] for x, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _around(*boxes: Box) -> Box:
    return (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] - MARGIN <= x <= box[2] + MARGIN and box[1] - MARGIN <= y <= box[3] + MARGIN
