"""Geometry of the pictures, reckoned in plain Python so that it can be tested without a browser."""
