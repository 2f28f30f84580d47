"""Working-day limits beside the packages that count business days."""
