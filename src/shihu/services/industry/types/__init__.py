"""What passes in and out of the unit economy."""
