"""What the unit economy refuses, each with a sentence that says what to do."""
