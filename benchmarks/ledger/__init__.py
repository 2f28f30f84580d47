"""Posting rate, and the statement of an account with very many lines, against two ledgers for Django."""
