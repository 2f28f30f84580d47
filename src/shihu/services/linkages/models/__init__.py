"""Tables of the linkages."""
