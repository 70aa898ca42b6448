"""One product, one browser and one page per person for all journeys."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.journeys import browsing
from tests.journeys.browsing import Visitors, Watch, executable, launch
from tests.journeys.product import Product, running


@pytest.fixture(scope="session")
def product() -> Iterator[Product]:
    """The running product. Without a browser there is nothing to start it for."""
    executable()
    # Started as root, the embedded database runs as another user, who has to reach its folder; pytest's own folders
    # are closed to others again whenever another run begins.
    with tempfile.TemporaryDirectory(prefix="zaklon-journeys-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with running(folder) as started:
            yield started


# Playwright's loop stays in the thread as long as it runs, and Django refuses its database beside a running loop: so it
# ends with the last journey, before the tests of other folders that the same worker may still have to run.
@pytest.fixture(scope="package")
def browser(product: Product) -> Iterator[Browser]:
    """Chromium without a window."""
    with sync_playwright() as playwright:
        expect.set_options(timeout=browsing.PATIENCE_MS)
        started = launch(playwright)
        yield started
        started.close()


@pytest.fixture(scope="package")
def watch(product: Product) -> Iterator[Watch]:
    """What all pages did on the console and on the network; after the last journey nothing may have been noted."""
    noted = Watch(frozenset({f"127.0.0.1:{product.port}", f"localhost:{product.port}"}))
    yield noted
    assert noted.complaints() == []


@pytest.fixture(scope="package")
def visitors(browser: Browser, product: Product, watch: Watch) -> Visitors:
    """Everyone's pages."""
    return Visitors(browser, product, watch)
