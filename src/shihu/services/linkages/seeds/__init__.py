"""Rows of the demonstration, made through the commands."""
