"""Units of a made-up township, by this engine and by its peers."""
