"""Reads of the unit economy, limited to what the actor may see."""
