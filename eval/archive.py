"""The workbench's folder: question sets, runs and people's judgements, as files of JSON in the data folder.

In: records. Out: the same records, whole or not at all: every file is written beside its place and then moved there. Question texts lie
here because an operator put them here; users' questions never do. Knows nothing of how anything is measured.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

from corpus.errors import BadRequest, StoreUnavailable, Unknown
from corpus.settings import Settings
from eval.questionset import DEVELOPMENT, Gold, Question, make_question, question_row, read_questions

FOLDER = "eval"
BUNDLED_SET = "medfoljande"  # the development questions, always there
NAME_CHARS = 80
ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
LETTERS = str.maketrans("åäöéü", "aaoeu")
State = Literal["queued", "running", "done", "cancelled", "failed"]
ENDED = ("done", "cancelled", "failed")


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of a file that could not be taken in: where, why, and what may have been meant."""

    line: int
    field: str
    message: str
    question: dict[str, Any] | None = None  # as question_row, when only its gold was wrong
    suggestion: tuple[Gold, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set as it was taken in."""

    id: str
    name: str
    created: str  # ISO 8601, UTC
    questions: tuple[Question, ...]
    refused: tuple[Refused, ...] = ()
    skipped: int = 0  # example rows
    file_name: str = ""
    unused: tuple[str, ...] = ()  # headers of the file that name no field

    @property
    def digest(self) -> str:
        """sha256 of the questions: two runs with the same one measured the same thing."""
        rows = [question_row(question) for question in self.questions]
        return hashlib.sha256(json.dumps(rows, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Run:
    """One run: what was measured with what, and how far it has come."""

    id: str
    name: str
    set_id: str
    set_name: str
    set_digest: str
    created: str  # ISO 8601, UTC
    state: State
    total: int  # questions
    done: int = 0
    worker: str = ""  # of corpus.jobs.worker_name
    heartbeat: float = 0.0  # seconds since 1970
    finished: str = ""
    message: str = ""
    seconds: float = 0.0
    versions: Mapping[str, str] = field(default_factory=dict)
    corpus: tuple[Mapping[str, str], ...] = ()  # id, title, file_hash, generation of each document
    settings: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()  # gold that was not found in the documents


class Archive:
    """The folder. Made on first write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def of(cls, settings: Settings) -> Archive:
        """The archive of a data folder."""
        return cls(settings.data / FOLDER)

    def keep_set(self, checked: QuestionSet) -> QuestionSet:
        """Keep a set that has no id yet. Raises BadRequest without a name."""
        name = " ".join(checked.name.split())[:NAME_CHARS]
        if not name:
            raise BadRequest("Frågesamlingen saknar namn. Skriv ett namn som ni känner igen.")
        made = replace(checked, id=f"{slug(name)}-{secrets.token_hex(2)}", name=name, created=now())
        self.write_set(made)
        return made

    def write_set(self, kept: QuestionSet) -> None:
        """Write a set anew."""
        row = asdict(kept) | {"questions": [question_row(question) for question in kept.questions]}
        write_json(self._place("sets", kept.id).with_suffix(".json"), row)

    def read_set(self, set_id: str) -> QuestionSet:
        """A set by id. Raises Unknown."""
        if set_id == BUNDLED_SET:
            return bundled_set()
        row = read_json(self._place("sets", set_id).with_suffix(".json"), "Frågesamlingen")
        refused = tuple(Refused(**{**one, "suggestion": tuple(Gold(**gold) for gold in one["suggestion"])}) for one in row.pop("refused"))
        made = {"questions": read_rows(row["questions"]), "refused": refused, "unused": tuple(row.get("unused", ()))}
        return QuestionSet(**{**row, **made})

    def list_sets(self) -> list[QuestionSet]:
        """The sets that were added, newest first."""
        found = [self.read_set(path.stem) for path in self._files("sets", "*.json")]
        return sorted(found, key=lambda one: (one.created, one.id), reverse=True)

    def remove_set(self, set_id: str) -> None:
        """Remove a set; runs of it keep their own copy of the questions."""
        self._place("sets", set_id).with_suffix(".json").unlink(missing_ok=True)

    def add_run(self, kept: QuestionSet, name: str) -> Run:
        """Queue a run of a set, with a copy of its questions."""
        stamp = datetime.now(UTC)
        run_id = f"{stamp:%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}"  # they sort by time
        name = " ".join(name.split())[:NAME_CHARS] or f"{kept.name}, {stamp.astimezone():%Y-%m-%d %H:%M}"
        run = Run(run_id, name, kept.id, kept.name, kept.digest, now(), "queued", len(kept.questions))
        write_json(self._place("runs", run_id) / "questions.json", [question_row(question) for question in kept.questions])
        self.write_run(run)
        return run

    def write_run(self, run: Run) -> None:
        """Write how a run is; one that has not ended is marked, so that looking for it costs nothing."""
        place = self._place("runs", run.id)
        write_json(place / "run.json", asdict(run))
        mark = place / "waiting"
        if run.state in ENDED:
            mark.unlink(missing_ok=True)
        elif not mark.exists():
            write_text(mark, "")

    def unfinished_runs(self) -> list[Run]:
        """Runs that have not ended, oldest first."""
        found = [self.read_run(path.parent.name) for path in self._files("runs", "*/waiting")]
        return sorted((run for run in found if run.state not in ENDED), key=lambda run: run.id)

    def read_run(self, run_id: str) -> Run:
        """A run by id. Raises Unknown."""
        row = read_json(self._place("runs", run_id) / "run.json", "Körningen")
        return Run(**{**row, "corpus": tuple(row["corpus"]), "problems": tuple(row["problems"])})

    def list_runs(self) -> list[Run]:
        """All runs, newest first."""
        found = [self.read_run(path.parent.name) for path in self._files("runs", "*/run.json")]
        return sorted(found, key=lambda run: run.id, reverse=True)

    def remove_run(self, run_id: str) -> None:
        """Remove a run with its outcomes."""
        shutil.rmtree(self._place("runs", run_id), ignore_errors=True)

    def run_questions(self, run_id: str) -> tuple[Question, ...]:
        """The questions as they were when the run was queued."""
        return read_rows(read_json(self._place("runs", run_id) / "questions.json", "Körningen"))

    def append_outcome(self, run_id: str, row: Mapping[str, Any]) -> None:
        """Keep one outcome; what is written is not lost if the process dies."""
        line = json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=list) + "\n"
        with translated(self.folder), (self._place("runs", run_id) / "outcomes.jsonl").open("a", encoding="utf-8") as out:
            out.write(line)

    def outcome_rows(self, run_id: str) -> list[dict[str, Any]]:
        """The outcomes so far, in order; a last line that was cut off is left out."""
        path = self._place("runs", run_id) / "outcomes.jsonl"
        lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
        whole = [line for line in lines[:-1] if line.strip()]
        return [json.loads(line) for line in whole]

    def cut_outcomes(self, run_id: str) -> int:
        """Drop a last line that was cut off; how many outcomes are whole."""
        rows = self.outcome_rows(run_id)
        path = self._place("runs", run_id) / "outcomes.jsonl"
        text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        if path.exists() and path.read_text(encoding="utf-8") != text:
            write_text(path, text)
        return len(rows)

    def ask_to_cancel(self, run_id: str) -> None:
        """Leave word for whoever does the run; a queued one is cancelled at once."""
        run = self.read_run(run_id)
        if run.state not in ENDED:
            write_text(self._place("runs", run_id) / "cancel", now())

    def is_cancelled(self, run_id: str) -> bool:
        """Whether someone asked for it."""
        return (self._place("runs", run_id) / "cancel").exists()

    def write_part(self, kind: str, name: str, row: Any) -> None:
        """Keep any other record of the workbench: judging rounds and their scores."""
        write_json(self._place(kind, name).with_suffix(".json"), row)

    def read_part(self, kind: str, name: str, what: str) -> Any:
        """One of them. Raises Unknown, saying `what` is not there."""
        return read_json(self._place(kind, name).with_suffix(".json"), what)

    def list_parts(self, kind: str) -> list[str]:
        """Their names, newest first."""
        return sorted((path.stem for path in self._files(kind, "*.json")), reverse=True)

    def _place(self, kind: str, name: str) -> Path:
        if not ID.fullmatch(name):
            raise Unknown(f"”{name[:40]}” finns inte. Gå till sidan Utvärdering.")
        return self.folder / kind / name

    def _files(self, kind: str, pattern: str) -> Iterator[Path]:
        return (self.folder / kind).glob(pattern)


def bundled_set() -> QuestionSet:
    """The development questions that come with Planlots."""
    return QuestionSet(BUNDLED_SET, "Medföljande frågor", "", read_questions(DEVELOPMENT), file_name=DEVELOPMENT.name)


def read_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Questions of rows that were checked when they were taken in."""
    return tuple(make_question(cast(dict[str, Any], row), number) for number, row in enumerate(rows, start=1))


def slug(name: str) -> str:
    """A name as part of an id."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().translate(LETTERS)).strip("-")[:60] or "samling"


def now() -> str:
    """The time, ISO 8601, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class translated:
    """Turns the disk's errors into ours (StoreUnavailable)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Translate."""
        if isinstance(error, OSError):
            raise StoreUnavailable(
                f"Det går inte att skriva i {self.folder} ({error.strerror or error}). Kontrollera utrymme och rättigheter."
            )


def write_json(path: Path, value: Any) -> None:
    """Write JSON whole or not at all."""
    write_text(path, json.dumps(value, ensure_ascii=False, indent=1, default=list))


def write_text(path: Path, text: str) -> None:
    """Write a file beside its place, flush it, and move it there."""
    with translated(path.parent):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=".", delete=False) as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(out.name).replace(path)


def read_json(path: Path, what: str) -> Any:
    """Read JSON. Raises Unknown when there is no such file, StoreUnavailable when it is damaged."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise Unknown(f"{what} finns inte, eller har tagits bort. Gå till sidan Utvärdering.") from error
    except (OSError, ValueError) as error:
        raise StoreUnavailable(
            f"{path.name} i {path.parent} kan inte läsas. Återställ den ur säkerhetskopian, eller ta bort den."
        ) from error
