"""Views of award funds: each parses, calls one query or command, and renders."""
