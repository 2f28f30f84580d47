"""Pages of the ledger: each calls one query or command and renders."""
