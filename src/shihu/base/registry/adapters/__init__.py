"""Files on their way into the registry."""
