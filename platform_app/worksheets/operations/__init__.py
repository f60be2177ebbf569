"""What can be done with a worksheet."""
