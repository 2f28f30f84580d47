"""Pages of day labour: each calls one query or command and renders."""
