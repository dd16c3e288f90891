"""Statements of an answer -> those that their quotes bear."""
