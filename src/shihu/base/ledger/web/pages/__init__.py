"""Page objects: everything that the templates show, reckoned here."""
