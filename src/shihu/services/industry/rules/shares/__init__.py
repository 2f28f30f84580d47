"""Decisions on shares: how value becomes shares, how they move, what leaves, what a household would get."""
