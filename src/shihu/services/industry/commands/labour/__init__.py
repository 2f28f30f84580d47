"""Writing the register of day labour."""
