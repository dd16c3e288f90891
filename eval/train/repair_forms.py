"""A spelling dictionary and word frequencies -> the forms that the texts lack, for the lexicon of OCR repair.

In: a Hunspell dictionary (.dic with its .aff beside it) and a table of words and their shares of general Swedish. Out: a file of forms, one
`form<TAB>share` a line, and from it those worth adding. Statutes and press releases speak little of doors, lenses and feeding. Knows
nothing of OCR.

Run it with `python -m eval.train.repair_forms sv_SE.dic frequencies.tsv forms.tsv`.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from eval.train.packed import open_text

LEAST_LETTERS = 5  # of a form that no frequency tells of: short rare ones are what misreadings of common words look like
LEAST_SHORT = 3e-7  # share of a form of three or four letters: "karm", "ho"
SHORTEST = 3
FLAG_NAMES = ("ONLYINCOMPOUND", "FORBIDDENWORD", "NEEDAFFIX", "NOSUGGEST")


@dataclass(frozen=True, slots=True)
class Suffix:
    """One rule of an affix table: `strip` goes from the end of words that match `condition`, `add` comes."""

    strip: str
    add: str
    condition: re.Pattern[str]
    flags: str


@dataclass(frozen=True, slots=True)
class Affixes:
    """The suffixes of each flag, and which flags bar a word from standing alone."""

    suffixes: Mapping[str, tuple[Suffix, ...]]
    barred: frozenset[str]  # no word of its own
    needs_suffix: str


def read_affixes(path: Path) -> Affixes:
    """The suffix rules of a .aff file with one-letter flags; prefixes and compounding are left out."""
    suffixes: dict[str, list[Suffix]] = defaultdict(list)
    names: dict[str, str] = {}
    for parts in map(str.split, path.read_text(encoding="utf-8").splitlines()):
        if len(parts) == 2 and parts[0] in FLAG_NAMES:
            names[parts[0]] = parts[1]
        elif len(parts) >= 5 and parts[0] == "SFX":
            add, _, flags = parts[3].partition("/")
            strip, added = ("" if one == "0" else one for one in (parts[2], add))
            suffixes[parts[1]].append(Suffix(strip, added, re.compile(f"(?:{parts[4]})$"), flags))
    barred = frozenset(flag for name, flag in names.items() if name != "NEEDAFFIX")
    return Affixes({flag: tuple(rules) for flag, rules in suffixes.items()}, barred, names.get("NEEDAFFIX", ""))


def expand_word(word: str, flags: str, affixes: Affixes) -> Iterator[str]:
    """The word and its inflected forms that may stand alone."""
    if affixes.barred & set(flags):
        return
    if affixes.needs_suffix not in flags or not affixes.needs_suffix:
        yield word
    for rule in (rule for flag in flags for rule in affixes.suffixes.get(flag, ())):
        if word.endswith(rule.strip) and rule.condition.search(word) and not affixes.barred & set(rule.flags):
            yield word.removesuffix(rule.strip) + rule.add


def expand_dictionary(dictionary: Path) -> set[str]:
    """Every form of a .dic file that is all letters; its .aff lies beside it."""
    affixes = read_affixes(dictionary.with_suffix(".aff"))
    entries = [line.split()[0].partition("/") for line in dictionary.read_text(encoding="utf-8").splitlines()[1:] if line.strip()]
    return {form for word, _, flags in entries for form in expand_word(word, flags, affixes) if form.isalpha()}


def read_shares(path: Path) -> dict[str, float]:
    """word<TAB>share of all words, one a line; packed with xz or not."""
    with open_text(path) as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {word: float(share) for word, share in rows}


def write_forms(dictionary: Path, shares: Path, out: Path) -> None:
    """The forms with their shares, 0 where none is known, sorted."""
    known = read_shares(shares)
    rows = [f"{form}\t{known.get(form.lower(), 0.0):.3g}" for form in sorted(expand_dictionary(dictionary))]
    out.write_text("\n".join(rows) + "\n", encoding="utf-8")


def choose_forms(path: Path | None, known: Container[str]) -> tuple[dict[str, float], frozenset[str]]:
    """Lower-case form → share, of the forms that are long or common enough and not `known`; and which of them are names."""
    shares = read_shares(path) if path else {}
    small = {form for form in shares if form.islower()}
    chosen = {form.lower(): share for form, share in shares.items() if form.lower() not in known and is_worth(form, share)}
    return chosen, frozenset(chosen.keys() - small)


def is_worth(form: str, share: float) -> bool:
    """Long enough, or common enough for its length."""
    return len(form) >= LEAST_LETTERS or (len(form) >= SHORTEST and share >= LEAST_SHORT)


if __name__ == "__main__":
    write_forms(*map(Path, sys.argv[1:4]))
