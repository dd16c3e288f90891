"""People's judgement on the page: a round, one answer at a time, blind to the run, results and export.

In: forms. Out: HTML, or the scores as a file. What a judge sees never tells the run: neither the address nor the order does. Knows nothing
of how points are summed.
"""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from api.export import XLSX_TYPE, File
from api.page.site import first, read_form, render
from api.page.workbench import HOME, get_archive, go_to
from api.routes.problems import BadParameter
from api.routes.read import file_response
from corpus.errors import PlanlotsError, Unknown
from eval.archive import Archive
from eval.judge import (
    CITATION_POINTS,
    DEFAULT_QUESTIONS,
    SENTENCE_POINTS,
    Round,
    Score,
    Scores,
    measure_agreement,
    name_judge,
    next_item,
    read_round,
    read_scores,
    save_score,
    score_table,
    start_round,
    summarize_round,
)
from eval.measures import Estimate
from eval.sheets import write_book, write_csv

COMMENT_CHARS = 500
CSV_TYPE = "text/csv; charset=utf-8"
router = APIRouter(prefix=f"{HOME}/bedomning", include_in_schema=False)


@router.post("")
async def make_round(request: Request) -> Response:
    """A new round of the ticked runs."""
    form = await read_form(request)
    runs = [run for run in form.get("run", []) if run]
    if not runs:
        raise BadParameter("Ingen körning är vald. Kryssa för minst en.")
    number = first(form, "questions")
    if number and not (number.isdigit() and 0 < int(number) <= 5_000):
        raise BadParameter(f"”{number[:20]}” är inget antal frågor. Skriv ett tal från 1 till 5000.")
    made = await run_in_threadpool(start_round, get_archive(request), runs, first(form, "name"), int(number or DEFAULT_QUESTIONS))
    return go_to(request, f"{HOME}/bedomning/{made.id}")


@router.get("/{round_id}")
def show_round(request: Request, round_id: str) -> Response:
    """Who has judged, the result, and the way in."""
    archive = get_archive(request)
    judged = read_round(archive, round_id)
    scores = read_scores(archive, round_id)
    finished = any(next_item(judged, given) is None for given in scores.values())
    return render(
        request,
        "judge_round.html",
        judged=judged,
        scores=scores,
        results=name_results(archive, judged, scores) if finished else None,
        agreements=measure_agreement(scores),
    )


def name_results(archive: Archive, judged: Round, scores: Scores) -> list[tuple[str, Estimate | None]]:
    """The runs' names with their points; a run that was removed keeps its id."""
    named: list[tuple[str, Estimate | None]] = []
    for run_id, points in summarize_round(judged, scores).items():
        try:
            named.append((archive.read_run(run_id).name, points))
        except PlanlotsError:
            named.append((run_id, points))
    return named


@router.get("/{round_id}/svar")
def show_item(request: Request, round_id: str, bedomare: str = "", nr: int = 0) -> Response:
    """One answer to score; without a number the first that this person has not scored."""
    archive = get_archive(request)
    judged = read_round(archive, round_id)
    judge = name_judge(bedomare)
    given = read_scores(archive, round_id).get(judge, {})
    place = nr or next_item(judged, given)
    if place is None:
        return go_to(request, f"{HOME}/bedomning/{round_id}")
    if not 0 < place <= len(judged.items):
        raise Unknown(f"Svar {place} finns inte i bedömningen. Den har {len(judged.items)} svar.")
    item = judged.items[place - 1]
    return render(
        request,
        "judge_item.html",
        judged=judged,
        item=item,
        place=place,
        judge=judge,
        given=given.get(item.id),
        sentence_points=tuple(SENTENCE_POINTS),
        citation_points=tuple(CITATION_POINTS),
    )


@router.post("/{round_id}/svar")
async def save_item(request: Request, round_id: str) -> Response:
    """Keep the points, and go on to the next answer."""
    form = await read_form(request)
    archive = get_archive(request)
    judged = await run_in_threadpool(read_round, archive, round_id)
    judge = name_judge(first(form, "bedomare"))
    item = next((one for one in judged.items if one.id == first(form, "item")), None)
    if item is None:
        raise Unknown("Svaret finns inte i bedömningen. Börja om från bedömningens sida.")
    lines = read_points(form, "line", len(item.lines))
    sources = read_points(form, "source", len(item.sources))
    score = Score(lines, sources, first(form, "comment")[:COMMENT_CHARS])
    await run_in_threadpool(save_score, archive, round_id, judge, item, score)
    return go_to_item(request, round_id, judge)


def go_to_item(request: Request, round_id: str, judge: str) -> Response:
    """On to the first answer that this person has not scored."""
    response = go_to(request, f"{HOME}/bedomning/{round_id}/svar")
    address = response.headers["location"]
    response.headers["location"] = f"{address}{'&' if '?' in address else '?'}{urlencode({'bedomare': judge})}"
    return response


def read_points(form: dict[str, list[str]], name: str, count: int) -> tuple[int, ...]:
    """The points of each piece; −1, which is on no scale, where none was chosen."""
    said = [first(form, f"{name}-{place}") for place in range(1, count + 1)]
    return tuple(int(points) if points.isdigit() else -1 for points in said)


@router.get("/{round_id}/bedomningar.{format_}")
def save_scores(request: Request, round_id: str, format_: str) -> Response:
    """A row for every sentence and citation that was scored."""
    archive = get_archive(request)
    table = score_table(read_round(archive, round_id), read_scores(archive, round_id))
    if format_ == "csv":
        return file_response(File(write_csv(table), CSV_TYPE, f"planlots-{round_id}.csv"))
    if format_ == "xlsx":
        return file_response(File(write_book([table]), XLSX_TYPE, f"planlots-{round_id}.xlsx"))
    raise BadParameter(f"Formatet ”{format_[:20]}” finns inte. Välj xlsx eller csv.")
