"""Natural language → values: everything in a question that can be an input of a calculator."""

import datetime
import re

from .amounts import take_amounts, take_bare_amounts
from .dates import take_dates
from .durations import take_counts, take_settings
from .mention import Scan, mention
from .names import take_agreements, take_plans
from .periods import take_billing_months
from .words import uniform

# Numbers of clauses are no inputs.
_CLAUSE = re.compile(
    r"第?\s*\d+\s*条(?:の\d+)?(?:\s*第?\s*\d+\s*項)?(?:\s*第?\s*\d+\s*号)?|第\s*\d+\s*項|(?:別紙|別記|附則|料金表第?)\s*\d+|(?:articles?|art\.|clause|paragraph|section|note|annex|appendix|rule)\s*\(?\d+\)?(?:\s*\(\d+\))*",
    re.I,
)


def read(question: str, today: datetime.date) -> Scan:
    """Every mention in a question, on its uniform text. Pure and quick: no state, no model."""
    scan = Scan(uniform(question))
    scan.take(_CLAUSE, lambda m: mention("clause", m[0], m))
    take_agreements(scan)
    take_settings(scan)
    take_plans(scan)
    take_amounts(scan)
    take_dates(scan, today)
    take_billing_months(scan)
    take_counts(scan)
    take_bare_amounts(scan)
    return scan
