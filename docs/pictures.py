"""Take every picture of the guides from the real pages and forms: ``python -m docs.pictures [word …]``.

With words, only scenes whose names hold one of them are played (each still needs what
earlier scenes leave). A scene that fails keeps its old pictures and makes the command fail.
"""

import sys
from collections.abc import Callable

from docs import scenes_applicant, scenes_desk, scenes_events, scenes_groups, scenes_office
from docs.studio import PICTURES, TAKEN, Studio, lacking, open_studio

Scene = Callable[[Studio], None]

LACKING = "手引の図を撮るには {0} が要ります。Debian・Ubuntu では、sudo apt-get install {1} で入ります。\n"

#: In the order of the story: somebody applies, the office returns it, it is corrected, decided and entered.
SCENES: tuple[Scene, ...] = (
    scenes_applicant.portal,
    scenes_applicant.join,
    scenes_applicant.draft,
    scenes_desk.signing_in,
    scenes_desk.inbox,
    scenes_desk.sending_back,
    scenes_applicant.correcting,
    scenes_desk.reviewing,
    scenes_desk.deciding,
    scenes_desk.batch,
    scenes_desk.proxy,
    scenes_applicant.changing,
    scenes_applicant.leaving,
    scenes_applicant.account,
    scenes_office.register,
    scenes_office.correction,
    scenes_office.rosters,
    scenes_office.importing,
    scenes_office.mail,
    scenes_office.settings,
    scenes_events.planning,
    scenes_events.registering,
    scenes_events.telephone,
    scenes_events.the_day,
    scenes_events.asking,
    scenes_groups.grouping,
    scenes_groups.discussing,
    scenes_groups.sheets,
    scenes_groups.partners,
    scenes_groups.reporting,
    scenes_office.audit,
)


def main(words: list[str]) -> int:
    """Play the scenes; return how many of them failed, or 1 when there is no camera."""
    missing = lacking()
    if missing:
        sys.stderr.write(LACKING.format("、".join(missing), " ".join(missing)))
        return 1
    failed = 0
    with open_studio() as studio:
        for scene in SCENES:
            if words and not any(word in scene.__name__ for word in words):
                continue
            try:
                scene(studio)
            except Exception as error:  # noqa: BLE001 - the other scenes can still be played
                failed += 1
                sys.stderr.write(f"{scene.__module__}.{scene.__name__}: {type(error).__name__}: {error}\n")
    if not words and not failed:
        _forget_others()
    return failed


def _forget_others() -> None:
    """Remove pictures that no scene takes any more."""
    for picture in PICTURES.glob("*.png"):
        if picture.stem not in TAKEN:
            picture.unlink()


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
