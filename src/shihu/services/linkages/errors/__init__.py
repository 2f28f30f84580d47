"""What the linkages refuse, each with a sentence that says what to do."""
