"""Training of the models that Planlots ships. Needs the extra `models` (torch, gensim); nothing else in Planlots does."""
