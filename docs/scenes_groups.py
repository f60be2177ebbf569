"""From groups of four to what was said at their tables: made, written down by telephone, put together, published."""

from docs.scenes_applicant import REPRESENTATIVE
from docs.scenes_events import DRAFTED, EXCHANGE, OFFICER, OVER, TODAY, event_numbers
from docs.studio import PHONE, Studio, fill, follow, go_on, press, shoot, shoot_paper

THEME = "ひとり暮らしの方とのつながりをどう保つか"
PILLARS = ("気づくきっかけを、どう増やすか", "だれが、どのように続けるか")
#: What tables say: the pillar, the opinion, and whether it stands in the words that were said.
SAID = (
    (0, "新聞や牛乳の配達の人が、異変に一番早く気づく。", "words"),
    (0, "配達の事業者と、連絡の約束をしておく。", "summary"),
    (1, "月に1回でも、同じ人が訪ねると安心してもらえる。", "words"),
)
SHEET = "配達と見守り"
#: Lines of a worksheet by column.
LINES: tuple[dict[str, str], ...] = (
    {
        "stakeholder": "つむぎの輪",
        "problem": "訪問できる人が足りない。",
        "purpose": "異変に早く気づく。",
        "benefit": "訪問しない日も、様子が分かる。",
    },
)
OTHERS = (
    (0, "宅配の人に声を掛けてもらえるとよい。", "words"),
    (1, "見守る側の負担が偏らないよう、班で受け持つ。", "summary"),
)


def grouping(studio: Studio) -> None:
    """Groups for a discussion: the run, why they are as they are, and what lies on the tables."""
    number = event_numbers(studio)[TODAY]
    with studio.page(email=OFFICER) as page:
        page.goto(f"/staff/events/{number}/groups/new")
        fill(page, {"title": "円卓での話合い", "seed": "enntaku-1"})
        go_on(page)
        press(page, "班分けを実行する")
        shoot(page, "groups")
        here = page.url
        follow(page, "理由と")
        shoot(page, "group-reasons")
        page.goto(here)
        press(page, "この班で確定する")
        shoot_paper(page, f"{here}/table-cards.pdf", "paper-table-sign", dots=50)
        studio.notes["grouping"] = here.rpartition("/")[2]


def _tables(studio: Studio) -> list[str]:
    """Return the codes of the tables that the grouping made."""
    from platform_app.extensions import db
    from platform_app.groups.models import Grouping

    with studio.app.app_context():
        found = db.session.get(Grouping, int(studio.notes["grouping"]))
        return [group.code for group in found.groups] if found else []


def discussing(studio: Studio) -> None:
    """Pillars, opinions of two tables, one made of two, and the record that everybody reads."""
    number = event_numbers(studio)[TODAY]
    first, second = _tables(studio)[:2]
    with studio.page(email=OFFICER) as page:
        page.goto(f"/staff/events/{number}/discussion/new")
        fill(page, {"title": THEME, "grouping_id": studio.notes["grouping"]})
        fill(page, {f"pillars-{row}-text": text for row, text in enumerate(PILLARS)})
        press(page, "保存する")
        theme = page.url
        if not theme.rpartition("/")[2].isdigit():
            follow(page, THEME)
            theme = page.url
        press(page, "意見の受付を始める")
    _write(studio, second, OTHERS, "")
    _write(studio, first, SAID, "table-phone")
    with studio.page(email=OFFICER) as page:
        page.goto(theme)
        for words in ("新聞や牛乳", "宅配の人"):
            page.locator(f'main input[name="opinion"][aria-label*="{words}"]').check(force=True)
        press(page, "選んだ意見を1つにまとめる")
        fill(page, {"text": "配達の人が声を掛け、異変に気づいたら知らせる仕組みをつくる。"})
        go_on(page)
        page.goto(theme)
        shoot(page, "discussion")
        press(page, "受付を終える")
        press(page, "討議記録を公開する")
    with studio.page(PHONE) as page:
        page.goto("/discussions?words=シンボル")
        follow(page, "この意見のその後")
        shoot(page, "opinion-after")


def _write(studio: Studio, code: str, said: tuple[tuple[int, str, str], ...], picture: str) -> None:
    """Write opinions at one table's page, on a phone."""
    with studio.page(PHONE) as page:
        page.goto(f"/tables/{code}")
        pillars = page.locator('main [name="pillar_id"]').evaluate_all("all => all.map(e => e.value)")
        for pillar, text, kind in said:
            page.locator(f'main [name="pillar_id"][value="{pillars[pillar]}"]').evaluate("e => e.click()")
            fill(page, {"text": text, "kind": kind})
            if picture and text == said[-1][1]:
                shoot(page, picture, at="#compose")
            press(page, "意見を送る")
            page.locator("main .record-line__text", has_text=text).first.wait_for()


def sheets(studio: Studio) -> None:
    """A worksheet that a table fills on its phones."""
    number = event_numbers(studio)[OVER]
    with studio.page(email=OFFICER) as page:
        page.goto(f"/staff/events/{number}/worksheets")
        fill(page, {"title": SHEET})
        press(page, "作る")
        follow(page, SHEET)
        press(page, "公開範囲・共同入力・局面")
        press(page, "共同入力を始める")
        address = page.locator("main .sheet-address a").first.get_attribute("href") or ""
    with studio.page(PHONE) as page:
        page.goto(address)
        for place, cells in enumerate(LINES):
            line = page.locator("main .sheet-line").nth(place)
            for column, text in cells.items():
                line.locator(f'[name="{column}"]').fill(text)
        page.locator("[data-state]", has_text="すべて保存しました").wait_for()
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        shoot(page, "worksheet-table", at="main .sheet-line")


def partners(studio: Studio) -> None:
    """Organisations that suit each other, and why."""
    with studio.page(PHONE, REPRESENTATIVE) as page:
        page.goto("/my/partners")
        shoot(page, "partners", at="main h2")


def reporting(studio: Studio) -> None:
    """The text of a report beside what it will look like, and a 復命書."""
    numbers = event_numbers(studio)
    with studio.page(email=OFFICER) as page:
        page.goto(f"/staff/events/{numbers[DRAFTED]}/report/edit")
        shoot(page, "report-edit")
        page.goto(f"/staff/events/{numbers[EXCHANGE]}/duty")
        path = page.locator('main a[href$="duty.pdf"]').first.get_attribute("href") or ""
        shoot_paper(page, path, "paper-duty", dots=50)
