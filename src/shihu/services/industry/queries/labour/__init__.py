"""Reading the register of day labour."""
