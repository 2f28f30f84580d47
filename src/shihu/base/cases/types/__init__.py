"""What passes in and out of the cases."""
