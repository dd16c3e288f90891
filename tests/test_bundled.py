from corpus.library import Library
from eval.bundled import bundled_settings, ingest_bundled, list_bundled


def test_every_bundled_file_is_there():
    listed = list_bundled()
    assert len(listed) == 4
    assert all(path.is_file() for path, _ in listed)


def test_the_bundled_documents_are_searchable_and_the_folder_goes_away():
    steps = []
    with bundled_settings() as settings, Library.open(settings, child=False) as library:
        passages = ingest_bundled(library, lambda: steps.append(1))
        assert {document.id for document in library.store.documents()} == {document_id for _, document_id in list_bundled()}
        assert passages > 100
    assert len(steps) == 4
    assert not settings.data.exists()
