"""Tests of worksheets and of partners."""
