"""The few figures that stand for a whole report, in one year and over the years."""
