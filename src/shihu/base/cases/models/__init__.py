"""Tables of the cases."""
