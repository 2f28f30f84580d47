"""Decisions on points, on plain values."""
