"""What the documents are and where they are kept: records, store, index, Swedish language, encoder, bundled documents."""
