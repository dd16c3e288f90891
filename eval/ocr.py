"""`planlots eval ocr`: how well does repair mend what OCR broke, and does it leave everything else alone?

In: the bundled documents, the small texts of eval/texts and, if named, the line pairs of a noise lab. Out: tables of counts and shares.
A repaired document is measured against its other edition, which the repair never sees. Knows nothing of how repair works.
"""

from __future__ import annotations

import json
import lzma
import re
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import BadRequest
from corpus.records import Page, Source
from corpus.settings import BUNDLED
from eval.measures import wilson_interval
from eval.ocr_score import Score, score_text, share
from ingest.readers.read import read_file
from ingest.repair import repair

TEXTS = Path(__file__).parent / "texts"
LEAST_DPI = 150  # below it every letter is misread now and then, not only å ä ö; those lines are reported apart
LEAST_LETTERS = 300  # a group of lines with fewer is too little text to judge its language
MISREAD = str.maketrans({"å": "a", "ä": "é", "ö": "6", "Å": "A", "Ä": "A", "Ö": "O"})  # for the mixed pages; the real noise is in the pairs
MARKS = re.compile(r"(?m)^#+ *")  # of headings in Markdown: not rendered
KINDS = ("swedish.txt", "english.txt", "norwegian.txt")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of repairs."""

    name: str
    score: Score


@dataclass(frozen=True, slots=True)
class Untouched:
    """A text that may not be changed."""

    name: str
    characters: int
    changes: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was measured."""

    rows: tuple[Row, ...]
    untouched: tuple[Untouched, ...]
    speed: float  # characters a second of the misread text, one core, models loaded
    memory: float  # MiB at most, of the whole process


def measure_ocr(pairs: Path | None = None) -> Report:
    """All measures. Raises BadRequest when the file of pairs cannot be used."""
    bundled = {path.name: read_file(path) for path in sorted(BUNDLED.glob("*.txt"))}
    cases = json.loads((TEXTS / "ocr_cases.json").read_text(encoding="utf-8"))
    rows = [
        Row(case["name"] + name, score_source(bundled[case["truth"]].text, bundled[case["misread"]], running=running))
        for case in cases
        for name, running in (("", False), (", löptext", True))
    ]
    rows += list(score_rendered(bundled))
    misread = {case["misread"] for case in cases}
    texts = {name: Source((TEXTS / name).read_text(encoding="utf-8"), (), "text") for name in KINDS}
    clean = {name: source for name, source in bundled.items() if name not in misread} | texts
    rows += list(score_mixed(texts))
    if pairs is not None:
        rows += score_pairs(pairs)
    speed = time_repair(bundled[cases[0]["misread"]])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Report(tuple(rows), tuple(count_changes(name, source) for name, source in clean.items()), speed, memory)


def score_source(true: str, source: Source, *, running: bool = False) -> Score:
    """Repair a source and measure it against the true text, all of it or only its running text."""
    return score_text(true, source.text, repair(source)[0], running=running)


def score_rendered(bundled: dict[str, Source]) -> Iterator[Row]:
    """Bundled documents that were rendered and read with the wrong language, in fonts that training did not see."""
    for line in (TEXTS / "ocr_rendered.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        true = MARKS.sub("", bundled[one["truth"]].text)
        yield Row(f"{one['truth'][:3]} i {one['font']} {one['dpi']}", score_source(true, Source(one["misread"], (), "text")))


def count_changes(name: str, source: Source) -> Untouched:
    """How many changes a text gets that may not have any."""
    return Untouched(name, len(source.text), len(repair(source)[0]))


def score_mixed(texts: dict[str, Source]) -> Iterator[Row]:
    """A document of three pages, clean Swedish, misread Swedish and English: only the middle one may change."""
    true = [texts[name].text for name in ("swedish.txt", "swedish.txt", "english.txt")]
    parts = [true[0], true[1].translate(MISREAD), true[2]]
    starts = [sum(map(len, parts[:number])) for number in range(4)]
    whole = "".join(parts)
    pages = tuple(Page(number + 1, None, starts[number], starts[number + 1]) for number in range(3))
    for name, source in (("blandade sidor", Source(whole, pages, "text")), ("blandat utan sidor", Source(whole, (), "text"))):
        yield Row(name, score_text("".join(true), whole, repair(source)[0]))


def time_repair(source: Source) -> float:
    """Characters a second, CPU time of this process, the best of three."""
    times = []
    for _ in range(3):
        start = time.process_time()
        repair(source)
        times.append(time.process_time() - start)
    return len(source.text) / min(times)


def score_pairs(path: Path) -> list[Row]:
    """The held-out pairs read with the wrong language: by font and by size; the lines of one rendered document are repaired together."""
    by_name: dict[str, Score] = {}
    for (font, dpi), true, misread in read_groups(path):
        score = score_source(true, Source(misread, (), "text"))
        names = (f"typsnitt {font}", "alla, minst 150 dpi") if dpi >= LEAST_DPI else ()
        for name in (f"{dpi} dpi", *names):
            by_name[name] = by_name.get(name, Score()) + score
    return [Row(name, by_name[name]) for name in sorted(by_name)]


def read_groups(path: Path) -> Iterator[tuple[tuple[str, int], str, str]]:
    """Font and size, true text and misread text of each held-out document. Raises BadRequest when the file is none of pairs."""
    groups: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for pair in map(json.loads, lines):
                if pair["heldout"] and pair["lang"] == "eng":
                    key = tuple(str(pair.get(name)) for name in ("font", "dpi", "doc", "style", "noise"))
                    groups.setdefault(key, []).append((pair["clean"], pair["noisy"]))
    except (OSError, ValueError, KeyError, lzma.LZMAError) as error:
        raise BadRequest(
            f"{path.name} kan inte läsas som radpar ({error}). Ange en JSONL-fil med fälten clean, noisy och heldout."
        ) from error
    for key, members in groups.items():
        misread = "\n".join(noisy for _, noisy in members)
        if len(misread) >= LEAST_LETTERS:
            yield (key[0], int(key[1])), "\n".join(clean for clean, _ in members), misread


def row_figures(score: Score) -> dict[str, float]:
    """The measures of one row: shares as fractions, broken per 10,000 right words."""
    return {
        "words": score.words,
        "wrong": score.wrong,
        "mended": share(score.mended, score.wrong),
        "broken": score.broken,
        "broken_per_10000": 1e4 * share(score.broken, score.words - score.wrong),
        "cer_before": share(score.distance_before, score.letters),
        "cer_after": share(score.distance_after, score.letters),
        "wer_before": share(score.wrong, score.words),
        "wer_after": share(score.errors, score.words),
        "protected": score.protected,
        "harmed": score.harmed,
        "caught": share(score.caught, score.errors),
        "flagged": share(score.flagged, score.words),
        "missing": score.missing,
    }


def write_ocr(report: Report, most_errors: int = 10) -> str:
    """The report in Swedish: repairs, texts that may not change, speed and the commonest remaining errors."""
    head = f"{'underlag':<30}{'ord':>7}{'fel':>7}{'rättade':>9} {'95 %':<13}{'förstörda':>10}{'/10 000':>9}{'CER':>15}{'WER':>15}"
    lines = ["Lagning av text som lästs med fel språk", head + f"{'skyddade':>10}{'skadade':>9}{'flaggade fel':>14}{'flaggade ord':>14}"]
    lines += [write_row(row) for row in report.rows]
    lines += ["", "Texter som inte får ändras (tecken, ändringar)"]
    lines += [f"  {one.name:<26}{one.characters:>8}{one.changes:>6}" for one in report.untouched]
    lines += ["", f"Hastighet {report.speed:,.0f} tecken/s på en kärna, minne {report.memory:.0f} MiB".replace(",", " ")]
    left = sum((row.score for row in report.rows), Score()).left
    lines += ["", "Vanligaste kvarvarande fel (tryckt, läst, lagat)"]
    return "\n".join(
        lines + [f"  {count:>4}  {true} · {read} · {repaired}" for (true, read, repaired), count in left.most_common(most_errors)]
    )


def write_row(row: Row) -> str:
    """One row, shares in per cent."""
    figures = row_figures(row.score)
    low, high = wilson_interval(row.score.mended, row.score.wrong) if row.score.wrong else (0.0, 0.0)
    cells = f"{row.name:<30}{row.score.words:>7}{row.score.wrong:>7}{percent(figures['mended']):>9} {percent(low)}–{percent(high):<7}"
    cells += f"{row.score.broken:>9}{figures['broken_per_10000']:>9.1f}"
    cells += "".join(f"{percent(figures[f'{name}_before']):>8}→{percent(figures[f'{name}_after']):<6}" for name in ("cer", "wer"))
    return cells + f"{row.score.protected:>10}{row.score.harmed:>9}{percent(figures['caught']):>14}{percent(figures['flagged']):>14}"


def percent(value: float) -> str:
    """Per cent with a decimal comma."""
    return f"{100 * value:.2f}".replace(".", ",")
