"""The period that a list of the office is about, and the formats that it is downloaded in."""

from flask import request

from forms.members import PeriodForm
from platform_app import dates

#: The last part of a download's address.
OUTPUT = "<any('print.xlsx', 'data.xlsx', 'csv', 'cp932.csv', 'pdf'):output>"


def period_form() -> PeriodForm:
    """Return the form for a period; without one in the address, the present fiscal year to today."""
    if request.args.get("since") or request.args.get("until"):
        return PeriodForm()
    year = dates.fiscal_year(dates.today())
    first = dates.today().replace(year=year, month=4, day=1)
    return PeriodForm(formdata=None, data={"since": dates.wareki(first), "until": dates.wareki(dates.today())})
