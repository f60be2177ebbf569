"""What every page and every field must be, whatever it shows."""

import re
from collections import Counter

import html5lib
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import escape
from wtforms.widgets import html_params

from forms.markup import element
from tests.look.gallery import ROOT
from tests.look.gallery_forms import FILLED

PAGES = ["/", "/form", "/staff", "/error"]


def tree_of(text: str) -> etree._Element:
    """Parse a page strictly: any mistake in the HTML is an error."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
    return parser.parse(text).getroot()


@pytest.fixture(params=[*PAGES, "refused"])
def tree(request: pytest.FixtureRequest, gallery: FlaskClient) -> etree._Element:
    """Return each page of the gallery, and the form after a refusal."""
    page = gallery.post("/form") if request.param == "refused" else gallery.get(request.param)
    return tree_of(page.text)


NAMES = st.sampled_from(["class_", "for_", "id", "data_search_for", "aria_invalid", "value"])
VALUES = st.text() | st.integers() | st.booleans() | st.text().map(escape)


@given(st.dictionaries(NAMES, VALUES))
def test_attributes_are_written_as_wtforms_writes_them(attributes: dict[str, object]) -> None:
    assert str(element("br", **attributes)) == f"<br {html_params(**attributes)}>".replace(" >", ">")


def test_every_page_is_valid_and_has_one_heading_and_a_title(tree: etree._Element) -> None:
    assert len(tree.findall(".//h1")) == 1
    assert tree.findtext(".//title", "").strip()
    assert tree.get("lang") == "ja"


def test_no_id_is_used_twice_and_every_reference_leads_somewhere(tree: etree._Element) -> None:
    ids = Counter(node.get("id") for node in tree.iter() if node.get("id"))
    assert [name for name, count in ids.items() if count > 1] == []
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for node in tree.iterfind(f".//*[@{attribute}]"):
            assert set(node.get(attribute, "").split()) <= set(ids), etree.tostring(node)
    for link in tree.iterfind(".//a[@href]"):
        target = link.get("href", "")
        assert not target.startswith("#") or target[1:] in ids


def test_every_control_has_a_label(tree: etree._Element) -> None:
    labelled = {label.get("for") for label in tree.iterfind(".//label")}
    for control in tree.xpath("//input[@type!='hidden'] | //select | //textarea"):
        assert control.get("id") in labelled or control.get("aria-label"), etree.tostring(control)


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(tree: etree._Element) -> None:
    for node in tree.iter(etree.Element):
        assert node.tag != "style"
        assert node.tag != "script" or node.get("src", "").startswith("/static/")
        assert not [name for name in node.keys() if name == "style" or name.startswith("on")]  # noqa: SIM118
        assert not re.match(r"(https?:)?//", node.get("src", "") or (node.tag == "link" and node.get("href")) or "")


def test_every_form_is_sent_without_the_browsers_own_bubbles_and_carries_a_token(tree: etree._Element) -> None:
    for form in tree.xpath("//form[@method='post']"):
        assert form.get("action") is not None
        assert form.find(".//input[@name='csrf_token']") is not None
    for form in tree.xpath("//form[@class='form']"):
        assert form.get("novalidate") is not None


def test_a_refusal_says_the_same_beside_the_field_as_in_the_summary(gallery: FlaskClient) -> None:
    tree = tree_of(gallery.post("/form").text)

    assert tree.findtext(".//title", "").startswith("エラー：")
    summary = tree.xpath("//*[@id='error-summary']//a")
    assert len(summary) > 10
    for link in summary:
        control = tree.xpath("//*[@id=$id]", id=link.get("href")[1:])[0]
        frame = control.xpath("ancestor::*[@data-field][1]")[0]
        assert frame.xpath("string(.//*[@class='field__error'])") == "＊" + link.text


def test_a_stale_token_keeps_what_was_typed_and_says_what_to_do(gallery: FlaskClient) -> None:
    page = gallery.post("/form", data=FILLED)

    assert "もう一度送信してください。" in page.text
    tree = tree_of(page.text)
    assert tree.xpath("string(//*[@id='name']/@value)") == FILLED["name"]
    assert tree.xpath("string(//*[@id='submission_token']/@value)") == FILLED["submission_token"]
    token = tree.xpath("string(//form[@id='form']//*[@name='csrf_token']/@value)")
    assert "送信しました" in gallery.post("/form", data=FILLED | {"csrf_token": token}).text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
    | st.sampled_from(["<script>alert(1)</script>", '"><b>', "{{ 7*7 }}", "&amp;", "髙﨑𠮷葛\U000e0100", "'"])
)
def test_typed_text_comes_back_exactly_and_never_as_markup(gallery: FlaskClient, text: str) -> None:
    tree = tree_of(gallery.post("/form", data={"name": text, "activities": text, "email": text}).text)

    assert tree.xpath("string(//*[@id='name']/@value)").strip(" \u3000") == text.strip(" \u3000")
    area = tree.xpath("//*[@id='activities']")[0]
    assert len(area) == 0
    assert (area.text or "").strip(" \n\u3000") == text.strip(" \n\u3000")


def test_control_characters_are_refused_with_a_sentence(gallery: FlaskClient) -> None:
    page = gallery.post("/form", data={"name": "甲\x00乙"})
    assert page.status_code == 422
    assert "団体名に、表示や印刷のできない文字" in page.text


def test_attributes_that_are_false_or_none_are_left_out_and_values_are_escaped() -> None:
    written = element("input", type="text", value='a"<b', required=False, readonly=None, disabled=True, data_x_y="1")
    assert written == '<input data-x-y="1" disabled type="text" value="a&#34;&lt;b">'


def test_the_page_for_an_internal_error_knows_nothing_of_the_platform(gallery: FlaskClient) -> None:
    page = gallery.get("/error")
    assert "abc123" in page.text
    assert "見本 花子" not in page.text


def test_vendored_tokens_carry_their_licence() -> None:
    folder = ROOT / "platform_app" / "static" / "vendor" / "design-tokens"
    assert "MIT License" in (folder / "LICENSE").read_text("utf-8")


def test_every_word_that_a_sheet_uses_is_declared() -> None:
    sheets = [path.read_text("utf-8") for path in (ROOT / "platform_app" / "static").rglob("*.css")]
    declared = {name for sheet in sheets for name in re.findall(r"(--[\w-]+)\s*:", sheet)}
    used = {name for sheet in sheets for name in re.findall(r"var\((--[\w-]+)\)", sheet)}
    assert used <= declared
