"""What there is to learn of a text -> the numbers of the context model.

In: a Lesson and the numbers to start from. Out: the numbers after STEPS steps of Adam, on one thread: the same text gives the same numbers.
What it computes is what ingest/repair/context.py computes. Knows torch; nothing of words.
"""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from eval.train.repair_context import RANDOM, SIZE, STEPS, Lesson, draw_batches
from ingest.repair.context import FAR, NEAR, Floats

RATE, WARM_UP, LAST_RATE = 2.5e-3, 200, 0.02  # highest, steps until then, share of it at the end
TOLD_WEIGHT, GUESSED_WEIGHT = 3.0, 0.25  # of telling a word from its rivals, and from words drawn at random
FAR_OFF = -1e9  # log P of what is no candidate
REPORT = 100  # steps


class Network:
    """The model while it learns: the same numbers as tensors, all by word number but the tables."""

    def __init__(self, lesson: Lesson, start: dict[str, Floats]) -> None:
        self.tables = {name: torch.tensor(values, requires_grad=True) for name, values in start.items()}
        self.text, self.rivals = torch.from_numpy(lesson.text), torch.from_numpy(lesson.rivals)
        self.rows = torch.from_numpy(lesson.rows).long()
        used = (self.rows > 0).float()
        self.shares = used / used.sum(1, keepdim=True).clamp(min=1)
        self.single = torch.where(self.rows[:, 1] == 0, self.rows[:, 0], 0)
        self.weights, self.prior = torch.from_numpy(lesson.weights), torch.from_numpy(lesson.prior)
        chances = torch.ones(len(lesson.prior))
        chances[torch.from_numpy(lesson.own).long()] = torch.from_numpy(lesson.chances).float()
        self.drawn_prior = self.prior - chances.log() - float(np.log(RANDOM))  # as if all words had been drawn
        self.near, self.far = torch.from_numpy(NEAR), torch.from_numpy(FAR)

    def embed(self, words: torch.Tensor) -> torch.Tensor:
        """Each word's mean row."""
        flat = words.reshape(-1)
        vectors = functional.embedding_bag(self.rows[flat], self.tables["table"], mode="sum", per_sample_weights=self.shares[flat])
        return vectors.view(*words.shape, SIZE)

    def expect(self, places: torch.Tensor) -> torch.Tensor:
        """The row expected at each place."""
        around = self.single[self.text[places[:, None] + self.far]]
        weights = self.weights[around]
        drift = functional.embedding_bag(around, self.tables["table"], mode="sum", per_sample_weights=weights)
        near = self.embed(self.text[places[:, None] + self.near]).flatten(1)
        inputs = torch.cat([near, drift / (1 + weights.sum(1, keepdim=True))], 1)
        inner = functional.relu(inputs @ self.tables["hidden"] + self.tables["hidden_bias"])
        return inner @ self.tables["output"] + self.tables["output_bias"] + inputs @ self.tables["direct"]

    def lean(self, words: torch.Tensor) -> torch.Tensor:
        """Each word's bias."""
        return (self.tables["bias"][self.rows[words]] * self.shares[words]).sum(-1)

    def lose(self, places: torch.Tensor, drawn: torch.Tensor) -> torch.Tensor:
        """How badly the words at the places are told from their rivals, and from those drawn at random."""
        right, expected = self.text[places], self.expect(places)
        torn = self.rivals[right, 0] > 0
        group = torch.cat([right[torn, None], self.rivals[right[torn]]], 1)
        scores = torch.einsum("ps,prs->pr", expected[torn], self.embed(group)) + self.lean(group) + self.prior[group]
        told = -functional.log_softmax(scores.masked_fill(group == 0, FAR_OFF), 1)[:, 0].sum() / len(places)
        own = (expected * self.embed(right)).sum(1) + self.lean(right) + self.prior[right]
        others = expected @ self.embed(drawn).T + (self.lean(drawn) + self.drawn_prior[drawn])[None]
        others = torch.logsumexp(others.masked_fill(drawn[None] == right[:, None], FAR_OFF), 1)
        return TOLD_WEIGHT * told + GUESSED_WEIGHT * (torch.logaddexp(others, own) - own).mean()


def train(lesson: Lesson, start: dict[str, Floats]) -> dict[str, Floats]:
    """The numbers that are learnt."""
    torch.set_num_threads(1)
    network = Network(lesson, start)
    adam = torch.optim.Adam(list(network.tables.values()), lr=RATE, betas=(0.9, 0.99))
    for step, (places, drawn) in enumerate(draw_batches(lesson)):
        for group in adam.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM_UP) * max(LAST_RATE, 1 - step / STEPS)
        adam.zero_grad()
        loss = network.lose(torch.from_numpy(places), torch.from_numpy(drawn))
        loss.backward()
        adam.step()
        if step % REPORT == 0:
            print("step", step, f"loss {loss.item():.4f}", flush=True)
    return {name: values.detach().numpy() for name, values in network.tables.items()}
