"""Decisions of the linkages on plain values."""
