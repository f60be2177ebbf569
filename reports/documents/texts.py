"""Wording that several documents share, made from the office's settings."""

from platform_app.vocabulary.office import Office
from reports.layout import Left, Note, Noun, Right, Space

#: A date to be written in by hand.
BLANK_DATE = "\u3000\u3000\u3000\u3000年\u3000\u3000月\u3000\u3000日"


def form_number(number: str, article: str) -> Left:
    """様式第1号（第4条関係）, at the top left of a form."""
    return Left(f"{number}（{article}）" if article else number, size=9.5)


def addressee(office: Office) -> Left:
    """The person an applicant writes to, with the honorific."""
    person = office.addressee
    if office.platform_name not in person and not person.endswith(("知事", "市長")):
        person = f"{office.platform_name}{person}"
    return Left(f"{person}\u3000{office.addressee_honorific}")


def sender(office: Office) -> tuple[Noun, ...]:
    """職氏名 of who sends a notice, and （公印省略）, at the right."""
    title = office.sender_title
    if office.platform_name not in title and not title.endswith(("知事", "課長")):
        title = f"{office.platform_name}{title}"
    lines: list[Noun] = [Right("\u3000".join(part for part in (title, office.sender_name) if part))]
    if office.seal_omitted:
        lines.append(Right("（公印省略）", size=9.5))
    return tuple(lines)


def contact_lines(office: Office) -> tuple[str, ...]:
    """Where to ask: office, address, telephone, FAX, mail; what is not set is left out.

    Of several telephones each stands on a line of its own, with what it is for.
    """
    place = " ".join(part for part in (office.postal_code and f"〒{office.postal_code}", office.address) if part)
    phones = [f"電話 {desk.phone}" for desk in office.desks]
    if len(phones) > 1:
        phones = [f"電話 {desk.phone}" + (f"（{desk.purpose}）" if desk.purpose else "") for desk in office.desks]
    written = [office.fax and f"FAX {office.fax}", office.email and f"メール {office.email}"]
    reach = ["\u3000".join(part for part in (*phones, *written) if part)]
    if len(phones) > 1:
        reach = [*phones, "\u3000".join(part for part in written if part)]
    name = "\u3000".join(part for part in (office.office_name, office.department) if part)
    return tuple(line for line in (name, place, *reach) if line)


def submit_lines(office: Office) -> tuple[str, ...]:
    """提出先 beside the QR code of a blank form."""
    lines = contact_lines(office)
    return ("提出先\u3000" + lines[0], *(f"\u3000\u3000\u3000\u3000{line}" for line in lines[1:])) if lines else ()


def contact(office: Office) -> tuple[Noun, ...]:
    """The 担当 block at the end of a notice."""
    return Space(6), Note(("\n".join(contact_lines(office)),), name="担当", size=9.5)
