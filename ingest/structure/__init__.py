"""Repaired text -> outline, sections, notes and passages."""
