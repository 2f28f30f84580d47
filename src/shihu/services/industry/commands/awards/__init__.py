"""Writing award funds."""
