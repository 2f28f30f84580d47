"""Page objects of the eight ones."""
