"""A language model as a checked extra: the client, what it is told, what of its words is kept."""
