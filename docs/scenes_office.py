"""What the office sees of the register, the rosters, mail, settings and the trace of every act."""

from docs.studio import Studio, fill, go_on, press, shoot, shoot_paper
from platform_app.sample.loading import REGISTER

OFFICER, DECIDER = "tanto@jimukyoku.example.jp", "kessai@jimukyoku.example.jp"
ADMINISTRATOR = "kanri@jimukyoku.example.jp"
DAY = "令和5年7月14日"


def register(studio: Studio) -> None:
    """The register as of a day, one entry of it, and the reconciliation."""
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/members/")
        fill(page, {"as_of": DAY})
        press(page, "表示する")
        shoot(page, "register")
        page.goto("/staff/members/33")
        shoot(page, "record")
        page.goto("/staff/members/changes?since=2023-02-20&until=2023-07-14")
        shoot(page, "reconciliation")


def correction(studio: Studio) -> None:
    """Mending an error of the register, and what ends or suspends a membership."""
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/members/10")
        press(page, "今の内容を訂正する")
        shoot(page, "record-correct")
    with studio.page(email=DECIDER) as page:
        page.goto("/staff/members/10/standing")
        shoot(page, "record-standing")


def rosters(studio: Studio) -> None:
    """What can be taken out of the register."""
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/members/?as_of=2023-07-14")
        for fold in page.locator("main details").all():
            fold.evaluate("e => e.open = true")
        shoot(page, "roster-downloads", at="main h2")
        shoot_paper(page, "/staff/members/rosters/members_brief.pdf?as_of=2023-07-14", "paper-roster")
        shoot_paper(page, "/staff/members/labels/12.pdf", "paper-labels", dots=50)


def importing(studio: Studio) -> None:
    """Reading a workbook: file, columns, preview."""
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/imports/")
        shoot(page, "import-start")
        page.locator("main input[type=file]").first.set_input_files(str(REGISTER))
        press(page, "読み取る")
        shoot(page, "import-columns")
        go_on(page)
        shoot(page, "import-preview")


def mail(studio: Studio) -> None:
    """What was sent, and whom to call."""
    studio.deliver_mail()
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/mail/")
        shoot(page, "mail")
        page.locator("main table tr", has_text="受け付け").locator("a").first.click()
        page.wait_for_load_state("networkidle")
        shoot(page, "mail-message")
        page.goto("/staff/mail/tasks")
        shoot(page, "tasks", height=620)


def settings(studio: Studio) -> None:
    """Texts, items, catalogues and people."""
    with studio.page(email=ADMINISTRATOR) as page:
        page.goto("/staff/settings/")
        shoot(page, "settings")
        shoot(page, "settings-procedure", at='main [name="closed_items"]')
        page.goto("/staff/settings/catalogues")
        shoot(page, "catalogues")
        page.goto("/staff/people/")
        shoot(page, "people")


def audit(studio: Studio) -> None:
    """Who did what."""
    with studio.page(email=ADMINISTRATOR) as page:
        page.goto("/staff/audit/")
        shoot(page, "audit")
        page.goto("/staff/audit/?action=application.return")
        page.locator("main table a").first.click()
        page.wait_for_load_state("networkidle")
        shoot(page, "audit-entry")
