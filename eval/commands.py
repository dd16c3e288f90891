"""`planlots eval template|check|run|runs|report|compare|gate|judge`: the workbench on the command line.

In: arguments. Out: files, text or JSON; the exit code: 0 went well, 1 something failed, 3 the gate is shut. The same archive as the page's.
Knows the modules of eval, nothing of how they measure.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tqdm import tqdm

from corpus.errors import BadRequest, IndexUnavailable
from corpus.index_owner import has_owner
from corpus.library import Library
from corpus.settings import Settings
from corpus.store import Store
from eval.archive import BUNDLED_SET, ENDED, Archive, QuestionSet, Run
from eval.catalogue import MEASURES
from eval.cli import open_corpus
from eval.compare import compare_outcomes, say_change
from eval.console import choose_writer, print_json, read_bytes, save, say
from eval.findings import Findings, find
from eval.gate import Check, check_run, keep_run, read_kept, read_limits
from eval.gold import load_sections, resolve_questions
from eval.intake import write_template
from eval.judge import ROUNDS, measure_agreement, read_round, read_scores, score_table, start_round, summarize_round
from eval.questionset import DEVELOPMENT
from eval.report import comma, show_estimate
from eval.report_docx import write_docx
from eval.report_html import comparison_page, report_page, say_verdict
from eval.report_sheet import write_xlsx
from eval.run import Outcome, run_set
from eval.session import follow_run, perform_run, previous_run, read_outcomes
from eval.sheets import write_book, write_csv
from eval.takein import check_file, take_in

STATES = {"queued": "väntar", "running": "pågår", "done": "klar", "cancelled": "avbruten", "failed": "misslyckades"}
SHUT = 3  # the gate's exit code when a limit is not met
Parser = argparse.ArgumentParser
Add = Callable[..., Parser]  # name, what runs it, help, example -> the parser of one command
EXAMPLES = """exempel:
  planlots eval template --out fragor.xlsx          mall att fylla i
  planlots eval check fragor.xlsx --data data       kontrollera raderna mot dokumenten
  planlots eval run fragor.xlsx --data data         kör och spara körningen
  planlots eval report --data data --out rapport.html
  planlots eval compare --data data                 de två senaste körningarna
  planlots eval gate granser.toml                   slutkod 3 om en gräns inte nås
"""


def add_parser(subparsers: argparse._SubParsersAction[Parser]) -> Parser:
    """Add `eval` with the workbench's own commands."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = subparsers.add_parser(
        "eval", help="mät sökning och svar", description="Utvärderarnas verktyg.", epilog=EXAMPLES, formatter_class=raw
    )
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", required=True)

    def add(name: str, run: Callable[[argparse.Namespace], int], help_: str, example: str, *, data: bool = True) -> Parser:
        one = commands.add_parser(
            name, help=help_, description=help_.capitalize() + ".", epilog=f"exempel:\n  {example}", formatter_class=raw
        )
        one.set_defaults(run=run)
        if data:
            one.add_argument("--data", help="datamapp; annars data eller PLANLOTS_DATA")
        one.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
        return one

    add_sets(add)
    add_reports(add)
    add_judging(add)
    return parser


def add_sets(add: Add) -> None:
    """Sets and runs of them."""
    template = add("template", run_template, "skriv Excelmallen för frågor", "planlots eval template --out fragor.xlsx", data=False)
    template.add_argument("--out", type=Path, default=Path("fragor.xlsx"), metavar="FIL", help="filen att skriva; annars fragor.xlsx")
    check = add("check", run_check, "kontrollera en frågesamling mot dokumenten", "planlots eval check fragor.xlsx --data data")
    check.add_argument("file", type=Path, metavar="FIL", help="Excel, CSV eller JSONL")
    run = add("run", run_run, "kör en frågesamling och spara körningen", "planlots eval run fragor.xlsx --name 'efter nya dokumenten'")
    run.add_argument(
        "set", nargs="?", default=BUNDLED_SET, metavar="SAMLING", help="fil, eller id för en uppladdad samling; annars de medföljande"
    )
    run.add_argument("--name", default="", help="körningens namn")
    add("runs", run_runs, "lista körningar, nyast först", "planlots eval runs --data data")


def add_reports(add: Add) -> None:
    """What a run says, alone and beside another."""
    report = add("report", run_report, "skriv rapporten över en körning", "planlots eval report --out rapport.docx")
    report.add_argument("id", nargs="?", metavar="KÖRNING", help="körningens id; annars den senaste")
    report.add_argument("--out", type=Path, metavar="FIL", help="fil som slutar på .html, .docx eller .xlsx")
    compare = add("compare", run_compare, "jämför två körningar", "planlots eval compare 20260101-120000-ab12 20260201-120000-cd34")
    compare.add_argument("ids", nargs="*", metavar="KÖRNING", help="före och efter; annars de två senaste")
    compare.add_argument("--out", type=Path, metavar="FIL", help="skriv jämförelsen som .html")


def add_judging(add: Add) -> None:
    """Who tells whether it is good enough: limits, and people."""
    gate = add("gate", run_gate, "pröva mot gränser; slutkod 3 när en inte nås", "planlots eval gate eval/limits/development.toml")
    gate.add_argument("limits", type=Path, metavar="GRÄNSER", help="TOML-fil med gränser")
    gate.add_argument("--set", type=Path, default=DEVELOPMENT, metavar="SAMLING", help="frågor; annars de medföljande")
    gate.add_argument("--run", dest="run_id", metavar="KÖRNING", help="pröva en sparad körning i stället för att köra")
    gate.add_argument("--keep", type=Path, metavar="FIL", help="spara körningen att jämföra med nästa gång")
    judge = add(
        "judge", run_judge, "människors bedömningar: skapa, visa och spara", "planlots eval judge omgang-1a2b3c4d --out bedomningar.xlsx"
    )
    judge.add_argument("round", nargs="?", metavar="OMGÅNG", help="id; utan det listas omgångarna")
    judge.add_argument("--start", nargs="+", metavar="KÖRNING", help="ny omgång av de här körningarna; bedöms på sidan Utvärdering")
    judge.add_argument("--questions", type=int, default=30, metavar="N", help="antal frågor i en ny omgång; annars 30")
    judge.add_argument("--out", type=Path, metavar="FIL", help="skriv bedömningarna som .xlsx eller .csv")


def run_template(arguments: argparse.Namespace) -> int:
    """Write the workbook to fill in."""
    save(arguments.out, write_template())
    return 0


def run_check(arguments: argparse.Namespace) -> int:
    """Say what is wrong with a file; 1 when something is."""
    with closing(Store.open(Settings.read(arguments.data), read_only=True)) as store:
        checked = check_file(store, arguments.file.name, read_bytes(arguments.file))
    if arguments.json:
        refused = [asdict(one) for one in checked.refused]
        print_json({"questions": len(checked.questions), "skipped": checked.skipped, "unused": checked.unused, "refused": refused})
    else:
        say(describe_set(checked))
    return 1 if checked.refused else 0


def describe_set(kept: QuestionSet) -> str:
    """How many can be run, and every row to mend."""
    lines = [f"Rad {one.line}, {one.field}: {one.message}" for one in kept.refused]
    rows = f"{len(kept.refused)} {'rad' if len(kept.refused) == 1 else 'rader'} att rätta."
    count = "1 fråga" if len(kept.questions) == 1 else f"{len(kept.questions)} frågor"
    unused = [f"Kolumner som inte används: {', '.join(kept.unused)}."] if kept.unused else []
    return "\n".join([f"{count} kan köras. {rows if lines else ''}".strip(), *unused, *lines])


def run_run(arguments: argparse.Namespace) -> int:
    """Do a run here, or let the service that has the data folder do it."""
    settings = Settings.read(arguments.data)
    archive = Archive.of(settings)
    try:
        with Library.open(settings, child=False) as library:
            run = queue_run(archive, library.store, arguments)
            with tqdm(total=run.total, desc="Frågor", disable=None) as bar:
                run = perform_run(library, archive, run, lambda now: bar.update(now.done - bar.n))
    except IndexUnavailable:
        with closing(Store.open(settings, read_only=True)) as store:
            run = queue_run(archive, store, arguments)
        with tqdm(total=run.total, desc="Frågor", disable=None) as bar:
            run = follow_run(archive, run, lambda: has_owner(settings.data / "index"), lambda now: bar.update(now.done - bar.n))
    if run.state != "done":
        raise BadRequest(f"Körningen {run.id} blev inte klar. {run.message}")
    found = find_all(archive, run)
    if arguments.json:
        print_json(run_summary(found))
    else:
        say(
            f"{found.total}\n{found.change}".strip()
            + f"\nKörningen heter {run.id}. Skriv rapporten med planlots eval report --out rapport.html"
        )
    return 0


def queue_run(archive: Archive, store: Store, arguments: argparse.Namespace) -> Run:
    """A run of a stored set, or of a file that is taken in first."""
    path = Path(arguments.set)
    if not path.is_file():
        return archive.add_run(archive.read_set(arguments.set), arguments.name)
    kept = take_in(archive, store, path.name, read_bytes(path))
    if kept.refused:
        sys.stderr.write(describe_set(kept) + "\n")
    if not kept.questions:
        raise BadRequest(f"{path.name} har inga frågor som kan köras. Rätta raderna ovan.")
    return archive.add_run(kept, arguments.name)


def run_runs(arguments: argparse.Namespace) -> int:
    """List runs."""
    runs = Archive.of(Settings.read(arguments.data)).list_runs()
    if arguments.json:
        print_json([asdict(run) for run in runs])
    else:
        lines = [f"{run.id}  {STATES[run.state]:<12}  {run.done:>4} av {run.total:<4}  {run.name}" for run in runs]
        say("\n".join(lines or ["Ingen körning än."]))
    return 0 if runs else 1


def run_report(arguments: argparse.Namespace) -> int:
    """Write a report as a file, or page one as text."""
    archive = Archive.of(Settings.read(arguments.data))
    found = find_all(archive, choose_run(archive, arguments.id))
    if arguments.json:
        print_json(run_summary(found))
    elif arguments.out is None:
        say(tell_first_page(found))
    else:
        writers: dict[str, Callable[[Findings], bytes]] = {
            ".html": lambda one: report_page(one).encode(),
            ".docx": write_docx,
            ".xlsx": write_xlsx,
        }
        save(arguments.out, choose_writer(writers, arguments.out)(found))
    return 0


def tell_first_page(found: Findings) -> str:
    """What a steering group reads, as text."""
    worst = [f"  {one.outcome.question.question}\n      {one.outcome.verdict} · {one.step}: {one.why}" for one in found.worst]
    parts = [
        found.run.name,
        found.total,
        f"Andel rätt {show_estimate(found.right)}",
        found.change,
        *(f"Råd: {line}" for line in found.advice),
    ]
    return "\n".join([*filter(None, parts), *(["De sämsta svaren:", *worst] if worst else [])])


def run_compare(arguments: argparse.Namespace) -> int:
    """Two runs beside each other."""
    archive = Archive.of(Settings.read(arguments.data))
    ids = arguments.ids or [run.id for run in archive.list_runs() if run.state == "done"][1::-1]
    if len(ids) != 2:
        raise BadRequest("Det behövs två körningar som är klara. Ange deras id, eller kör frågorna igen.")
    before, after = (archive.read_run(run_id) for run_id in ids)
    found = compare_outcomes(read_outcomes(archive, before.id), read_outcomes(archive, after.id))
    if arguments.out:
        save(arguments.out, choose_writer({".html": lambda _: comparison_page(before, after, found).encode()}, arguments.out)(None))
    elif arguments.json:
        changed = [
            {"id": pair.after.question.id, "before": pair.before.verdict, "after": pair.after.verdict}
            for pair in found.pairs
            if pair.change
        ]
        rows = {"gained": found.gained, "lost": found.lost, "p": found.p, "differences": [asdict(one) for one in found.differences]}
        print_json({"before": before.id, "after": after.id, **rows, "changed": changed})
    else:
        lines = [
            f"  {'+' if pair.change > 0 else '−'} {pair.before.verdict} → {pair.after.verdict}: {pair.after.question.question}"
            for pair in found.pairs
            if pair.change
        ]
        figures = [
            f"  {MEASURES[one.name].name:<20} {comma(one.before)} → {comma(one.after)}  p = {comma(one.p)}" for one in found.differences
        ]
        say("\n".join([say_change(found, before.name, before.created[:10]), say_verdict(found), *figures, *lines]))
    return 0


def run_gate(arguments: argparse.Namespace) -> int:
    """Try a run against limits."""
    limits = read_limits(arguments.limits)
    outcomes = gate_outcomes(arguments)
    kept = read_kept(limits.against) if limits.against and limits.against.exists() else None
    checks = check_run(limits, outcomes, kept)
    if arguments.keep:
        keep_run(arguments.keep, outcomes)
    if arguments.json:
        print_json({"passed": all(one.passed for one in checks), "checks": [asdict(one) for one in checks]})
    else:
        say("\n".join(show_check(one) for one in checks))
    return 0 if all(one.passed for one in checks) else SHUT


def show_check(check: Check) -> str:
    """A line for one demand."""
    return f"{'godkänt  ' if check.passed else 'UNDERKÄNT'}  {check.text}"


def gate_outcomes(arguments: argparse.Namespace) -> tuple[Outcome, ...]:
    """Of a stored run, or of the set run now: the bundled documents in a folder of their own, unless --data says otherwise."""
    if arguments.run_id:
        return read_outcomes(Archive.of(Settings.read(arguments.data)), arguments.run_id)
    with open_corpus(arguments.data) as library:
        questions = check_file(library.store, arguments.set.name, read_bytes(arguments.set)).questions
        targets, _ = resolve_questions(questions, load_sections(library.store))
        with tqdm(total=len(questions), desc="Frågor", disable=None) as bar:
            return run_set(library, questions, targets, bar.update)


def run_judge(arguments: argparse.Namespace) -> int:
    """List rounds, start one, or show and save one's scores."""
    archive = Archive.of(Settings.read(arguments.data))
    if arguments.start:
        made = start_round(archive, arguments.start, "", arguments.questions)
        say(f"Omgången {made.id} har {len(made.items)} svar. Bedöm dem på sidan Utvärdering.")
        return 0
    if not arguments.round:
        rounds = [read_round(archive, name) for name in archive.list_parts(ROUNDS)]
        say("\n".join(f"{one.id}  {len(one.items):>4} svar  {one.name}" for one in rounds) or "Ingen bedömning än.")
        return 0
    judged = read_round(archive, arguments.round)
    scores = read_scores(archive, judged.id)
    table = score_table(judged, scores)
    if arguments.out:
        save(
            arguments.out, choose_writer({".xlsx": lambda _: write_book([table]), ".csv": lambda _: write_csv(table)}, arguments.out)(None)
        )
        return 0
    points = [f"  {run}: {show_estimate(one)}" for run, one in summarize_round(judged, scores).items()]
    alike = [f"  {one.one} – {one.other}: {comma(one.equal.value)} lika" for one in measure_agreement(scores)]
    say(
        "\n".join(
            [f"{judged.name}, {len(judged.items)} svar, {len(scores)} bedömare", "Poäng, 0–100:", *points, "Hur lika:", *(alike or ["  –"])]
        )
    )
    return 0


def choose_run(archive: Archive, run_id: str | None) -> Run:
    """The named run, or the latest that has answers. Raises BadRequest when there is none."""
    run = archive.read_run(run_id) if run_id else next((one for one in archive.list_runs() if one.done and one.state in ENDED), None)
    if run is None or not run.done:
        raise BadRequest("Det finns ingen körning med svar. Kör först med planlots eval run.")
    return run


def find_all(archive: Archive, run: Run) -> Findings:
    """The findings of a run, beside the one before it."""
    before = previous_run(archive, run)
    return find(run, read_outcomes(archive, run.id), (before, read_outcomes(archive, before.id)) if before else None)


def run_summary(found: Findings) -> dict[str, Any]:
    """A run's figures as JSON."""
    return {
        "run": found.run.id,
        "total": found.total,
        "change": found.change,
        "advice": found.advice,
        "steps": found.steps,
        "measures": {name: asdict(one) if one else None for name, one in found.measures.items()},
        "times_ms": found.times,
    }
