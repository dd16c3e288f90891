"""From a file to an edition of a document: pages, blocks, repaired text, outline, passages, registers."""
