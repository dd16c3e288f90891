"""How OCR with the wrong language misreads Swedish letters: P(what was read | what was printed).

In: runs of confusable letters, read and printed. Out: log-probabilities, and which letter became what, for re-estimation per document.
Only å ä ö (and i, l read as 1) may have been misread; every other letter is taken as printed. Knows nothing of words.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from pathlib import Path

Emission = tuple[str, str]  # printed letter, what was read for it (0–2 signs)
Alignment = tuple[float, tuple[Emission, ...]]  # log P(read | printed), and how

SWEDISH = frozenset("åäöÅÄÖ")
LONGEST = 3  # signs read for one letter: "éa" for å, "aéa" for ä
FLOOR = 3e-4  # share of a letter's readings that each reading outside the prior may have before the document is seen
RARE = 3e-5  # the same for several signs that do not usually stand for one letter
NEW_READING = 1.0  # occurrences that do not count for a reading the prior does not know: one alone proves nothing
LOST = 3e-3  # share of å ä ö that vanish
PAIR = re.compile("[adio6&]é|é[adio6é&]|id|di|ia|ad|da|od|dd", re.IGNORECASE)  # two signs often read for one letter: its body and its dots
PRIOR_WEIGHT = 6.0  # readings of a letter that the prior is worth: a page has more, so the document soon rules
ONE_SHARE = 0.004  # of all i are read as 1
NEVER: Alignment = (-math.inf, ())


def fallback_share(printed: str, read: str) -> float:
    """Prior share of a reading that the noise lab never saw."""
    if printed in SWEDISH:
        if not read:
            return LOST
        likely = len(read) == 1 or PAIR.fullmatch(read)
        return FLOOR if likely else 0.0 if "1" in read else RARE
    if read.lower() == printed.lower():
        return 1.0
    return ONE_SHARE if (printed, read) == ("i", "1") else 0.0


class Channel:
    """Emission shares of one document: the prior until `learn` has seen its readings."""

    def __init__(self, prior: dict[str, dict[str, float]]) -> None:
        self.prior = prior
        self.shares: dict[Emission, float] = {}
        self._memory: dict[tuple[str, str], Alignment] = {}

    def share(self, printed: str, read: str) -> float:
        """P(read | printed) for one letter."""
        known = self.shares.get((printed, read))
        if known is None:
            known = self.prior.get(printed, {}).get(read) or fallback_share(printed, read)
            self.shares[(printed, read)] = known
        return known

    def align(self, read: str, printed: str) -> Alignment:
        """Most probable way from the run `printed` to the run `read`; NEVER when there is none."""
        known = self._memory.get((read, printed))
        if known is None:
            known = self._memory[(read, printed)] = self._align(read, printed)
        return known

    def _align(self, read: str, printed: str) -> Alignment:
        if not printed:
            return NEVER if read else (0.0, ())
        best = NEVER
        letter, rest = printed[0], printed[1:]
        for length in range(LONGEST + 1) if letter in SWEDISH else (1,):
            share = self.share(letter, read[:length]) if length <= len(read) else 0.0
            if share:
                score, steps = self.align(read[length:], rest)
                score += math.log(share)
                if score > best[0]:
                    best = (score, ((letter, read[:length]), *steps))
        return best

    def learn(self, counts: dict[Emission, float]) -> None:
        """Re-estimate the shares of å ä ö and i from (expected) counts of this document's readings."""
        totals: dict[str, float] = defaultdict(float)
        for (printed, _), count in counts.items():
            totals[printed] += count
        self.shares = {}
        self._memory = {}
        for printed, total in totals.items():
            readings = set(self.prior.get(printed, {})) | {read for letter, read in counts if letter == printed}
            for read in readings:
                before = self.prior.get(printed, {}).get(read) or fallback_share(printed, read)
                seen = counts.get((printed, read), 0.0)
                if read not in self.prior.get(printed, {}) and printed in SWEDISH:
                    seen = max(0.0, seen - NEW_READING)
                after = seen + PRIOR_WEIGHT * before
                self.shares[(printed, read)] = after / (total + PRIOR_WEIGHT)


def load_prior(path: Path) -> dict[str, dict[str, float]]:
    """Shares of readings per printed letter, as the noise lab measured them."""
    prior: dict[str, dict[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return prior
