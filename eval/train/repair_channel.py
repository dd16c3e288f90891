"""Line pairs of the noise lab -> prior shares of what OCR reads for å ä ö.

In: pairs (clean, noisy) read with the English model. Out: a JSON table {printed letter: {read: share}}.
Held-out pairs are left out; sizes under 150 dpi too, since their general noise drowns the letters.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from eval.train.packed import open_text

MIN_DPI = 150
MIN_COUNT = 3  # readings seen less often are chance
DRAWN = "drawn"  # noise of pairs that were not rendered but made with shares of such as were
FLATTEN = 0.7  # exponent on the shares: hidden fonts differ from these, a flatter table errs less


def align_letters(clean: str, noisy: str) -> Counter[tuple[str, str]]:
    """What each å ä ö became; a sign inserted beside it counts as part of its reading."""
    seen: Counter[tuple[str, str]] = Counter()
    for step in Levenshtein.opcodes(clean, noisy):
        printed, read = clean[step.src_start : step.src_end], noisy[step.dest_start : step.dest_end]
        if step.tag == "replace" and len(printed) == len(read):
            seen.update(zip(printed, read, strict=True))
        elif len(printed) == 1 and len(read) <= 2:
            seen[(printed, read)] += 1
    return seen


def count_channel(pairs: Path, out: Path) -> None:
    """Count, flatten and save the table."""
    seen: Counter[tuple[str, str]] = Counter()
    with open_text(pairs) as lines:
        for line in lines:
            pair = json.loads(line)
            if pair["lang"] == "eng" and not pair["heldout"] and pair["dpi"] >= MIN_DPI and pair.get("noise") != DRAWN:
                seen.update(align_letters(pair["clean"], pair["noisy"]))
    table: dict[str, dict[str, float]] = defaultdict(dict)
    for (printed, read), count in sorted(seen.items()):
        sign = "@" if (read == "G" and printed in "åäö") else read  # as the lock translates capitals inside words
        if printed in "åäöÅÄÖ" and printed and count >= MIN_COUNT and read.strip():
            table[printed][sign] = table[printed].get(sign, 0.0) + count**FLATTEN
    for readings in table.values():
        total = sum(readings.values())
        readings.update({read: round(share / total, 5) for read, share in readings.items()})
    out.write_text(json.dumps(table, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
