"""What the cases refuse, each with a sentence that says what to do."""
