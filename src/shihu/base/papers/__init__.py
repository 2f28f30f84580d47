"""Papers that people sign, as PDF."""
