"""A real browser for the tests that look at pages."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.publish.browsing import NAMES, find_browser, open_browser


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests; without any, skip on a desk and fail in CI."""
    executable = find_browser()
    if executable is None:
        reason = f"no browser installed (looked for {', '.join(NAMES)}); Debian: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with open_browser(executable) as started:
        yield started
