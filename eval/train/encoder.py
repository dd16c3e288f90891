"""Training files -> the encoder that Planlots ships.

In: pairs, text and everyday items. Out: a model folder, and its measures. The whole recipe in order:

0 questions kept apart to measure with (heldout), sentences taken out of their paragraphs added
1 word pieces (encoder_tokenizer)   2 skip-gram start (encoder_start)   3 contrastive steps on all pairs (encoder_steps)
4 a shorter stage where everyday phrases meet officialese   5 export (encoder_export)   6 if asked for, measures on held-out items (probe)
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from corpus.encoder import load_folder
from corpus.encoders import MEMORY
from eval.train.encoder_export import save_memory, save_model
from eval.train.encoder_groups import WORDS, add_neighbours, everyday_groups, pair_groups, slip_group
from eval.train.encoder_start import start_table
from eval.train.encoder_steps import Group, Stage, Trainer
from eval.train.encoder_text import Glossary, Item, Pair, Term, cloze_pairs, frequent_words, read_everyday, read_lines, read_pairs
from eval.train.encoder_tokenizer import split_pieces, split_texts, train_tokenizer
from eval.train.heldout import hold_pairs
from eval.train.probe import hold_out, probe_everyday, probe_pairs

Report = Callable[[str], None]
GENERAL = Stage(steps=2000, rate=0.012, batch=1024)
EVERYDAY = Stage(steps=1600, rate=0.006, batch=768)
CLOZE, CLOZE_SEED = 80_000, 7  # sentences with the paragraphs they were taken out of: about as many as the largest kinds of pairs
SLIPS = 0.03  # weight of misspelt words against all pairs
LONGEST_LINE = 512  # pieces of a paragraph that skip-gram reads


@dataclass(frozen=True, slots=True)
class Recipe:
    """How large the model is and how long it trains."""

    pieces: int = 32_768  # with 256 dimensions in 8 bits: 8.4 MB, 9.6 with the tokenizer
    dimension: int = 256
    tokenizer_share: float = 0.33  # of the text that the pieces are learnt from
    general: Stage = GENERAL
    everyday: Stage = EVERYDAY
    everyday_weight: float = 1.5  # of the everyday groups against all others together, in the last stage
    measure: bool = False  # keep a tenth of the everyday items from training and report how well they are found; not for shipping
    split_share: float = 0.08  # of pieces that are written with smaller ones while training, so that rare compounds are understood


STANDARD = Recipe()


def train_encoder(
    pairs: Path,
    text: Path,
    everyday: Path,
    out: Path,
    seed: int = 0,
    device: str | None = None,
    recipe: Recipe = STANDARD,
    report: Report = print,
) -> None:
    """Train from the three files and write the model to `out`. The same seed, files and threads give the same model.

    `device`: "cpu" or "cuda"; the accelerator if there is one by default. About 20 minutes on two cores. Raises BadRequest for a file
    that cannot be used.
    """
    kept, apart = hold_pairs(read_pairs(pairs))
    lines = read_lines(text)
    prepared = prepare([*kept, *cloze_pairs(lines, random.Random(seed + CLOZE_SEED), CLOZE)], lines, recipe, seed, report)
    trainer = Trainer(prepared.table, split_pieces(prepared.tokenizer), recipe.split_share, device or _device())
    rng = np.random.default_rng(seed)
    trainer.train(prepared.groups, _reporting(recipe.general, report), rng)
    everything, glossaries = read_everyday(everyday)
    items, held = hold_out(everything) if recipe.measure else (everything, [])
    train_everyday(trainer, prepared, items, collect_terms([*items, *glossaries]), recipe, seed, report)
    save_model(out, trainer.table.cpu().numpy(), prepared.tokenizer)
    trained = load_folder(out)
    save_memory(out / MEMORY, trained, items)
    encode = trained.encode
    shares = probe_pairs(encode, apart) | (probe_everyday(encode, held) if held else {})
    report("\n".join(f"{name}: {share:.3f}" for name, share in shares.items()))


@dataclass(frozen=True)
class Prepared:
    """What training starts from."""

    tokenizer: Tokenizer
    table: np.ndarray  # (pieces, dimension) float32
    groups: list[Group]  # of pairs


def prepare(pairs: Sequence[Pair], lines: Sequence[str], recipe: Recipe, seed: int, report: Report) -> Prepared:
    """Learn the pieces, their skip-gram vectors, and write all pairs with them."""
    rng = random.Random(seed)
    words = [word for pair in pairs if pair.kind.startswith(WORDS) for word in (pair.first, pair.second)]
    sample = rng.sample(lines, int(len(lines) * recipe.tokenizer_share))
    tokenizer = train_tokenizer([*sample, *words], recipe.pieces, rng)
    report(f"{tokenizer.get_vocab_size()} ordbitar")
    bags = split_texts(tokenizer, rng.sample(lines, len(lines)), LONGEST_LINE)
    table = start_table(bags, tokenizer.get_vocab_size(), recipe.dimension, seed)
    report(f"startvektorer ur {len(bags.ids)} ordbitar text")
    groups = pair_groups(pairs, tokenizer, rng)
    slips = slip_group(frequent_words(lines), tokenizer, SLIPS * sum(group.weight for group in groups), rng)
    return Prepared(tokenizer, table, [*groups, slips])


def train_everyday(
    trainer: Trainer, prepared: Prepared, items: Sequence[Item], terms: Sequence[Term], recipe: Recipe, seed: int, report: Report
) -> None:
    """The last stage: everyday phrases and officialese, mixed with pairs so that nothing is forgotten."""
    total = sum(group.weight for group in prepared.groups)
    ask, *others = everyday_groups(items, terms, prepared.tokenizer, recipe.everyday_weight * total, random.Random(seed))
    hard = replace(add_neighbours(ask, trainer.vectors(ask.seconds)), name="everyday-hard", weight=ask.weight / 2)
    groups = [*prepared.groups, replace(ask, weight=ask.weight / 2), hard, *others]
    trainer.train(groups, _reporting(recipe.everyday, report), np.random.default_rng(seed + 1))


def collect_terms(entries: Sequence[Item | Glossary]) -> list[Term]:
    """All terms, each once, in their order."""
    return list(dict.fromkeys(term for entry in entries for term in entry.terms))


def _reporting(stage: Stage, report: Report) -> Stage:
    """The stage, telling how far it is."""
    return replace(stage, report=lambda step, loss: report(f"steg {step} av {stage.steps}: förlust {loss:.3f}"))


def _device() -> str:
    """The accelerator if there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"
