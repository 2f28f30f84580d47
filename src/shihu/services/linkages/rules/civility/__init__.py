"""Decisions of civility on plain values."""
