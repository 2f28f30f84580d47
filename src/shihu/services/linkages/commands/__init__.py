"""The only writes of the linkages."""
