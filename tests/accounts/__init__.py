"""Tests of people: signing in, links, own account, roles, networks, set-up."""
