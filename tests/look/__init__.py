"""How pages and fields look, read and behave."""
