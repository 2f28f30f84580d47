"""Charts of accounts, purposes, the rule on a second person, and the demonstration's postings."""
