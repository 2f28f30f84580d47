"""The search for cheap groups of nodes: compiled, and blind to what the nodes are.

Importing this package costs nothing; its modules import numba and are themselves imported where a search starts.
"""
