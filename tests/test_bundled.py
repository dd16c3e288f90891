from corpus.library import Library
from corpus.settings import BUNDLED
from eval.bundled import bundled_settings, ingest_bundled
from ingest.bundled import read_manifest


def test_the_bundled_documents_are_searchable_and_the_folder_goes_away():
    steps = []
    with bundled_settings() as settings, Library.open(settings, child=False) as library:
        passages = ingest_bundled(library, lambda: steps.append(1))
        assert {document.id for document in library.store.documents()} == {document_id for document_id, _ in read_manifest(BUNDLED)}
        assert passages > 100
    assert len(steps) == 4
    assert not settings.data.exists()
