"""Decisions of the cases on plain values."""
