"""Public grouping instances through the formation search."""
