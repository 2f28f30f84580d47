"""The sciences: problem in, stopping rule in, seed in, result out. No Django, no database, no clock of their own."""
