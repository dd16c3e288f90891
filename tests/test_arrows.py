"""The arrows between our packages: ingest -> corpus <- assistant <- api, eval beside."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "corpus": set(),
    "ingest": {"corpus"},
    "assistant": {"corpus"},
    "eval": {"corpus", "ingest", "assistant"},
    "api": {"corpus", "ingest", "assistant", "eval"},
}
# each foreign library has one home: a package's modules that may import it
HOMES = {
    "sqlalchemy": {"corpus/store", "corpus/schema", "corpus/jobs", "corpus/keys", "corpus/audit", "corpus/collections", "corpus/retention"},
    "qdrant_edge": {"corpus/engine"},
    "tokenizers": {"corpus/encoder", "eval/train"},
    "safetensors": {"corpus/encoder", "corpus/memory", "eval/train"},
    "snowballstemmer": {"corpus/analysis"},
    "pypdf": {"ingest/readers/pdf"},
    "pypdfium2": {"ingest/ocr/render", "ingest/readers/glyphs"},
    "docx": {"ingest/readers/docx", "eval/report_docx", "api/export"},
    "httpx": {"assistant/model/client"},
    "llama_index": {"api/llamaindex", "eval/peers"},
    "qdrant_client": {"corpus/remote", "eval/peers"},
    "distributed": {"ingest/cluster"},
    "bm25s": {"eval/peers"},
    "shtab": {"api/commands/completion"},
    "mcp": {"api/mcp_server"},
    "mcp_types": {"api/mcp_server"},
    "fastapi": {"api"},
    "starlette": {"api"},
    "jinja2": {"eval/report_html", "api/page/site"},
    "python_multipart": {"api/routes/upload"},
    "prometheus_client": {"api/guards/metrics"},
    "uvicorn": {"api/service/serve"},
    "h11": {"api/service/serve"},
    "pydantic": {"api"},
    "matplotlib": {"eval/plots", "eval/sizes"},
    "ir_measures": {"eval/rankings"},
    "scipy": {"eval/compare"},
    "openpyxl": {"eval/sheets", "api/export"},
    "torch": {"corpus/transformer", "eval/train"},
    "sentence_transformers": {"corpus/transformer"},
    "huggingface_hub": {"corpus/transformer"},
    "gensim": {"eval/train"},
}


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_follow_the_arrows(package):
    allowed = MAY_IMPORT[package] | {package}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in (ROOT / package).rglob("*.py")
        for name in imports_of(path)
        if name in MAY_IMPORT and name not in allowed
    ]
    assert not wrong


@pytest.mark.parametrize("library", HOMES)
def test_a_foreign_library_has_one_home(library):
    homes = tuple(str(ROOT / home) for home in HOMES[library])
    wrong = [
        str(path.relative_to(ROOT))
        for package in MAY_IMPORT
        for path in (ROOT / package).rglob("*.py")
        if library in imports_of(path) and not str(path).startswith(homes)
    ]
    assert not wrong


def test_relative_imports_are_not_used():
    wrong = [
        str(path.relative_to(ROOT))
        for package in MAY_IMPORT
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    assert not wrong


# rooms of the assistant -> rooms that they may import; what lies on top (answer, frames, records …) is open to all
ROOMS = {
    "question": set(),
    "retrieval": {"question"},
    "evidence": {"question", "retrieval", "registers", "checks"},
    "registers": {"question", "retrieval", "evidence", "checks"},
    "checks": {"question", "evidence"},
    "model": {"checks"},
}


@pytest.mark.parametrize("room", ROOMS)
def test_the_assistants_rooms_know_only_what_lies_before_them(room):
    found = set()
    for path in (ROOT / "assistant" / room).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("assistant."):
                found.add(node.module.split(".")[1])
    rooms = {path.name for path in (ROOT / "assistant").iterdir() if (path / "__init__.py").is_file()}
    assert found & rooms <= ROOMS[room] | {room}
