"""The only writes of the cases."""
