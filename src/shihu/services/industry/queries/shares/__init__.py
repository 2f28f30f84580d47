"""Reading share books, limited to what the actor may see."""
