"""Write the README's tree from the first line of every module's docstring: `python docs/tree.py`.

In: the packages. Out: the README's last section. A test holds that the two agree.
"""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "ingest", "assistant", "api", "eval")
HEADING = "## The tree\n"
OTHERS = (
    ("tests/", "one test_<file>.py per source file; tests/files with a README; browser/ drives the page in Chromium"),
    ("docs/", "decisions/ (one page each), the user guide in Swedish, operations, this tree"),
)


def tell_module(path: Path) -> str:
    """The first sentence of the module's docstring, without its full stop."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    line = " ".join(text.split("\n\n")[0].split())
    return re.split(r"\.(?:\s|$)", line)[0].rstrip(":")


def draw_package(package: str) -> list[str]:
    """One line for the package and one for each of its files, subfolders last."""
    folder = ROOT / package
    files = sorted(folder.rglob("*.py"), key=lambda path: (len(path.relative_to(folder).parts) > 1, str(path.relative_to(folder))))
    lines = [f"{package}/".ljust(34) + tell_module(folder / "__init__.py")]
    for path in files:
        name = str(path.relative_to(folder))
        if name == "__init__.py":
            continue
        shown = name.removesuffix("__init__.py") if name.endswith("__init__.py") else name
        lines.append(f"  {shown}".ljust(34) + tell_module(path))
    return lines


def draw_tree() -> str:
    """The whole section, with its heading."""
    lines = [line for package in PACKAGES for line in [*draw_package(package), ""]]
    lines += [name.ljust(34) + told for name, told in OTHERS]
    return HEADING + "\n```text\n" + "\n".join(lines) + "\n```\n"


def main() -> None:
    """Replace the README's last section."""
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(text[: text.index(HEADING)] + draw_tree(), encoding="utf-8")


if __name__ == "__main__":
    main()
