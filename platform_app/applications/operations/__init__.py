"""Writes: what an applicant, a reviewer and a decider do."""
