"""Hits -> the statements that may answer, and whether they do."""
