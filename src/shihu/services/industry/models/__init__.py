"""Tables of the unit economy."""
