"""Reads of the linkages, limited to what the actor may see."""
