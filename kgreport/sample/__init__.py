"""A made-up province: records and workbooks of five years, to learn and to test with.

Its units, organisations and details are invented; only the totals of 2018 are those that were published.
The same seed gives the same bytes.
"""

from kgreport.errors import SampleError
from kgreport.sample.writing import SEED, write_sample

__all__ = ["SEED", "SampleError", "write_sample"]
