"""`planlots eval`: question sets, area phrases and speed, from the command line.

In: arguments. Out: a report on standard output, or JSON; the exit code. Knows the other modules of eval, nothing of how they measure.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from tqdm import tqdm

from corpus.errors import BadRequest
from corpus.library import Library
from corpus.settings import Settings
from eval.areaset import AREAS, holds_phrases, place_phrases, read_phrases, summarize_areas
from eval.bench import run_bench, run_folder, running_service, write_figures
from eval.benchmark import ingest_passages, read_benchmark, run_benchmark
from eval.bundled import bundled_settings, ingest_bundled
from eval.gold import load_sections, resolve_questions
from eval.judged import estimate_support, find_moved, read_judgements, write_judged
from eval.load import RATE, run_loads, write_loads
from eval.ocr import measure_ocr, row_figures, write_ocr
from eval.questionset import DEVELOPMENT, KINDS, Problem, Question, read_questions
from eval.report import show_estimate, write_report
from eval.run import Outcome, find_unstable, outcome_row, run_set
from eval.sizes import SIZES, draw_rows, prepare_trial, run_sizes, write_rows
from eval.slips import SLIPS, slip_questions
from eval.summary import group_outcomes, summarize_answers, summarize_refusals, summarize_search, summarize_times, summary_row

DESCRIPTION = "Mäter sökning och svar med en frågesamling, eller hur snabbt och stort allt är."
EXAMPLES = """exempel:
  planlots eval                            medföljande frågor mot medföljande dokument
  planlots eval fragor.jsonl --data data   egna frågor mot egna dokument
  planlots eval --kind list --twice        bara listfrågor, och kontroll att svaren är desamma två gånger
  planlots eval run --help                 utvärderarnas verktyg: template, check, run, runs, report, compare, gate, judge
  planlots eval areas                      vardagsuttryck till utvecklingsområden
  planlots eval judged                     påståenden som bedömts för hand: hur många deras citat stödjer
  planlots eval bench                      hastighet, minne och starttid
  planlots eval bench --load --data data   20 och 100 användare åt gången
  planlots eval bench --peers --passages 200,5000 --fill stycken.jsonl --plot bench.svg  jämfört med andra sökmotorer
  planlots eval ocr                        lagning av skannad text
  planlots eval --slips utan-aao           samma frågor skrivna utan å, ä och ö
  planlots eval soktest --questions fragor.jsonl --passages stycken.jsonl  egna söktest, t.ex. vanliga frågor med svar
"""


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add `eval` to the commands; its handler is the default `run`."""
    parser = subparsers.add_parser(
        "eval", help="mät sökning och svar", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "set",
        nargs="?",
        default=str(DEVELOPMENT),
        metavar="SAMLING",
        help="JSONL-fil med frågor eller vardagsuttryck, eller areas, bench, judged, soktest eller ocr",
    )
    parser.add_argument("--data", help="datamapp att mäta; utan den läses de medföljande dokumenten in på nytt i en tillfällig mapp")
    parser.add_argument("--kind", choices=KINDS, help="bara frågor av den här sorten")
    parser.add_argument("--twice", action="store_true", help="fråga två gånger till och kontrollera att svaren är lika")
    parser.add_argument("--slips", choices=SLIPS, help="skriv frågorna slarvigt, på samma sätt varje gång")
    parser.add_argument(
        "--questions", type=Path, metavar="FIL", help='för soktest: rader av {"question", "relevant": [id]}, eller SweQUAD:s fil'
    )
    parser.add_argument("--passages", metavar="FIL", help="för soktest: fil med id, title och text; för bench: antal, t.ex. 200,5000")
    parser.add_argument("--peers", action="store_true", help="för bench: jämför med bm25s, LlamaIndex och QdrantClient (tillägget peers)")
    parser.add_argument("--load", action="store_true", help="för bench: 20 och 100 användare åt gången mot en egen tjänst")
    parser.add_argument("--seconds", type=float, default=10.0, metavar="TAL", help="för --load: så länge frågar varje grupp (10)")
    parser.add_argument(
        "--rate", type=float, default=RATE, metavar="TAL", help="för --load: frågor i sekunden som kommer när de kommer (15)"
    )
    parser.add_argument("--fill", type=Path, metavar="FIL", help="för bench: .jsonl med andra stycken att fylla på med")
    parser.add_argument("--plot", type=Path, metavar="FIL", help="för bench: rita resultatet, .svg eller .png")
    parser.add_argument("--pairs", type=Path, metavar="FIL", help="för ocr: radpar av tryckt och läst text, .jsonl.xz")
    parser.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    parser.set_defaults(run=run_eval)
    return parser


def run_eval(arguments: argparse.Namespace) -> int:
    """What the arguments ask for; the exit code is 0 when it could be measured, 1 when answers differ between two runs."""
    tasks = {"areas": eval_areas, "bench": eval_bench, "ocr": eval_ocr, "soktest": eval_benchmark, "judged": eval_judged}
    given = eval_areas if holds_phrases(Path(arguments.set)) else eval_questions
    return tasks.get(arguments.set, given)(arguments)


def eval_questions(arguments: argparse.Namespace) -> int:
    """Run a question set and print its report."""
    questions = choose_questions(Path(arguments.set), arguments.kind)
    questions = slip_questions(questions, arguments.slips) if arguments.slips else questions
    with open_corpus(arguments.data) as library:
        targets, problems = resolve_questions(questions, load_sections(library.store))
        with tqdm(total=len(questions), desc="Frågor", disable=None) as bar:
            outcomes = run_set(library, questions, targets, bar.update)
        unstable = find_unstable(library, questions) if arguments.twice else None
    if arguments.json:
        print_json(run_row(arguments.set, outcomes, problems, unstable))
    else:
        sys.stdout.write(write_report(outcomes, problems, unstable) + "\n")
    return 1 if unstable else 0


def choose_questions(path: Path, kind: str | None) -> tuple[Question, ...]:
    """The questions of a set, of one kind if one is named. Raises BadRequest when none are left."""
    questions = tuple(question for question in read_questions(path) if kind in (None, question.kind))
    if not questions:
        raise BadRequest(f"{path.name} har inga frågor av sorten {kind}. Välj en annan med --kind.")
    return questions


@contextmanager
def open_corpus(data: str | None) -> Iterator[Library]:
    """The library of a data folder, or of the bundled documents in a throw-away folder. Raises BadRequest when the folder holds nothing."""
    with nullcontext(Settings.read(data)) if data else bundled_settings() as settings, Library.open(settings, child=False) as library:
        if not data:
            ingest_bundled(library)
        if not library.store.documents():
            raise BadRequest(f"Datamappen {settings.data} är tom. Läs in dokument med planlots ingest först.")
        yield library


def run_row(name: str, outcomes: Sequence[Outcome], problems: Sequence[Problem], unstable: Sequence[str] | None) -> dict[str, Any]:
    """A whole run as JSON."""
    kinds = group_outcomes(outcomes, lambda outcome: [outcome.question.kind])
    return {
        "set": Path(name).name,
        "questions": len(outcomes),
        "version": planlots_version(),
        "search": summary_row(summarize_search(outcomes)),
        "answers": summary_row(summarize_answers(outcomes)),
        "by_kind": {kind: summary_row(summarize_answers(members)) for kind, members in kinds.items()},
        "refusals": summary_row(summarize_refusals(outcomes)),
        "times_ms": summarize_times(outcomes),
        "unstable": unstable,
        "problems": [str(problem) for problem in problems],
        "outcomes": [outcome_row(outcome) for outcome in outcomes],
    }


def planlots_version() -> str:
    """Version of the installed package, "okänd" in a bare checkout."""
    try:
        return version("planlots")
    except PackageNotFoundError:
        return "okänd"


def eval_areas(arguments: argparse.Namespace) -> int:
    """Rank areas for the everyday phrases, print shares and the phrases that missed."""
    phrases = read_phrases(AREAS if arguments.set == "areas" else Path(arguments.set))
    with open_corpus(arguments.data) as library:
        placed = place_phrases(library, phrases)
    measures = summarize_areas(placed)
    if arguments.json:
        rows = [
            {"phrase": one.phrase.phrase, "document": one.phrase.document, "rank": one.rank, "rank_all": one.rank_all} for one in placed
        ]
        print_json({"areas": summary_row(measures), "phrases": rows})
        return 0
    lines = [f"  {name:<10} {show_estimate(estimate)}" for name, estimate in measures.items()]
    missed = [
        f"  {one.rank or '–':>3}  {one.phrase.phrase}  →  {one.phrase.area}\n       först: {one.first}" for one in placed if one.rank != 1
    ]
    sys.stdout.write("\n".join(["Vardagsuttryck till rätt område", *lines, f"Inte först ({len(missed)})", *missed]) + "\n")
    return 0


def eval_judged(arguments: argparse.Namespace) -> int:
    """Print the share of the hand-judged statements that their quotes bear; 1 when a quote no longer stands in the corpus."""
    judged = read_judgements()
    with open_corpus(arguments.data) as library:
        moved = find_moved(judged, load_sections(library.store))
    if arguments.json:
        print_json(
            {"supported": asdict(estimate) if (estimate := estimate_support(judged)) else None, "moved": [one.line for one in moved]}
        )
    else:
        sys.stdout.write(write_judged(judged, moved) + "\n")
    return 1 if moved else 0


def eval_benchmark(arguments: argparse.Namespace) -> int:
    """Search a benchmark's passages for its questions, in a throw-away folder, and print the measures."""
    if arguments.questions is None:
        raise BadRequest("Ange frågorna med --questions FIL och passagerna med --passages FIL; för SweQUAD räcker --questions.")
    benchmark = read_benchmark(arguments.questions, Path(arguments.passages) if arguments.passages else None)
    with bundled_settings() as settings, Library.open(settings, child=False) as library:
        ingest_passages(benchmark.passages, library)
        with tqdm(total=len(benchmark.queries), desc="Frågor", disable=None) as bar:
            measures = run_benchmark(library, benchmark.queries, arguments.slips, bar.update)
    if arguments.json:
        print_json(summary_row(measures))
    else:
        lines = [f"{len(benchmark.queries)} frågor mot {len(benchmark.passages)} passager"]
        sys.stdout.write("\n".join([*lines, *(f"  {name:<10} {show_estimate(one)}" for name, one in measures.items())]) + "\n")
    return 0


def eval_bench(arguments: argparse.Namespace) -> int:
    """Print how fast and how large; with sizes or peers, side by side at each number of passages."""
    if arguments.load:
        return eval_load(arguments)
    if arguments.peers or arguments.passages:
        return eval_sizes(arguments)
    questions = read_questions(DEVELOPMENT)
    if arguments.data:
        figures = run_folder(Settings.read(arguments.data), [question for question in questions if not question.history])
    else:
        figures = run_bench(questions, lambda line: sys.stderr.write(line + "\n"))
    if arguments.json:
        print_json([asdict(figure) for figure in figures])
    else:
        sys.stdout.write(write_figures(figures) + "\n")
    return 0


def eval_load(arguments: argparse.Namespace) -> int:
    """Start a service of its own, let many ask it at once, and print how it did. Exit code 1 when it answered wrongly."""
    questions = [question.question for question in read_questions(DEVELOPMENT) if not question.history]
    loads = []

    def say(line: str) -> None:
        sys.stderr.write(line + "\n")

    with filled_settings(arguments) as settings, running_service(settings) as (port, _, process):
        for load in run_loads(port, process.pid, questions, arguments.seconds, say, arguments.rate):
            loads.append(load)
            sys.stderr.write(write_loads([load]) + "\n")
    if arguments.json:
        print_json([asdict(load) for load in loads])
    else:
        sys.stdout.write(write_loads(loads) + "\n")
    return 1 if any(load.wrong for load in loads) else 0


@contextmanager
def filled_settings(arguments: argparse.Namespace) -> Iterator[Settings]:
    """The data folder that was named, or a throw-away one with the bundled documents, filled up to --passages with --fill."""
    if arguments.data:
        yield Settings.read(arguments.data)
        return
    with tempfile.TemporaryDirectory(prefix="planlots-load-") as name:
        size = int(arguments.passages) if (arguments.passages or "").isdecimal() else 0
        trial, _ = prepare_trial(Path(name), (), size, arguments.fill)
        yield replace(Settings.read(trial.folder / "data"), database=None)


def eval_sizes(arguments: argparse.Namespace) -> int:
    """Print a row for each engine and size as it comes, and draw them all."""
    try:
        sizes = tuple(int(size) for size in (arguments.passages or "").split(",") if size) or SIZES[:2]
    except ValueError as error:
        raise BadRequest(f"--passages {arguments.passages} är inte tal åtskilda med komma. Skriv t.ex. 200,5000.") from error
    rows = []
    for row in run_sizes(read_questions(DEVELOPMENT), sizes, arguments.fill, arguments.peers, lambda line: sys.stderr.write(line + "\n")):
        rows.append(row)
        sys.stderr.write(write_rows([row]) + "\n")
    if arguments.plot:
        draw_rows(rows, arguments.plot)
    if arguments.json:
        print_json([asdict(row) for row in rows])
    else:
        sys.stdout.write(write_rows(rows) + "\n")
    return 0


def eval_ocr(arguments: argparse.Namespace) -> int:
    """Print how well repair mends scanned text, and what it leaves alone."""
    report = measure_ocr(arguments.pairs)
    if arguments.json:
        rows = [{"name": row.name, **row_figures(row.score)} for row in report.rows]
        untouched = [asdict(text) for text in report.untouched]
        print_json({"rows": rows, "untouched": untouched, "characters_per_second": report.speed, "memory_mib": report.memory})
    else:
        sys.stdout.write(write_ocr(report) + "\n")
    return 0


def print_json(value: object) -> None:
    """JSON on standard output, sets and tuples as lists."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=list) + "\n")
