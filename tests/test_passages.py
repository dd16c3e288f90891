from corpus.records import Source
from ingest.structure.document import build
from ingest.structure.passages import LONG, SHORT

SENTENCE = "Kommunen ska varje år följa upp hur planen har påverkat eleverna i skolan. "


def passages(text):
    return build("d", Source(text, (), "markdown")).passages


def test_items_paragraphs_rows_and_notes():
    text = f"# Skola\n\n{SENTENCE * 3}[^1]\n\n- bygga\n\n| Mål | Tid |\n|---|---|\n| Rusta | 2025 |\n\n[^1]: Not.\n"
    assert [(p.kind, p.text[:8]) for p in passages(text)] == [
        ("text", "Kommunen"),
        ("item", "bygga"),
        ("table", "Mål | Ti"),
        ("table", "Rusta | "),
        ("note", "Not."),
    ]


def test_a_long_paragraph_is_split_at_sentence_ends():
    found = passages(f"# Skola\n\n{SENTENCE * 30}\n")
    assert len(found) > 1
    assert all(len(p.text) <= LONG and p.text.endswith("skolan.") for p in found)
    assert min(len(p.text) for p in found) > SHORT


def test_short_neighbours_join_and_items_do_not():
    found = passages(f"# Skola\n\nGranby.\n\n{SENTENCE * 2}\n\n- a\n- b\n\n{SENTENCE * 3}\n")
    assert [p.kind for p in found] == ["text", "item", "item", "text"]
    assert found[0].text.startswith("Granby.\n\nKommunen")


def test_ids_path_and_order():
    first, second = passages("# Skola\n\n## Mål\n\n- a\n- b\n")
    assert (first.id, first.path, first.order) == ("d/skola/mal#0-1", ("Skola", "Mål"), 0)
    assert (second.id, second.lead, second.order) == ("d/skola/mal#2-3", None, 1)
