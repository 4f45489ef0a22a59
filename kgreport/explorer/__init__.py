"""Look into a dataset in JupyterLab: choose, read, and take along what is shown as data, file or code."""

from kgreport.explorer.choices import Choice, Explorer
from kgreport.explorer.opening import explore
from kgreport.explorer.panel import Panel

__all__ = ["Choice", "Explorer", "Panel", "explore"]
