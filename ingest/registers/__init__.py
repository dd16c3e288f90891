"""Sections -> the registers: areas, responsibilities and references, read out exhaustively."""
