"""Decisions about entries on plain values."""
