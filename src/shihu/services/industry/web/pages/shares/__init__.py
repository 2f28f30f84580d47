"""Pages of share books."""
