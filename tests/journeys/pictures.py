"""Makes the pictures of the README: `python -m tests.journeys.pictures` starts the product and looks at its pages.

The page of the printed report is drawn by pdftoppm (Debian's poppler-utils).
"""

import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.browsing import PHONE, WIDE, launch, sign_in_with_one_click
from tests.journeys.product import ROOT, Product, running
from zaklon.plan.tests.importing.made_plans import make_plan, render

FOLDER = ROOT / "docs" / "pictures"
# A reader of the README should not wait for a picture.
LIMIT_BYTES = 200_000


def main() -> None:
    """Make every picture anew."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        # Started as root, the embedded database runs as another user, who has to reach its folder.
        folder.chmod(0o755)
        with running(folder) as product, sync_playwright() as playwright:
            make_pictures(launch(playwright), product, folder)


def make_pictures(browser: Browser, product: Product, scratch: Path) -> None:
    """All pictures, of a product that runs."""
    office = _page(browser, product, WIDE, 1000)
    sign_in_with_one_click(office, "coordinator")
    for name, go in (("dashboard", _to_dashboard), ("activity", _to_activity)):
        go(office)
        _take(office, name)
    _to_import(office, scratch)
    _take(office, "import")
    _draw_summary(_taken_out(office, scratch), "report", scratch)
    for name, who, go in (("case", "case-manager", _to_case), ("call", "hotline", _to_call)):
        page = _page(browser, product, WIDE, 1000)
        sign_in_with_one_click(page, who)
        go(page)
        _take(page, name)
    for name, width, height in (("public", WIDE, 1000), ("public-phone", PHONE, 1300)):
        public = _page(browser, product, width, height)
        public.goto("/progress/")
        _take(public, name)


def _page(browser: Browser, product: Product, width: int, height: int) -> Page:
    viewport = {"width": width, "height": height}
    context = browser.new_context(base_url=product.url, locale="en-GB", viewport=viewport, reduced_motion="reduce")
    return context.new_page()


def _to_dashboard(page: Page) -> None:
    page.goto("/plan/")


def _to_activity(page: Page) -> None:
    page.goto("/plan/strategies/")
    page.get_by_role("main").get_by_role("link", name="Action plan for").first.click()
    page.get_by_role("main").get_by_role("link", name="Trainings for first responders").first.click()


def _to_case(page: Page) -> None:
    """Two siblings whose support has begun: something is due in it."""
    page.goto("/cases/")
    page.get_by_role("row").filter(has_text="Referred").first.get_by_role("link").click()


def _to_call(page: Page) -> None:
    page.goto("/helpline/log")


def _to_import(page: Page, scratch: Path) -> None:
    path = scratch / "invented-plan.docx"
    path.write_bytes(render(make_plan(40), "docx"))
    page.goto("/plan/imports/")
    page.get_by_label("Plan file").set_input_files(path)
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("heading", name="Questions").wait_for()
    page.reload()  # without the notice that the file was read


def _taken_out(page: Page, scratch: Path) -> Path:
    page.goto("/plan/strategies/")
    page.get_by_role("main").get_by_role("link", name="Action plan for 2020").click()
    page.get_by_role("link", name="Reports to take out").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Implementation report up to 31 December 2020").nth(1).click()
    path = scratch / "report.pdf"
    download.value.save_as(path)
    return path


def _take(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    _keep(name, lambda path: page.screenshot(path=path))


def _draw_summary(document: Path, name: str, scratch: Path) -> None:
    def draw(path: Path) -> None:
        target = scratch / "page"
        command = ["pdftoppm", "-png", "-r", "75", "-f", "3", "-l", "3", "-singlefile", str(document), str(target)]
        subprocess.run(command, check=True)  # noqa: S603 - a program of the system, with paths of our own
        path.write_bytes(target.with_suffix(".png").read_bytes())

    _keep(name, draw)


def _keep(name: str, make: Callable[[Path], object]) -> None:
    path = FOLDER / f"{name}.png"
    make(path)
    size = path.stat().st_size
    assert size < LIMIT_BYTES, f"{path} has {size} bytes: make it smaller"


if __name__ == "__main__":
    main()
