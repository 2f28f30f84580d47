"""What the pages of day labour show."""
