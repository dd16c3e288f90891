"""Outcomes of a run -> what a steering group should know: the count, the change, the worst answers, where it went wrong, what to do.

In: outcomes, perhaps with those of an earlier run. Out: plain Swedish sentences and rows of figures, which the reports lay out.
Knows nothing of HTML, Word or plots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.analysis import question_terms
from eval.archive import Run
from eval.compare import Comparison, compare_outcomes, say_change
from eval.intake import KIND_NAMES
from eval.measures import Estimate, estimate_share, percentile
from eval.report import BADNESS, explain_step
from eval.run import VERDICTS, Outcome
from eval.summary import (
    Measures,
    count_verdicts,
    group_outcomes,
    name_form,
    summarize_answers,
    summarize_refusals,
    summarize_search,
    summarize_times,
)

WORST = 5
FEW = 30  # questions below which a share's interval is wider than ±18 points
EASY, HARD = 0.5, 0.2  # share of a question's words that its gold says too: from here easy, below this hard
BINS = 5  # of the calibration plot: twenty per cent each
GOOD = frozenset({"rätt", "rätt avvisad"})
PLURALS: Mapping[str, tuple[str, str]] = {
    "rätt": ("rätt", "rätt"),
    "ofullständigt": ("ofullständigt", "ofullständiga"),
    "fel": ("fel", "fel"),
    "felaktigt avvisad": ("felaktigt avvisad", "felaktigt avvisade"),
    "rätt avvisad": ("rätt avvisad", "rätt avvisade"),
    "svarade ändå": ("besvarad fast svaret inte finns", "besvarade fast svaret inte finns"),
}
VERDICT = (  # share right from which it is said
    (0.9, "Svaren håller för att användas, med kontroll mot källan. Kör samma frågor igen efter varje ändring."),
    (0.75, "Svaren håller för att prövas i liten skala, av användare som kontrollerar källan. Gå igenom de sämsta svaren först."),
    (0.0, "Svaren håller inte för att tas i bruk än. Gå igenom var det gick fel, och kör igen."),
)
ADVICE: Mapping[str, str] = {
    "sökning": "De flesta felen uppstår i sökningen: rätt ställe hittas inte. Se om dokumenten är läsbara (sidan Dokument) och om frågorna "
    "använder ord som dokumenten saknar helt.",
    "förståelse": "De flesta felen uppstår när frågan tolkas. Se vilka frågor som lästes som fel sort, och om de kan ställas på fler sätt.",
    "sammansättning": "De flesta felen uppstår när svaret sätts samman: rätt ställe hittas men svaret saknar ett faktum. Läs källan "
    "bredvid svaret, och se om facits fakta är för snävt skrivna.",
    "avvisning": "De flesta felen gäller vad programmet vågar svara på. Visa användarna hur ett avvisat svar ser ut och vad de gör då.",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Some of the questions and how they went."""

    name: str
    n: int
    counts: dict[str, int]  # verdict -> how many
    right: Estimate


@dataclass(frozen=True, slots=True)
class Bin:
    """Answers of like certainty."""

    low: float
    high: float
    n: int
    chance: float  # mean
    right: float  # share


@dataclass(frozen=True, slots=True)
class Bad:
    """One answer that is not right, and where it went wrong."""

    outcome: Outcome
    step: str
    why: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything a report says."""

    run: Run
    outcomes: tuple[Outcome, ...]
    total: str  # "Av 120 frågor: …"
    right: Estimate
    change: str  # "" without an earlier run
    comparison: Comparison | None
    worst: tuple[Bad, ...]
    bad: tuple[Bad, ...]
    steps: dict[str, int]
    advice: tuple[str, ...]
    by_kind: tuple[Group, ...]
    by_document: tuple[Group, ...]
    by_difficulty: tuple[Group, ...]
    by_form: tuple[Group, ...]
    measures: Measures
    times: dict[str, float]
    bins: tuple[Bin, ...]


def find(run: Run, outcomes: Sequence[Outcome], earlier: tuple[Run, Sequence[Outcome]] | None = None) -> Findings:
    """All findings of a run. `outcomes` must not be empty."""
    bad = tuple(sorted(map(judge_bad, filter(is_bad, outcomes)), key=lambda one: (BADNESS[one.outcome.verdict], one.outcome.question.line)))
    comparison = compare_outcomes(earlier[1], outcomes) if earlier else None
    right = estimate_share([outcome.verdict in GOOD for outcome in outcomes])
    assert right is not None  # there are outcomes
    steps = Counter(one.step for one in bad)
    bins = calibrate(outcomes)
    measures: Measures = {"right": right, **summarize_answers(outcomes), **summarize_refusals(outcomes), **summarize_search(outcomes)}
    return Findings(
        run=run,
        outcomes=tuple(outcomes),
        total=say_total(outcomes),
        right=right,
        change=say_change(comparison, earlier[0].name, earlier[0].created[:10]) if earlier and comparison else "",
        comparison=comparison,
        worst=bad[:WORST],
        bad=bad,
        steps=dict(steps.most_common()),
        advice=advise(outcomes, right, steps, comparison),
        by_kind=group(outcomes, lambda outcome: [name_kind(outcome)]),
        by_document=group(outcomes, name_documents),
        by_difficulty=group(outcomes, lambda outcome: [grade(outcome)]),
        by_form=group(outcomes, name_form),
        measures={**measures, "calibration_error": calibration_error(bins)},
        times=summarize_times(outcomes),
        bins=bins,
    )


def is_bad(outcome: Outcome) -> bool:
    """Whether it is neither right nor rightly refused."""
    return outcome.verdict not in GOOD


def judge_bad(outcome: Outcome) -> Bad:
    """The step that failed, and why."""
    why = outcome.error or explain_step(outcome)
    return Bad(outcome, outcome.step or "", why[:1].upper() + why[1:] + ("" if why.endswith(".") else "."))


def say_total(outcomes: Sequence[Outcome]) -> str:
    """The run in one sentence: verdicts that occur, and always how many are right and wrong."""
    counts = count_verdicts(outcomes)
    shown = [verdict for verdict in VERDICTS if counts[verdict] or verdict in ("rätt", "fel")]
    parts = [f"{counts[verdict]} {PLURALS[verdict][counts[verdict] != 1]}" for verdict in shown]
    return f"Av {len(outcomes)} {'fråga' if len(outcomes) == 1 else 'frågor'}: {', '.join(parts)}."


def advise(outcomes: Sequence[Outcome], right: Estimate, steps: Counter[str], comparison: Comparison | None) -> tuple[str, ...]:
    """What to do next, most pressing first."""
    said = []
    counts = count_verdicts(outcomes)
    unanswerable = counts["rätt avvisad"] + counts["svarade ändå"]
    if comparison and comparison.is_loss:
        said.append("Ta inte den här versionen i bruk: den svarar sämre än förra körningen, och skillnaden är större än slumpen ger.")
    elif len(outcomes) >= FEW:
        said.append(next(text for share, text in VERDICT if right.value >= share))
    if len(outcomes) < FEW:
        said.append(f"Lägg till fler frågor innan du drar slutsatser: {len(outcomes)} är få, och andelen rätt är osäker.")
    if unanswerable == 0:
        said.append("Lägg till frågor som inte kan besvaras. Utan dem syns inte om programmet hittar på svar.")
    elif counts["svarade ändå"] > 0.2 * unanswerable:
        said.append("Påminn användarna om att kontrollera källan: mer än var femte fråga utan svar besvarades ändå.")
    if steps:
        said.append(ADVICE[max(steps, key=lambda step: (steps[step], step))])
    return tuple(said or ["Alla frågor gick rätt. Lägg till svårare frågor, i användarnas egna ord."])


def group(outcomes: Iterable[Outcome], name: Callable[[Outcome], Iterable[str]]) -> tuple[Group, ...]:
    """Groups by name, largest first."""
    groups = group_outcomes(outcomes, name)
    made = []
    for key, members in groups.items():
        right = estimate_share([outcome.verdict in GOOD for outcome in members])
        if right:
            made.append(Group(key, len(members), count_verdicts(members), right))
    return tuple(made)


def name_kind(outcome: Outcome) -> str:
    """The kind in Swedish; unanswerable questions by why they cannot be answered."""
    question = outcome.question
    if not question.answerable:
        return f"obesvarbar: {question.trap}" if question.trap else "obesvarbar"
    return KIND_NAMES[question.kind] if question.kind else "sort ej angiven"


def name_documents(outcome: Outcome) -> list[str]:
    """The documents that hold the gold, by id; a question on several counts in each."""
    return list(dict.fromkeys(gold.document or "vilket dokument som helst" for gold in outcome.question.gold)) or ["obesvarbara"]


def grade(outcome: Outcome) -> str:
    """How hard the question is: as the set says, else by the share of its words that the gold says too."""
    question = outcome.question
    if question.difficulty:
        return question.difficulty
    if not question.answerable:
        return "obesvarbara"
    wanted = set(question_terms(question.question))
    told = set(question_terms(" ".join(f"{gold.section} {gold.quote}" for gold in question.gold)))
    share = len(wanted & told) / len(wanted) if wanted else 0.0
    if question.history or share < HARD:
        return "svår"
    return "lätt" if share >= EASY else "medel"


def calibrate(outcomes: Iterable[Outcome]) -> tuple[Bin, ...]:
    """Answered questions by the assistant's own chance, in bins of equal width; empty ones are left out."""
    placed: dict[int, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.chance is not None and not outcome.refused:
            placed.setdefault(min(int(outcome.chance * BINS), BINS - 1), []).append(outcome)
    return tuple(
        Bin(
            number / BINS,
            (number + 1) / BINS,
            len(members),
            sum(outcome.chance or 0.0 for outcome in members) / len(members),
            sum(outcome.verdict in GOOD for outcome in members) / len(members),
        )
        for number, members in sorted(placed.items())
    )


def calibration_error(bins: Sequence[Bin]) -> Estimate | None:
    """Expected calibration error; it has no interval of its own."""
    n = sum(one.n for one in bins)
    value = sum(one.n * abs(one.chance - one.right) for one in bins) / n if n else 0.0
    return Estimate(value, value, value, n) if n else None


def slowest(outcomes: Sequence[Outcome]) -> float:
    """Milliseconds that 95 of 100 answers stay under."""
    return percentile([outcome.ask_ms for outcome in outcomes], 0.95)
