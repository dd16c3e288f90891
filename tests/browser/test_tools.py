"""The coordinator's way through the tools, with and without JavaScript, by keyboard, in the dark and at 320 px; axe finds nothing."""

from pathlib import Path

import pytest

from corpus.keys import Keys
from corpus.settings import Settings
from corpus.store import Store

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = ("/planer", "/tidslinje", "/hanvisningar", "/compare", "/koppla", "/underlag", "/documents", "/responsibilities?when=deadline")
ACTIVITIES = "\n".join(["Stöd till anhöriga", "Asfaltera Storgatan", *(f"Digital tillsyn i hus {n}" for n in range(20))])
PLAN = "# Plan för Tallby\n\n## Mål\n\nAlla elever i Tallby ska få läsa böcker varje dag. Biblioteket ska ha öppet varje kväll.\n"


@pytest.fixture(scope="module")
def axe():
    package = pytest.importorskip("axe_playwright_python")
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def secret(service):
    store = Store.open(Settings.read(str(service.data)))
    try:
        return Keys(store).add("redaktör", "editor", "")[1]
    finally:
        store.close()


def violations(page, axe):
    page.evaluate(axe)
    found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def status(page):
    return page.locator("main [role=status]").first.inner_text()


LOOKS = {
    "wide": ({}, PAGES),
    "phone": ({"viewport": {"width": 320, "height": 640}}, ("/planer", "/tidslinje", "/koppla", "/documents")),
    "dark": ({"color_scheme": "dark"}, ("/planer?lang=en", "/tidslinje?lang=en", "/underlag?lang=en")),
}


@pytest.mark.parametrize("look", LOOKS)
def test_every_tool_is_accessible_and_fits(open_page, axe, look):
    options, paths = LOOKS[look]
    page = open_page(**options)
    for path in paths:
        page.goto(path)
        assert (path, violations(page, axe)) == (path, [])
        assert (path, page.evaluate("document.documentElement.scrollWidth <= innerWidth")) == (path, True)


def test_a_cell_opens_its_areas_and_a_mark_leads_to_its_row_by_keyboard(open_page, axe):
    page = open_page()
    page.goto("/planer")
    page.locator("table.matrix summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("table.matrix details[open] a").first.is_visible()
    assert violations(page, axe) == []
    page.goto("/tidslinje")
    mark = page.locator("svg a").first
    target = mark.get_attribute("href")
    mark.focus()
    page.keyboard.press("Enter")
    assert page.locator(f"tr{target}").count() == 1 and page.url.endswith(target)


def test_two_plans_are_compared_and_saved(open_page, axe):
    page = open_page()
    page.goto("/compare")
    for side, place in (("#left", 1), ("#right", 2)):
        page.select_option(side, index=place)
    page.locator("main button.primary").click()
    assert page.locator("table.compare tbody tr").count() > 1
    assert violations(page, axe) == []
    for name, end in (("Word", ".docx"), ("Excel", ".xlsx")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        assert download.value.suggested_filename.endswith(end)


def test_sorting_keeps_the_filters(open_page):
    page = open_page()
    page.goto("/responsibilities?when=frequency")
    page.get_by_role("button", name="Sortera efter Hur ofta").click()
    assert page.locator("#when").input_value() == "frequency" and page.locator("th[aria-sort]").count() == 1
    assert all(text.strip() for text in page.locator("table.duties tbody tr td:nth-child(3)").all_inner_texts())


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_activities_are_matched_chosen_and_saved(open_page, axe, script):
    page = open_page(java_script_enabled=script)
    page.goto("/koppla")
    page.fill("#rows", ACTIVITIES)
    page.get_by_role("button", name="Hitta områden").click()
    assert "22 kvar" in status(page)
    if script:
        assert violations(page, axe) == []
    page.locator("fieldset").first.locator("input[type=radio]").first.check()
    page.get_by_role("button", name="Nästa").click()
    assert "1 valda" in status(page)
    page.get_by_role("button", name="Välj första").click()
    assert "0 kvar" in status(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara som Excel").first.click()
    assert download.value.suggested_filename.endswith(".xlsx")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_quotes_are_collected_and_saved(open_page, axe, script):
    page = open_page(java_script_enabled=script)
    page.goto("/responsibilities")
    boxes = {
        box.get_attribute("value").split()[0]: box for box in page.locator(".pick input").all()[:9]
    }  # one sentence may hold several duties
    for box in list(boxes.values())[:2]:
        box.check()
    page.get_by_role("button", name="Till underlaget").click()
    assert status(page) == "2 citat"
    page.get_by_role("button", name="Utvecklingsområden").last.click()
    page.locator(".pick input").first.check()
    page.get_by_role("button", name="Till underlaget").click()
    assert status(page) == "3 citat"
    if script:
        assert violations(page, axe) == []
        page.goto("/underlag")  # the browser has kept it
        page.locator("#folder li.card").first.wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Spara som Word").click()
    assert download.value.suggested_filename.endswith(".docx")
    page.get_by_role("button", name="Ta bort").first.click()
    assert status(page) == "2 citat"
    page.get_by_role("button", name="Töm underlaget").click()
    assert "Inget är samlat" in status(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_document_is_uploaded_and_taken_out(open_page, axe, secret, script):
    page = open_page(java_script_enabled=script)
    page.goto("/sign-in")
    page.fill("#key", secret)
    page.locator("main button.primary").click()
    page.goto("/documents")
    if script:
        assert violations(page, axe) == []
    page.set_input_files("#file", files=[{"name": "tallby.md", "mimeType": "text/markdown", "buffer": PLAN.encode()}])
    page.get_by_role("button", name="Ladda upp").click()
    page.get_by_text("klar", exact=True).wait_for()
    if script:
        assert violations(page, axe) == []
    page.get_by_role("link", name="Alla inläsningar").click()
    if script:
        assert violations(page, axe) == []
    page.goto("/documents")
    page.get_by_role("link", name="Plan för Tallby").click()
    page.get_by_role("button", name="Ta bort ur sökningen").click()
    page.get_by_role("button", name="Ja, ta bort").click()
    assert page.get_by_role("link", name="Plan för Tallby").count() == 0
