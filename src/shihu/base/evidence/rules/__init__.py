"""Decisions on bytes: what a file is, whether it may be kept, and how a picture is shown."""
