"""Pages of heads and their elections: every flag and sentence that a template shows."""
