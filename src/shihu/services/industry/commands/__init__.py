"""The only writes of the unit economy."""
