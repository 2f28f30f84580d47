"""Who may see and do what in the unit economy."""
