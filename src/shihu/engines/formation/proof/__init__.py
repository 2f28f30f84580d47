"""Lower bounds: how far from the best possible a set of units can be at most.

Importing this package costs nothing; its modules import the compiler and the solver.
"""
