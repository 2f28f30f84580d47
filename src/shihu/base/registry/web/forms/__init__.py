"""Forms: what is typed becomes the facts of one command."""
