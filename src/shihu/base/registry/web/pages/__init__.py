"""Page objects: everything a template shows, decided and in words."""
