"""Plain value types that every part shares. No Django, no database, no clock."""
