"""Reads of the cases, limited to what the actor may see."""
