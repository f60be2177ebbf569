"""Tests of rosters in every format, and of the forms as workbooks."""
