"""What readers say of an answer ("Stämmer inte?") -> kept remarks, and questions to measure with.

In: what a person chose to send, after having seen it. Out: one file of JSON a remark in the data folder, and a question set in the
workbench's form. Personal identity numbers are masked before anything is written. Knows nothing of pages, nor of who sent it.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from assistant.question.clean import mask_identities
from assistant.records import Turn
from corpus.errors import BadRequest, Unknown
from corpus.retention import REMARKS_FOLDER
from corpus.settings import Settings
from eval.archive import now, read_json, translated, write_json
from eval.intake import write_questions
from eval.questionset import Gold, Question, question_row
from eval.settle import Shelf, settle_questions

FAULTS: Mapping[str, str] = {  # what can be wrong with an answer, in the reader's words
    "wrong": "Svaret är fel",
    "incomplete": "Något saknas i svaret",
    "source": "Källan säger något annat",
    "missed": "Svaret finns i dokumenten, men hittades inte",
    "answered": "Dokumenten säger inget om detta, men jag fick ett svar",
    "other": "Något annat",
}
MAX_REMARKS = 2_000  # an open service must not be filled up by anyone
TEXT_CHARS = 2_000  # of a comment, or of where the right answer stands
QUESTION_CHARS = 4_000
ANSWER_CHARS = 20_000
HISTORY_TURNS = 8
SOURCES = 20
TAG = "synpunkt"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark, as it was shown before it was sent."""

    fault: str  # a key of FAULTS
    question: str
    answer: str  # as it was shown
    history: tuple[Turn, ...] = ()  # earlier questions, where the person wanted them kept
    sources: tuple[str, ...] = ()  # anchors that the answer cited
    expected: str = ""  # where the right answer stands, or its words
    comment: str = ""
    id: str = ""
    created: str = ""  # ISO 8601, UTC


class Remarks:
    """The remarks of one data folder. The folder is made on first write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, settings: Settings) -> Remarks:
        """The remarks of a data folder."""
        return cls(settings.data / REMARKS_FOLDER)

    def add(self, remark: Remark) -> Remark:
        """Keep a remark (BadRequest when it says nothing, or the folder is full). -> as it was kept."""
        if len(self._paths()) >= MAX_REMARKS:
            raise BadRequest(f"Här finns redan {MAX_REMARKS} synpunkter. Be den som sköter tjänsten att ta bort gamla.")
        kept = replace(check_remark(remark), id=secrets.token_hex(8), created=now())
        write_json(self.folder / f"{kept.id}.json", asdict(kept))
        return kept

    def list(self) -> list[Remark]:
        """All remarks, newest first."""
        found = [make_remark(read_json(path, "Synpunkten")) for path in self._paths()]
        return sorted(found, key=lambda one: (one.created, one.id), reverse=True)

    def remove(self, remark_id: str) -> None:
        """Forget a remark (Unknown)."""
        path = next((one for one in self._paths() if one.stem == remark_id), None)
        if path is None:
            raise Unknown("Synpunkten finns inte, eller har tagits bort. Gå till sidan Utvärdering.")
        with translated(self.folder):
            path.unlink(missing_ok=True)

    def _paths(self) -> Sequence[Path]:
        return sorted(self.folder.glob("*.json"))


def check_remark(remark: Remark) -> Remark:
    """The remark within its limits and with identity numbers masked (BadRequest)."""
    if remark.fault not in FAULTS:
        raise BadRequest("Välj vad som inte stämmer, så att synpunkten går att använda.")
    if not remark.question.strip():
        raise BadRequest("Frågan saknas. Skriv den fråga som synpunkten gäller.")
    return replace(
        remark,
        question=hide(remark.question, QUESTION_CHARS),
        answer=hide(remark.answer, ANSWER_CHARS),
        expected=hide(remark.expected, TEXT_CHARS),
        comment=hide(remark.comment, TEXT_CHARS),
        history=tuple(
            Turn(hide(turn.question, QUESTION_CHARS), hide(turn.answer, ANSWER_CHARS)) for turn in remark.history[-HISTORY_TURNS:]
        ),
        sources=remark.sources[:SOURCES],
    )


def hide(text: str, limit: int) -> str:
    """A text cut at `limit` code points, without identity numbers."""
    return mask_identities(text.strip()[:limit])[0]


def make_remark(row: Mapping[str, Any]) -> Remark:
    """A remark as it was read from its file."""
    history = tuple(Turn(turn["question"], turn["answer"]) for turn in row["history"])
    return Remark(**{**row, "history": history, "sources": tuple(row["sources"])})


def make_question(remark: Remark) -> Question:
    """A remark as a question of the workbench; what the person said stands in the note."""
    answerable = remark.fault != "answered"
    said = f"{FAULTS[remark.fault]}. {remark.comment}".strip()
    return Question(
        id=f"{TAG}-{remark.id}",
        question=remark.question,
        kind=None,
        answerable=answerable,
        gold=(Gold("", "", remark.expected),) if answerable and remark.expected else (),
        history=remark.history,
        tags=(TAG,),
        note=f"{said} Svaret var: {' '.join(remark.answer.split())[:400]}",
    )


def write_sheet(remarks: Iterable[Remark]) -> bytes:
    """The remarks as an Excel question set of the workbench's template; gold that is missing is filled in there."""
    return write_questions(make_question(one) for one in remarks)


def write_lines(remarks: Iterable[Remark], shelf: Shelf) -> str:
    """The remarks as JSONL; gold is settled against the documents, and left out where it cannot be found."""
    questions = tuple(make_question(one) for one in remarks)
    settled = {one.id: one for one in settle_questions(tuple(one for one in questions if one.gold), shelf)[0]}
    chosen = (settled.get(one.id, replace(one, gold=())) for one in questions)
    return "".join(json.dumps(question_row(one), ensure_ascii=False) + "\n" for one in chosen)
