"""Whole journeys in a real browser, as an applicant and as an officer walk them."""
