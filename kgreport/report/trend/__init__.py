"""The report on several years: levels over time, years running, movements, units side by side.

It draws on the same figures and parameters as the annual report of its last year.
"""

from kgreport.report.trend.trend import Trend, build_trend, trend_of

__all__ = ["Trend", "build_trend", "trend_of"]
