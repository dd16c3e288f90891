"""Headings without a contents list -> their depth.

In: the headings of one document in order. Out: the same with levels. Numbers beat labels in series, these beat heading marks; where there
are none, the way headings are set and what they name decides. Knows nothing of contents lists, clean text or anchors.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.structure.chunks import Chunk
from ingest.structure.headings import LIFTED, following
from ingest.structure.numbering import Numbering
from ingest.structure.wording import TITLE_WORD, fold

MAX_LEVEL = 9
MIN_STYLE = 3  # headings set directly above their text that make it a style of its own; headings below others are also the more common
FRONT = re.compile(r"^(?:förord|inledning|sammanfattning|bakgrund|syfte|innehåll|bilag|referens|källor|uppföljning)", re.IGNORECASE)
NUMBERS = re.compile(r"[\d\s–—-]+$")  # "Åtgärder 2026–2027": the years tell nothing of what repeats
COUNTED = {"två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10}


@dataclass(frozen=True, slots=True)
class Node:
    """A section to be. It begins with chunk `at` of the document; `chunk` is None when its heading stands only in the contents list."""

    at: int
    chunk: Chunk | None
    heading: str
    level: int = 0  # 0 while it is not known
    page_label: str | None = None
    begins_part: bool = False
    matched: bool = False  # the contents list names it
    numbering: Numbering = field(default_factory=Numbering)

    @property
    def marks(self) -> int:
        """Depth that the heading's own marks give, 0 where it has none."""
        return self.chunk.level if self.chunk else 0


def outline_part(nodes: list[Node], chunks: Sequence[Chunk], running: frozenset[str]) -> list[Node]:
    """Levels of one document without a contents list."""
    if not nodes:
        return []
    base = int(has_root(nodes, chunks))
    out = [replace(nodes[0], level=1)] if base else []
    rest = nodes[base:]
    if any(node.marks for node in rest):
        leveled = level_by_marks(rest, base, nodes[0].marks if base else min(n.marks or MAX_LEVEL for n in rest))
    elif any(node.numbering.number for node in rest):
        leveled = level_by_numbers(rest, base)
    else:
        leveled = level_by_setting(rest, base, chunks, running)
    return close_gaps(nest_repeated(out + align_series(leveled)))


def has_root(nodes: Sequence[Node], chunks: Sequence[Chunk]) -> bool:
    """Is the first heading the title of all that follows?"""
    if len(nodes) < 3 or nodes[0].numbering.number or FRONT.match(nodes[0].heading):
        return False
    first, others = nodes[0], nodes[1:]
    if first.marks and all(0 < first.marks < (node.marks or MAX_LEVEL) for node in others):
        return True
    empty = next((c.kind for c in chunks[first.at + 1 : nodes[1].at] if c.kind not in LIFTED), None) is None
    subtitle = " ".join(line.text for line in first.chunk.subtitle) if first.chunk else ""
    named = bool(TITLE_WORD.search(first.heading) or TITLE_WORD.search(subtitle))
    shallow = not first.marks or first.marks <= min(node.marks or MAX_LEVEL for node in others[:3])
    return shallow and (named or (empty and bool(first.chunk and first.chunk.subtitle)))


def level_by_marks(nodes: Sequence[Node], base: int, top: int) -> list[Node]:
    """By the heading marks; numbers with several parts beat them."""
    shared = base > 0 and any(0 < node.marks <= top for node in nodes)  # the title has no deeper mark than its chapters
    offset = base + 1 - (top + 1 if base and not shared else top)
    numbered = {node.marks: base + len(node.numbering.number) for node in nodes if node.numbering.number and not node.numbering.label}
    shift = count_chapters(nodes)
    numbered = {marks: level + shift for marks, level in numbered.items()}
    out: list[Node] = []
    for node in nodes:
        if node.numbering.number and not node.numbering.label:
            level = base + len(node.numbering.number) + shift
        else:
            level = numbered.get(node.marks, max(node.marks + offset, base + 1)) if node.marks else (out[-1].level + 1 if out else base + 1)
        out.append(replace(node, level=min(level, MAX_LEVEL)))
    return out


def count_chapters(nodes: Sequence[Node]) -> int:
    """How many levels of headings without numbers the numbered ones stand below by their marks: "### 1. Torget" under "## Områden"."""
    plain = [node.marks for node in nodes if node.marks and not node.numbering.number]
    single = [node.marks for node in nodes if node.marks and len(node.numbering.number) == 1 and not node.numbering.label]
    if not plain or not single or min(plain) >= min(single):
        return 0
    first = next(index for index, node in enumerate(nodes) if node.marks == min(single) and node.numbering.number)
    return min(single) - min(plain) if any(0 < node.marks < min(single) for node in nodes[:first]) else 0


def level_by_numbers(nodes: Sequence[Node], base: int) -> list[Node]:
    """By the parts of the numbers; what has none lies under the last numbered heading, but for what opens and closes documents."""
    out: list[Node] = []
    chapters = any(node.numbering.label in {"kapitel", "kap", "del", "avsnitt"} for node in nodes)
    open_level = 0
    labels: dict[str, int] = {}
    series = Series([node.numbering.label for node in nodes], [bool(node.numbering.number) for node in nodes])
    for index, node in enumerate(nodes):
        number = node.numbering
        if number.label in {"", "§"} and number.number:
            level = base + len(number.number) + (1 if chapters else 0)
        elif number.number:
            shorter = [labels[key] for key in labels if key != number.label]
            below = out[-1].level + 1 if out and lies_below(nodes, index) else base + 1
            level = labels.setdefault(number.label, max(shorter, default=base) + len(number.number) if shorter else below)
        else:
            level = base + 1 if not open_level or FRONT.match(node.heading) or series.closes(index) else open_level + 1
        open_level = level if number.number else 0 if series.closes(index) else open_level
        out.append(replace(node, level=min(level, MAX_LEVEL)))
    return out


def lies_below(nodes: Sequence[Node], index: int) -> bool:
    """Does a labelled heading stand directly under one without a number, which has no text of its own?"""
    before, node = nodes[index - 1], nodes[index]
    return index > 0 and not before.numbering.number and before.chunk is not None and node.at == before.at + 1


class Series:
    """The labels of the headings, "" for one without: where each begins and ends, reckoned once."""

    def __init__(self, labels: Sequence[str], numbered: Sequence[bool] = ()) -> None:
        self.first = {label: index for index, label in reversed(list(enumerate(labels)))}
        self.last = {label: index for index, label in enumerate(labels)}
        self.latest = [""]  # by index: the label said last before it
        self.empty = [0]  # by index: how many before it have none
        for index, label in enumerate(labels):
            self.latest.append(label or self.latest[-1])
            self.empty.append(self.empty[-1] + (not label and not (numbered and numbered[index] and self.latest[-1])))

    def closes(self, index: int) -> bool:
        """Does a heading without a number follow the last of "Mål 1", "Mål 2" when none stood between them, and one before them?"""
        label = self.latest[index]
        if label in {"", "§", "kap", "kapitel", "del", "avsnitt"} or self.last[label] >= index:
            return False
        first, last = self.first[label], self.last[label]
        return last > first and self.empty[last + 1] == self.empty[first] and self.empty[first] > 0


def level_by_setting(nodes: Sequence[Node], base: int, chunks: Sequence[Chunk], running: frozenset[str]) -> list[Node]:
    """By running heads that name chapters, else by how headings are set; then by what the headings themselves name."""
    if any(fold(node.heading) in running for node in nodes):
        keys = [0 if fold(node.heading) in running or names_later(nodes, index) else 1 for index, node in enumerate(nodes)]
        out = [replace(node, level=base + 1 + key * (1 if index else 0)) for index, (node, key) in enumerate(zip(nodes, keys, strict=True))]
    else:
        out = level_by_style(nodes, base, chunks)
    return nest_named(out)


def level_by_style(nodes: Sequence[Node], base: int, chunks: Sequence[Chunk]) -> list[Node]:
    """Headings set alike stand alike; a style first seen under another lies below it."""
    styles = [style_of(node, chunks) for node in nodes]
    plain_styles = [style for style in styles if style != "subtitled"]
    deeper = plain_styles.count("run-in")
    if styles[0] == "run-in" or deeper < MIN_STYLE or deeper * 2 < len(plain_styles):
        return [replace(node, level=base + 1) for node in nodes]
    levels: dict[str, int] = {}
    out: list[Node] = []
    for node, style in zip(nodes, styles, strict=True):
        level = levels.setdefault(style, out[-1].level + 1 if out else base + 1)
        out.append(replace(node, level=level))
    return out


def style_of(node: Node, chunks: Sequence[Chunk]) -> str:
    """How a heading is set: with a subtitle, apart from its text, or directly above it."""
    if node.chunk is None or node.chunk.subtitle:
        return "subtitled"
    after = following(chunks, node.at)
    adjoining = after is not None and after.lines[0].number == node.chunk.lines[-1].number + 1
    return "run-in" if adjoining else "apart"


def names_later(nodes: Sequence[Node], index: int) -> list[int]:
    """Indices of later headings that this one lists: "A, B och C" above A, B and C; at least two, in order."""
    pieces = [fold(piece) for piece in re.split(r",\s*|\s+och\s+|\s+samt\s+", nodes[index].heading)]
    if len(pieces) < 2:
        return []
    found: list[int] = []
    for piece in pieces:
        start = (found[-1] if found else index) + 1
        found += [later for later in range(start, len(nodes)) if fold(nodes[later].heading) == piece][:1]
    return found if len(found) >= 2 else []


def nest_named(nodes: list[Node]) -> list[Node]:
    """Put under a heading what it lists or counts: "A, B och C" above A, B and C; "Fyra områden" above four alike."""
    out = list(nodes)
    for index, node in enumerate(out):
        named = names_later(out, index)
        if named:
            for later in range(index + 1, named[-1] + 1):
                out[later] = replace(out[later], level=max(out[later].level, node.level + 1))
        number = COUNTED.get(node.heading.split()[0].casefold(), 0)
        following = out[index + 1 : index + 1 + number]
        alike = len(following) == number > 0 and all(later.chunk and later.chunk.subtitle for later in following)
        if alike:
            for later in range(index + 1, index + 1 + number):
                out[later] = replace(out[later], level=max(out[later].level, node.level + 1))
    return out


def align_series(nodes: list[Node]) -> list[Node]:
    """Headings that one label counts ("Mål 1", "Mål 2") stand side by side: at the first one's level."""
    levels: dict[tuple[str, int], int] = {}
    out = []
    for node in nodes:
        key = (node.numbering.label, len(node.numbering.number))
        out.append(replace(node, level=levels.setdefault(key, node.level)) if all(key) else node)
    return out


def nest_repeated(nodes: list[Node]) -> list[Node]:
    """Headings that come again under each of their neighbours ("Åtgärder" after every focus area) lie below these."""
    keys = [(node.level, NUMBERS.sub("", fold(node.heading)).strip()) for node in nodes]
    owners = find_owners(keys)
    out: list[Node] = []
    shifted: int | None = None  # the level that was moved down, while what lies deeper follows
    for node, key in zip(nodes, keys, strict=True):
        if key in owners:
            shifted = node.level
            out.append(replace(node, level=node.level + 1))
        else:
            shifted = shifted if shifted is not None and node.level > shifted else None
            out.append(replace(node, level=node.level + (shifted is not None)))
    return out


def find_owners(keys: Sequence[tuple[int, str]]) -> set[tuple[int, str]]:
    """The repeated headings, each time after another neighbour of its level that is not repeated itself."""
    counts = Counter(keys)
    owners: dict[tuple[int, str], list[str | None]] = {}
    for index, (level, words) in enumerate(keys):
        if counts[level, words] > 1 and words:
            above = next((key for key in reversed(keys[:index]) if key[0] < level or (key[0] == level and counts[key] == 1)), None)
            owners.setdefault((level, words), []).append(above[1] if above and above[0] == level else None)
    return {key for key, found in owners.items() if None not in found and len(set(found)) == len(found)}


def close_gaps(nodes: list[Node]) -> list[Node]:
    """No heading lies more than one level below the one before it."""
    out: list[Node] = []
    stack: list[tuple[int, int]] = []  # (level given, level kept)
    for node in nodes:
        while stack and stack[-1][0] >= node.level:
            stack.pop()
        kept = min(stack[-1][1] + 1 if stack else 1, MAX_LEVEL)
        stack.append((node.level, kept))
        out.append(replace(node, level=kept))
    return out
