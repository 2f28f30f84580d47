"""Decisions on bytes and cells; nothing here touches a file or a database."""
