"""`planlots train`: trains the models anew, from the command line.

In: arguments. Out: a model folder, progress on standard error; the exit code. Torch and gensim are the extra `models` and imported only
here, when a model is asked for.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from corpus.errors import BadRequest

DESCRIPTION = "Tränar modellerna på nytt. Det behövs bara när träningstexterna har ändrats; de färdiga modellerna följer med Planlots."
EXAMPLES = """exempel:
  planlots train encoder --pairs par.jsonl.xz --text text.txt.xz --out min-modell
  planlots train encoder --pairs par.jsonl.xz --text text.txt.xz --start corpus/models/encoder --out min-modell
  planlots train repair --pairs brus.jsonl --text text.txt.xz --out min-lagning
  PLANLOTS_ENCODER=min-modell planlots doctor --rebuild

Båda kräver tillägget: pip install "planlots[models]"
"""
DATA = Path(__file__).parent / "data"
EVERYDAY, REPLIES, CASES = (DATA / f"{name}.jsonl" for name in ("everyday", "authorities", "cases"))
OK = 0


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add `train` to the commands; its handler is the default `run`."""
    parser = subparsers.add_parser(
        "train",
        help="träna modellerna på nytt",
        description=DESCRIPTION,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "model", choices=tuple(TRAINERS), metavar="MODELL", help="encoder (sökning efter betydelse) eller repair (lagning av skannad text)"
    )
    parser.add_argument("--pairs", type=Path, required=True, help="träningspar, JSONL eller JSONL.xz")
    parser.add_argument("--text", type=Path, required=True, help="svensk text, ett stycke per rad, gärna .xz")
    parser.add_argument(
        "--everyday", type=Path, default=EVERYDAY, help="vardagsspråk mot förvaltningsspråk; den medföljande filen om inget sägs"
    )
    parser.add_argument(
        "--replies",
        type=Path,
        default=REPLIES,
        help="till encoder: myndigheters svar och hur folk frågar; den medföljande filen om inget sägs",
    )
    parser.add_argument(
        "--cases", type=Path, default=CASES, help="till encoder: fall ur vardagen och vad planer säger; den medföljande filen om inget sägs"
    )
    parser.add_argument("--start", type=Path, help="till encoder: mapp med en färdig modell, som då bara går igenom det sista steget")
    parser.add_argument("--words", type=Path, help="ordbokspar till repair, JSONL eller JSONL.xz: [ord, förklaring, slag]")
    parser.add_argument("--forms", type=Path, help="böjda ord till repair, en per rad med sin andel av svensk text: ord<TAB>andel")
    parser.add_argument("--out", type=Path, required=True, help="mapp att skriva modellen i")
    parser.add_argument("--seed", type=int, default=0, help="samma frö ger samma modell")
    parser.add_argument("--device", choices=("cpu", "cuda"), help="var encodern tränas; grafikkortet om det finns ett")
    parser.add_argument("--measure", action="store_true", help="håll undan en tiondel av vardagsposterna och mät encodern på dem")
    parser.set_defaults(run=run_train)
    return parser


def run_train(arguments: argparse.Namespace) -> int:
    """Train the model that is asked for."""
    TRAINERS[arguments.model](arguments)
    return OK


def _train_encoder(arguments: argparse.Namespace) -> None:
    """The encoder, with its progress."""
    module = _load("eval.train.encoder")
    files = (arguments.pairs, arguments.text, arguments.everyday, arguments.out)
    told = module.read_told(arguments.replies, arguments.cases)
    recipe = module.Recipe(measure=arguments.measure, told=told, start=arguments.start)
    module.train_encoder(*files, seed=arguments.seed, device=arguments.device, recipe=recipe, report=_report)


def _train_repair(arguments: argparse.Namespace) -> None:
    """The models of OCR repair; what they draw at random they draw the same each time, so neither seed nor device matters."""
    _load("eval.train.repair_network")  # before the minutes of counting: it alone needs torch
    files = (arguments.text, arguments.pairs, arguments.out, arguments.everyday, arguments.words, arguments.forms)
    _load("eval.train.repair").train_repair(*files)


def _load(name: str) -> ModuleType:
    """The training module. Raises BadRequest if what it needs is not installed."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise BadRequest(f'Träningen behöver {error.name}, som inte är installerat. Kör: pip install "planlots[models]"') from error


def _report(line: str) -> None:
    """Progress, where it does not mix with results."""
    print(line, file=sys.stderr, flush=True)


TRAINERS: dict[str, Callable[[argparse.Namespace], None]] = {"encoder": _train_encoder, "repair": _train_repair}
