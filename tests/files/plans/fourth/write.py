"""A text with small marks -> the PDF of this folder, written anew. Run it from the repository: `python tests/files/plans/fourth/write.py`.

The marks and how they are set stand in `../second/make.py`, whose writer it uses.
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "second"))

import make as second  # noqa: E402


def main() -> None:
    """Write the file."""
    second.HERE = HERE
    second.write_pdf("ungdom-selsjo", second.Build("Ungdomspolitiskt handlingsprogram 2025–2028", (110, 260, 100)))


if __name__ == "__main__":
    main()
