"""Headings -> anchors, the stable addresses of sections, and how they stay with their sections from generation to generation.

In: headings; an edition and the outline it replaces. Out: ASCII slugs, repeats numbered from ~2; the edition with its old anchors.
Knows nothing of stores, vectors or the web.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import TypeVar

from corpus.outline import match_outlines
from corpus.records import Edition, Section

MAX_SLUG = 60  # code points; longer addresses break when they are pasted into e-mail
EMPTY_SLUG = "avsnitt"  # a heading without a single Latin letter or digit still needs an address
FOLDED = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l", "đ": "d"})
NOT_SLUG = re.compile(r"[^a-z0-9]+")
REPEAT = re.compile(r"~\d+$")

Record = TypeVar("Record")


def slug(text: str) -> str:
    """ASCII form of a heading: "Mål & medel" -> "mal-medel". Never empty, never longer than MAX_SLUG, never with "~" or "/"."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(FOLDED))
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return _shorten(NOT_SLUG.sub("-", letters).strip("-")) or EMPTY_SLUG


def _shorten(name: str) -> str:
    """Cut at a whole word where the first word fits."""
    if len(name) <= MAX_SLUG:
        return name
    cut = name[: MAX_SLUG + 1].rpartition("-")[0]
    return cut or name[:MAX_SLUG]


def number_repeats(slugs: Iterable[str]) -> list[str]:
    """Make slugs unique in their order: "mal", "mal" -> "mal", "mal~2"."""
    taken: set[str] = set()
    last: dict[str, int] = {}
    numbered = []
    for name in slugs:
        numbered.append(first_free(name, taken, last))
        taken.add(numbered[-1])
    return numbered


def first_free(name: str, taken: Set[str], last: dict[str, int] | None = None) -> str:
    """The name itself, or with the lowest number from ~2 that is not taken. `last` remembers how far each name was tried."""
    if name not in taken:
        return name
    stem = REPEAT.sub("", name)
    number = (last or {}).get(stem, 1) + 1
    while f"{stem}~{number}" in taken:
        number += 1
    if last is not None:
        last[stem] = number
    return f"{stem}~{number}"


def carry_forward(edition: Edition, old: tuple[Section, ...], withdrawn: Set[str] = frozenset()) -> Edition:
    """The edition with the anchors that its sections had before, in every record; identity when nothing was renamed.

    `old` is the outline of the generation that it replaces. A new section never gets an anchor of `old` or of `withdrawn`.
    """
    if not old:
        return rename_anchors(edition, _free_anchors(edition.sections, {}, withdrawn)) if withdrawn else edition
    matched = match_outlines(edition.sections, old)
    kept = {new: old[position].anchor for new, position in matched.items()}
    return rename_anchors(edition, _free_anchors(edition.sections, kept, withdrawn | {section.anchor for section in old}))


def move_edition(edition: Edition, document_id: str) -> Edition:
    """The edition under another document id, in every record."""
    before = edition.document.id
    if before == document_id:
        return edition
    names = {section.anchor: document_id + section.anchor.removeprefix(before) for section in edition.sections}
    moved = rename_anchors(edition, names)
    return replace(
        moved,
        document=replace(moved.document, id=document_id),
        sections=_owned(moved.sections, document_id),
        passages=_owned(moved.passages, document_id),
        areas=_owned(moved.areas, document_id),
        responsibilities=_owned(moved.responsibilities, document_id),
        references=_owned(moved.references, document_id),
    )


def rename_anchors(edition: Edition, names: Mapping[str, str]) -> Edition:
    """Give sections other anchors, in all records that name them; anchors that `names` does not hold stay."""
    if all(before == after for before, after in names.items()):
        return edition
    return replace(
        edition,
        blocks=_renamed(edition.blocks, names, ("anchor",)),
        sections=_renamed(edition.sections, names, ("anchor", "parent")),
        notes=_renamed(edition.notes, names, ("anchor", "section")),
        passages=_renamed(edition.passages, names, ("id", "anchor")),
        areas=_renamed(edition.areas, names, ("id", "anchor")),
        responsibilities=_renamed(edition.responsibilities, names, ("id", "anchor")),
        references=_renamed(edition.references, names, ("id", "anchor")),
    )


def _free_anchors(sections: tuple[Section, ...], kept: Mapping[int, str], taken: Set[str]) -> dict[str, str]:
    """Proposed anchor -> final one: the kept, or a fresh one below the parent's."""
    used = set(taken) | set(kept.values())
    last: dict[str, int] = {}
    names: dict[str, str] = {}
    for position, section in enumerate(sections):
        name = kept.get(position) or first_free(_below_parent(section, names), used, last)
        used.add(name)
        names[section.anchor] = name
    return names


def _below_parent(section: Section, names: Mapping[str, str]) -> str:
    """The proposed anchor, moved below where its parent's anchor is now."""
    parent = section.parent or ""
    if parent in names and section.anchor.startswith(parent + "/"):
        return names[parent] + section.anchor[len(parent) :]
    return section.anchor


def _owned(records: tuple[Record, ...], document_id: str) -> tuple[Record, ...]:
    return tuple(replace(record, document=document_id) for record in records)  # type: ignore[type-var]


def _renamed(records: tuple[Record, ...], names: Mapping[str, str], fields: tuple[str, ...]) -> tuple[Record, ...]:
    return tuple(_rename(record, names, fields) for record in records)


def _rename(record: Record, names: Mapping[str, str], fields: tuple[str, ...]) -> Record:
    changed = {field: _rename_value(getattr(record, field), names) for field in fields}
    return replace(record, **changed)  # type: ignore[type-var]


def _rename_value(value: str | None, names: Mapping[str, str]) -> str | None:
    """An anchor, or an id that begins with one: "anchor#start-end"."""
    if value is None:
        return None
    anchor, mark, rest = value.partition("#")
    return names.get(anchor, anchor) + mark + rest
