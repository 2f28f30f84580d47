"""Page objects of points: every flag decided, every number in words."""
