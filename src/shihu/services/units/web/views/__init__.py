"""Pages of units, a file a noun."""
