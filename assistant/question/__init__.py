"""A question as asked -> what is asked for: kind, words, documents, language."""
