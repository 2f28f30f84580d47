"""Views of share books: each parses, calls one query or command, and renders."""
