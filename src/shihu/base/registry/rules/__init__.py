"""Decisions on plain values. No Django."""
