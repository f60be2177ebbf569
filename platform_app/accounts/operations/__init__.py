"""What people do with accounts: sign in, be invited, look after their own, administer others'."""
