"""Texts with small marks (*.flow) -> the Word and PDF files of this folder, written anew. Run it from the repository:
`python tests/files/plans/third/write.py`. The marks and how they are set stand in `../second/make.py`, whose writers it uses.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "second"))

import make as second  # noqa: E402

FOLKHALSA = second.Build("Södermo kommun · Folkhälsoprogram", (80, 120, 80, 75, 65, 60), ((50, 60, 500, 430),))


def main() -> None:
    """Write the files."""
    second.HERE = HERE
    second.write_pdf("folkhalsa-sodermo", FOLKHALSA)
    second.write_word("krisplan-almvik", styled=True)


if __name__ == "__main__":
    main()
