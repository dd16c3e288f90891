"""Headings and contents list -> the outline: every heading once, in order, at its logical depth.

In: chunks, the contents list, where parts begin. Out: nodes with levels. A contents list beats numbers and marks; groups that stand only in
it become nodes. Without one, `ingest.structure.levels` decides. Knows nothing of clean text or anchors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from ingest.structure.chunks import Chunk
from ingest.structure.contents import Contents, Entry
from ingest.structure.headings import plain
from ingest.structure.levels import MAX_LEVEL, Node, has_root, outline_part
from ingest.structure.numbering import LETTERED, Numbering, count, read_number
from ingest.structure.wording import fold

LETTER = re.compile(r"^([A-H])[.)]?\s+(?=[A-ZÅÄÖ])")
MATCH = 85  # rapidfuzz ratio, 0-100, of a contents entry and its heading: they may differ in an ending


@dataclass(frozen=True, slots=True)
class Outline:
    """The nodes in order, and the chunks that only repeat one of them."""

    nodes: tuple[Node, ...]
    repeats: frozenset[int] = frozenset()  # indices of chunks


def make_outline(chunks: Sequence[Chunk], contents: Contents, starts: Sequence[int], running: frozenset[str]) -> Outline:
    """The outline. `starts` are indices of chunks that begin a part; `running` folded running heads, which name chapters."""
    nodes = [
        Node(index, chunk, plain(chunk.text), numbering=read_number(plain(chunk.text)), begins_part=index in starts)
        for index, chunk in enumerate(chunks)
        if chunk.kind == "heading"
    ]
    nodes = number_letters(nodes)
    if len({entry.depth for entry in contents.entries}) > 1:
        return outline_by_contents(nodes, contents, chunks)
    for index, entry in match_entries(nodes, contents.entries).items():  # a list without depth tells pages only
        nodes[index] = replace(nodes[index], page_label=contents.entries[entry].page_label)
    out: list[Node] = []
    cuts = [index for index, node in enumerate(nodes) if node.begins_part or index == 0] + [len(nodes)]
    for first, last in pairwise(cuts):
        out += outline_part(nodes[first:last], chunks, running)
    return Outline(tuple(out))


def number_letters(nodes: Sequence[Node]) -> list[Node]:
    """Where headings are counted "B1", "B2", the letter of "B. Områden" is a number too."""
    if not any(LETTERED.match(node.heading) for node in nodes):
        return list(nodes)
    letters = [LETTER.match(node.heading) for node in nodes]
    return [
        replace(node, numbering=Numbering(count(found[1]), "", found.end())) if found else node
        for node, found in zip(nodes, letters, strict=True)
    ]


def outline_by_contents(nodes: list[Node], contents: Contents, chunks: Sequence[Chunk]) -> Outline:
    """Levels from the contents list; groups that stand only there become nodes before their first child."""
    pairs = match_entries(nodes, contents.entries)
    pairs |= match_by_place(nodes, contents.entries, pairs)
    root = has_root(nodes, chunks) and 0 not in pairs
    groups = [entry for index, entry in enumerate(contents.entries) if index not in pairs.values() and is_group(contents.entries, index)]
    names = {fold(entry.text) for entry in groups}
    out: list[Node] = []
    repeats: set[int] = set()
    floor = [int(root)]  # level of the open group, or of the root
    for index, node in enumerate(nodes):
        if fold(node.heading) in names and node.heading.isupper():
            repeats.add(node.at)
            close_marks(out, node.marks)
            continue
        entry_index = pairs.get(index)
        upto = entry_index if entry_index is not None else next_entry(index, pairs, len(contents.entries))
        waiting = [g for g in groups if is_due(contents.entries, g, upto, pairs, index, out, node)]
        for group in waiting:
            groups.remove(group)
            floor.append(int(root) + group.depth)
            out.append(Node(node.at, None, group.text, floor[-1], group.page_label, matched=True))
        out.append(place_node(node, entry_index, contents.entries, out, int(root), index == 0 and root))
    return Outline(tuple(out), frozenset(repeats))


def match_entries(nodes: Sequence[Node], entries: Sequence[Entry]) -> dict[int, int]:
    """Node index -> entry index, both in order; a heading may differ from its entry in punctuation and an ending."""
    pairs: dict[int, int] = {}
    after = -1
    for number, entry in enumerate(entries):
        for index in range(after + 1, len(nodes)):
            shouted = nodes[index].heading.isupper() and not entry.text.isupper() and is_group(entries, number)
            if (
                not shouted
                and ratio(fold(entry.text), fold(nodes[index].heading)) >= MATCH
                and same_number(entry.text, nodes[index].heading)
            ):
                pairs[index] = number
                after = index
                break
    return pairs


def same_number(left: str, right: str) -> bool:
    """Do two headings hold the same digits, as far as both hold any?"""
    one, two = re.findall(r"\d+", left), re.findall(r"\d+", right)
    return not one or not two or one == two


def match_by_place(nodes: Sequence[Node], entries: Sequence[Entry], pairs: dict[int, int]) -> dict[int, int]:
    """An entry that names one heading without its words: the only one between those of its neighbours, at the list's beginning."""
    taken = set(pairs.values())
    found: dict[int, int] = {}
    for number, entry in enumerate(entries):
        if number in taken or is_group(entries, number):
            continue
        low = max((index for index, other in pairs.items() if other < number), default=0 if nodes and 0 not in pairs else -1)
        high = min((index for index, other in pairs.items() if other > number), default=len(nodes))
        between = [other for other in range(number) if other not in taken and not is_group(entries, other)]
        if high - low == 2 and not between and (number == 0 or entries[number - 1].depth >= entry.depth):
            found[low + 1] = number
    return found


def is_group(entries: Sequence[Entry], index: int) -> bool:
    """Has the entry others under it?"""
    return index + 1 < len(entries) and entries[index + 1].depth > entries[index].depth


def next_entry(index: int, pairs: dict[int, int], count: int) -> int:
    """The entry of the next heading that has one."""
    later = [entry for node, entry in pairs.items() if node > index]
    return min(later, default=count)


def is_due(entries: Sequence[Entry], group: Entry, upto: int, pairs: dict[int, int], index: int, out: Sequence[Node], node: Node) -> bool:
    """Does the group begin before this heading: at its first child, or at a heading that leaves the group before it?"""
    number = entries.index(group)
    if number >= upto or not any(entry > number for node_index, entry in pairs.items() if node_index >= index):
        return False
    if index in pairs:
        return True
    last = next((earlier for earlier in reversed(out) if earlier.chunk is not None), None)
    passed = all(
        (other in pairs.values() and any(n < index for n, e in pairs.items() if e == other)) or is_group(entries, other)
        for other in range(number)
    )
    return passed and last is not None and last.level > 1 and 0 < node.marks < max(last.marks, 1)


def place_node(node: Node, entry_index: int | None, entries: Sequence[Entry], out: Sequence[Node], base: int, is_root: bool) -> Node:
    """A heading's level: its entry's, or under or beside the last ones by its marks or number."""
    if is_root:
        return replace(node, level=1)
    if entry_index is not None:
        entry = entries[entry_index]
        return replace(node, level=base + entry.depth, page_label=entry.page_label, matched=True)
    for earlier in reversed(out):
        if earlier.chunk is None:
            return replace(node, level=earlier.level + 1)
        if len(node.numbering.number) and len(earlier.numbering.number) and node.numbering.label == earlier.numbering.label:
            return replace(node, level=max(earlier.level + len(node.numbering.number) - len(earlier.numbering.number), base + 1))
        if 0 < earlier.marks < node.marks or (earlier.matched and not node.marks):
            return replace(node, level=earlier.level + 1)
        if earlier.marks == node.marks or (earlier.matched and earlier.level <= base + 1):
            return replace(node, level=earlier.level)
    return replace(node, level=base + 1)


def close_marks(out: list[Node], marks: int) -> None:
    """A repeated group heading closes what is deeper: what follows stands beside the headings it interrupts."""
    for index in range(len(out) - 1, -1, -1):
        chunk = out[index].chunk
        if out[index].matched or chunk is None or out[index].marks < marks:
            return
        out[index] = replace(out[index], chunk=replace(chunk, level=MAX_LEVEL))
