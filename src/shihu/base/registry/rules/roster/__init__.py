"""Understanding a roster: cells to a frame of clean columns, checks over it, households out of it.

Nothing here knows a database, so that the command line reads rosters with the same rules as the office.
"""
