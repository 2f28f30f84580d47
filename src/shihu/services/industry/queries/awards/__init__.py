"""Reads of award funds."""
