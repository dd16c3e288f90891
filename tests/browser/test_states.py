"""Every state of the page against WCAG 2.2 AA by axe-core, by keyboard alone, and what a reader can do with an answer."""

import json
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

QUESTION = "Vad är syftet?"
UNANSWERED = "Vad kostar en biljett till månen?"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STILL = ("/", "/search", "/documents", "/nej", "/sign-in", "/om", "/tillganglighet")
PAGE_BYTES = 150_000  # of HTML, styles and scripts, without page images


@pytest.fixture(scope="module")
def axe():
    package = pytest.importorskip("axe_playwright_python")
    return next(Path(package.__file__).parent.rglob("axe.min.js")).read_text(encoding="utf-8")


@pytest.fixture
def check(axe):
    """-> a function that says what axe finds wrong with a page as it is now."""

    def violations(page):
        page.evaluate(axe)
        found = page.evaluate("tags => axe.run({runOnly: tags})", TAGS)["violations"]
        return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]

    return violations


def ask(page, question=QUESTION):
    page.goto("/")
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_selector("#svar")
    page.wait_for_load_state()  # the scripts have run


def open_source(page):
    page.locator(".statement:not(.frame) .cite").first.click()
    page.wait_for_selector("#kalla mark")


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 640}},  # 1280 px at 400 %
    ],
    ids=["light", "dark", "320px"],
)
def test_axe_finds_nothing_in_any_state(open_page, check, options):
    page = open_page(**options)
    found = {}
    ask(page)
    found["answer"] = check(page)
    open_source(page)
    for details in page.locator("details:not(.menu):visible").all():
        details.evaluate("e => { e.open = true; }")
    found["source open"] = check(page)
    page.locator(".answer-actions form button").first.click()
    page.wait_for_selector(".remark")
    found["remark"] = check(page)
    ask(page, UNANSWERED)
    found["not found"] = check(page)
    page.goto("/search")
    page.locator(".limits > summary").click()
    page.fill("#q", "samverkan")
    page.press("#q", "Enter")
    page.wait_for_selector(".hits")
    page.locator(".why summary").first.click()
    found["hits"] = check(page)
    assert {state: wrong for state, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", ["", "?lang=en"], ids=["sv", "en"])
def test_axe_finds_nothing_on_pages_that_stand_still(open_page, check, language):
    page = open_page()
    found = {}
    for address in STILL:
        page.goto(address + language)
        found[address] = check(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_axe_finds_nothing_while_it_waits_or_when_the_menu_is_open(open_page, check):
    page = open_page(viewport={"width": 390, "height": 800})
    page.goto("/")
    page.locator(".menu summary").click()
    assert check(page) == [] and page.locator(".menu nav a").first.is_visible()
    page.route("**/ask", lambda route: route.fulfill(status=204))  # the page stays as it is while it waits
    page.fill("#question", QUESTION)
    page.evaluate("document.getElementById('ask').requestSubmit()")
    page.wait_for_selector("form[aria-busy=true]")
    assert page.locator("#ask button.primary").inner_text() == "Söker …" and check(page) == []


def test_the_answer_is_announced_once(open_page):
    page = open_page()
    ask(page)
    page.locator("#besked:not(:empty)").wait_for(state="attached")
    assert page.locator("#besked").get_attribute("role") == "log"
    assert re.fullmatch(r"Svar ur dokumenten\. \d+ mening(ar)? med källa\.", page.locator("#besked").inner_text())


def test_a_source_opens_without_asking_again_and_gives_the_focus_back(open_page):
    page = open_page()
    ask(page)
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    cite = page.locator(".statement:not(.frame) .cite").first
    cite.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla mark")
    assert [method for method, _ in asked] == ["GET"] and "beside=1" in asked[0][1]
    assert page.evaluate("document.activeElement.id") == "source-heading"
    page.locator("#kalla .steps a").last.click()
    page.locator("#kalla mark").wait_for(state="detached")
    page.keyboard.press("Escape")
    assert page.locator("#kalla").count() == 0
    assert page.evaluate("document.activeElement.classList.contains('cite')")


def test_the_whole_way_by_keyboard_alone(open_page):
    page = open_page()
    page.goto("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#svar")
    page.wait_for_load_state()
    tab_to(page, "e => e.classList.contains('cite')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla mark")
    tab_to(page, "e => e.hasAttribute('data-close')", back=True)
    page.keyboard.press("Enter")
    page.wait_for_selector("#kalla", state="detached")
    tab_to(page, "e => e.textContent.trim() === 'Stämmer inte?'")
    page.keyboard.press("Enter")
    page.wait_for_selector(".remark")
    tab_to(page, "e => e.name === 'fault'")
    page.keyboard.press("ArrowDown")
    assert page.locator("input[name=fault]:checked").count() == 1
    tab_to(page, "e => e.classList.contains('linklike') && e.closest('.remark')")
    page.keyboard.press("Enter")
    page.wait_for_selector("#svar")


def tab_to(page, wanted, back=False):
    for _ in range(60):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(f"({wanted})(document.activeElement)"):
            return
    raise AssertionError(wanted)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])
def test_a_remark_is_sent_after_it_was_shown(open_page, service, javascript):
    page = open_page(java_script_enabled=javascript)
    ask(page)
    page.get_by_role("button", name="Stämmer inte?").click()
    page.get_by_label("Något saknas i svaret").check()
    page.get_by_label("Kommentar (frivilligt)").fill("Det finns mer.")
    before = list((service.data / "synpunkter").glob("*"))
    page.get_by_role("button", name="Skicka").click()
    page.get_by_role("heading", name="Tack, synpunkten är sparad").wait_for()
    (path,) = set((service.data / "synpunkter").glob("*.json")) - set(before)
    kept = json.loads(path.read_text(encoding="utf-8"))
    assert (kept["question"], kept["fault"], kept["comment"]) == (QUESTION, "incomplete", "Det finns mer.")


def test_without_javascript_the_quote_with_its_source_can_be_selected(open_page):
    page = open_page(java_script_enabled=False)
    ask(page)
    page.locator(".copy-box summary").first.click()
    words = page.locator(".copy-text").first.inner_text()
    assert "ordagrant" in words and "/s/" in words and not page.locator("button.copy").first.is_visible()


def test_the_answer_is_kept_when_the_language_is_switched(open_page):
    page = open_page()
    ask(page)
    page.get_by_role("button", name="Show the page in English").click()
    page.wait_for_selector("html[lang=en] #svar")
    page.get_by_role("button", name="Visa sidan på svenska").click()
    page.wait_for_selector("html[lang=sv] #svar")


def test_the_answer_is_saved_with_its_grounds(open_page):
    page = open_page()
    ask(page)
    page.locator(".answer-actions summary").click()
    with page.expect_download() as download:
        page.get_by_role("group", name="Med källornas hela text").get_by_role("button", name="JSON").click()
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["question"] == QUESTION


def test_the_page_is_light(open_page):
    page = open_page()
    sizes = {}
    page.on("response", lambda response: sizes.update({response.url: len(response.body())}) if response.status == 200 else None)
    ask(page)
    page.wait_for_load_state("networkidle")
    fixed = sum(size for address, size in sizes.items() if "/static/" in address)
    assert 0 < fixed < PAGE_BYTES / 2
    assert max(size for address, size in sizes.items() if "/static/" not in address) + fixed < PAGE_BYTES
