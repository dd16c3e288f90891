"""Training files -> the encoder that Planlots ships.

In: pairs, text, everyday items, replies of authorities and told cases. Out: a model folder, and its measures. The whole recipe in order:

0 questions kept apart to measure with (heldout), sentences taken out of their paragraphs added
1 word pieces (encoder_tokenizer)   2 skip-gram start (encoder_start)   3 contrastive steps on all pairs (encoder_steps)
4 a shorter stage where everyday phrases meet officialese   5 another where questions meet authorities' replies and cases meet measures
6 export (encoder_export)   7 if asked for, measures on held-out items (probe)

A finished model can go through the fifth step alone, with the pieces it has: so the shipped one was made.
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
from eval.train.encoder_groups import WORDS, add_neighbours, everyday_groups, pair_groups, saying_groups, slip_group
from eval.train.encoder_start import start_table
from eval.train.encoder_steps import Group, Stage, Trainer
from eval.train.encoder_text import (
    Glossary,
    Item,
    Pair,
    Reply,
    Term,
    cloze_pairs,
    frequent_words,
    read_everyday,
    read_lines,
    read_pairs,
    read_replies,
)
from eval.train.encoder_tokenizer import split_pieces, split_texts, train_tokenizer
from eval.train.heldout import hold_pairs
from eval.train.probe import hold_out, probe_everyday, probe_pairs

Report = Callable[[str], None]
GENERAL = Stage(steps=2000, rate=0.012, batch=1024)
EVERYDAY = Stage(steps=1600, rate=0.006, batch=768)
TOLD = Stage(steps=1000, rate=0.006, batch=768)
TOLD_SHARE = 0.6  # of the way to what that stage learnt (Wortsman et al. 2022): most of what it gains, little of what it loses
REHEARSED = 3_978  # everyday items that the last stage repeats: those that the table before it had learnt from
CLOZE, CLOZE_SEED = 80_000, 7  # sentences with the paragraphs they were taken out of: about as many as the largest kinds of pairs
SLIPS = 0.03  # weight of misspelt words against all pairs
LONGEST_LINE = 512  # pieces of a paragraph that skip-gram reads


@dataclass(frozen=True, slots=True)
class Told:
    """What the last stage reads beside everyday items; with neither there is no such stage."""

    replies: Sequence[Reply] = ()
    cases: Sequence[Item] = ()

    @property
    def remembered(self) -> list[Item]:
        """Both as entries of the memory."""
        asked = [Item(reply.answer, reply.questions, (), "") for reply in self.replies]
        return [*self.cases, *asked]


NOTHING_TOLD = Told()


def read_told(replies: Path, cases: Path) -> Told:
    """Both files. Raises BadRequest naming the line."""
    return Told(read_replies(replies), read_everyday(cases)[0])


@dataclass(frozen=True, slots=True)
class Recipe:
    """How large the model is and how long it trains."""

    pieces: int = 32_768  # with 256 dimensions in 8 bits: 8.4 MB, 9.6 with the tokenizer
    dimension: int = 256
    tokenizer_share: float = 0.33  # of the text that the pieces are learnt from
    general: Stage = GENERAL
    everyday: Stage = EVERYDAY
    everyday_weight: float = 1.5  # of the everyday groups against all others together, in the last stage
    start: Path | None = None  # a finished model that only the last stage is left for
    told: Told = NOTHING_TOLD
    told_stage: Stage = TOLD
    rehearsed_weight: float = 1.0  # of the everyday groups in that stage
    replies_weight: float = 1.0
    cases_weight: float = 0.25
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
    """Train from the files and write the model to `out`. The same seed, files and threads give the same model.

    `device`: "cpu" or "cuda"; the accelerator if there is one by default. About 20 minutes on two cores, 5 from a finished model.
    Raises BadRequest for a file that cannot be used.
    """
    kept, apart = hold_pairs(read_pairs(pairs))
    lines = read_lines(text)
    every = [*kept, *cloze_pairs(lines, random.Random(seed + CLOZE_SEED), CLOZE)]
    everything, glossaries = read_everyday(everyday)
    items, held = hold_out(everything) if recipe.measure else (everything, [])
    prepared = resume(recipe.start, every, lines, seed) if recipe.start else prepare(every, lines, recipe, seed, report)
    trainer = Trainer(prepared.table, split_pieces(prepared.tokenizer), recipe.split_share, device or _device())
    if recipe.start is None:
        trainer.train(prepared.groups, _reporting(recipe.general, report), np.random.default_rng(seed))
        train_everyday(trainer, prepared, items, collect_terms([*items, *glossaries]), recipe, seed, report)
    if recipe.told.replies or recipe.told.cases:
        rehearsed = items[:REHEARSED]
        train_told(trainer, prepared, rehearsed, collect_terms([*rehearsed, *glossaries]), recipe, seed, report)
    save_model(out, trainer.table.cpu().numpy(), prepared.tokenizer)
    trained = load_folder(out)
    save_memory(out / MEMORY, trained, [*items, *recipe.told.remembered])
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
    return Prepared(tokenizer, table, _pair_groups(pairs, lines, tokenizer, rng))


def resume(start: Path, pairs: Sequence[Pair], lines: Sequence[str], seed: int) -> Prepared:
    """The pieces and rows of a finished model, and all pairs written with them."""
    model = load_folder(start)
    return Prepared(model.tokenizer, model.table, _pair_groups(pairs, lines, model.tokenizer, random.Random(seed)))


def _pair_groups(pairs: Sequence[Pair], lines: Sequence[str], tokenizer: Tokenizer, rng: random.Random) -> list[Group]:
    """All pairs, and misspelt words."""
    groups = pair_groups(pairs, tokenizer, rng)
    return [*groups, slip_group(frequent_words(lines), tokenizer, SLIPS * sum(group.weight for group in groups), rng)]


def train_everyday(
    trainer: Trainer, prepared: Prepared, items: Sequence[Item], terms: Sequence[Term], recipe: Recipe, seed: int, report: Report
) -> None:
    """Everyday phrases and officialese, mixed with pairs so that nothing is forgotten."""
    groups = rehearse(trainer, prepared, items, terms, recipe.everyday_weight, seed)
    trainer.train(groups, _reporting(recipe.everyday, report), np.random.default_rng(seed + 1))


def train_told(
    trainer: Trainer,
    prepared: Prepared,
    items: Sequence[Item],
    terms: Sequence[Term],
    recipe: Recipe,
    seed: int,
    report: Report,
) -> None:
    """Questions and authorities' replies, cases and measures, mixed with all that came before."""
    total = sum(group.weight for group in prepared.groups)
    replies = [(reply.answer, reply.questions) for reply in recipe.told.replies]
    cases = [(case.official, (*case.everyday, case.english)) for case in recipe.told.cases]
    groups = rehearse(trainer, prepared, items, terms, recipe.rehearsed_weight, seed)
    for name, said, weight in (("replies", replies, recipe.replies_weight), ("cases", cases, recipe.cases_weight)):
        if said:
            ask, alike = saying_groups(name, said, prepared.tokenizer, weight * total, random.Random(seed))
            groups += [*harden(trainer, ask), alike]
    before = trainer.table.clone()
    trainer.train(groups, _reporting(recipe.told_stage, report), np.random.default_rng(seed + 2))
    trainer.table = torch.lerp(before, trainer.table, TOLD_SHARE)


def rehearse(trainer: Trainer, prepared: Prepared, items: Sequence[Item], terms: Sequence[Term], weight: float, seed: int) -> list[Group]:
    """All pairs and the everyday groups, these `weight` times as often as those."""
    total = sum(group.weight for group in prepared.groups)
    ask, *others = everyday_groups(items, terms, prepared.tokenizer, weight * total, random.Random(seed))
    return [*prepared.groups, *harden(trainer, ask), *others]


def harden(trainer: Trainer, ask: Group) -> list[Group]:
    """The group, half of the time with neighbouring sentences as hard negatives."""
    hard = replace(add_neighbours(ask, trainer.vectors(ask.seconds)), name=f"{ask.name}-hard", weight=ask.weight / 2)
    return [replace(ask, weight=ask.weight / 2), hard]


def collect_terms(entries: Sequence[Item | Glossary]) -> list[Term]:
    """All terms, each once, in their order."""
    return list(dict.fromkeys(term for entry in entries for term in entry.terms))


def _reporting(stage: Stage, report: Report) -> Stage:
    """The stage, telling how far it is."""
    return replace(stage, report=lambda step, loss: report(f"steg {step} av {stage.steps}: förlust {loss:.3f}"))


def _device() -> str:
    """The accelerator if there is one."""
    return "cuda" if torch.cuda.is_available() else "cpu"
