"""Drafts solved again after changes, beside a solve from nothing; what a preview of one move takes."""
