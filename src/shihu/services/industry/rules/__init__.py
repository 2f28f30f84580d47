"""Decisions of the unit economy on plain values."""
