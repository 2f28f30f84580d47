"""Pages under load: how long they take and how many queries they make."""
