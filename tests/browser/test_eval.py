"""An evaluator's way: from the Excel template to a report, a comparison and a judgement, without JavaScript too; axe finds nothing."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ROWS = (
    ("Vad är syftet med planen?", "Syfte", "", "ja", "", ""),
    ("Vem är världsmästare i schack?", "", "", "nej", "utanför", ""),
    ("Vad kostar en glass?", "", "", "kanske", "", ""),
)


@pytest.fixture(scope="module")
def axe():
    package = pytest.importorskip("axe_playwright_python")
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


def violations(page, axe):
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def fill_template(page, folder):
    """The template as the page gives it, with rows written under its examples."""
    from openpyxl import load_workbook

    with page.expect_download() as download:
        page.get_by_role("link", name="Hämta Excelmallen").click()
    path = folder / "fragor.xlsx"
    download.value.save_as(path)
    book = load_workbook(path)
    for number, row in enumerate(ROWS, start=5):
        for column, value in enumerate(row, start=1):
            book["Frågor"].cell(number, column).value = value or None
    book.save(path)
    return path


def upload(page, folder):
    page.goto("/")
    page.get_by_role("link", name="Utvärdering").click()
    path = fill_template(page, folder)
    page.set_input_files("#file", path)
    page.get_by_role("button", name="Ladda upp och kontrollera").click()
    page.get_by_text("kolumn D (Kan besvaras (ja/nej))").wait_for()


def run(page):
    page.get_by_role("button", name="Starta körningen").click()
    page.locator(".report").wait_for(timeout=60_000)


def test_from_excel_to_report_comparison_and_judgement(open_page, axe, tmp_path):
    page = open_page()
    upload(page, tmp_path)
    assert violations(page, axe) == []
    run(page)
    assert page.locator(".r-total").inner_text().startswith("Av ")
    assert page.locator("figure svg").count() >= 2
    assert violations(page, axe) == []
    page.get_by_role("button", name="Kör samma frågor igen").click()
    page.locator(".report").wait_for(timeout=60_000)
    page.get_by_role("button", name="Jämför").click()
    assert "Lika många rätt" in page.locator(".r-total").inner_text()
    assert violations(page, axe) == []
    page.get_by_role("link", name="Till Utvärdering").click()
    assert violations(page, axe) == []
    page.fill("#questions", "1")
    page.get_by_role("button", name="Skapa bedömningen").click()
    assert violations(page, axe) == []
    page.fill("#bedomare", "Anna")
    page.get_by_role("button", name="Börja bedöma").click()
    assert violations(page, axe) == []
    for part in page.locator("fieldset.judged").all():
        part.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="Spara och gå vidare").click()
    assert page.get_by_text("100,0", exact=True).count() == 1
    assert violations(page, axe) == []


@pytest.mark.parametrize("options", [{"viewport": {"width": 320, "height": 640}}, {"color_scheme": "dark"}], ids=["phone", "dark"])
def test_narrow_and_dark(open_page, axe, options):
    page = open_page(**options)
    page.goto("/utvardering")
    page.locator("main table a").first.click()
    page.locator(".report").wait_for()
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_all_of_it_works_without_javascript(open_page, tmp_path):
    page = open_page(java_script_enabled=False)
    upload(page, tmp_path)
    run(page)
    assert page.locator(".r-total").inner_text().startswith("Av ")
