"""Page objects of award funds."""
