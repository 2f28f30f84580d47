"""Writing share books."""
