"""Page objects: every flag computed, so that templates only branch."""
