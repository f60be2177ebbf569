"""Which phase may follow which: a sheet can be improved several times, also after its evaluation."""

from collections.abc import Mapping

from platform_app.vocabulary.worksheets import Phase
from platform_app.worksheets.errors import PhaseOutOfTurn

FOLLOWING: Mapping[Phase, tuple[Phase, ...]] = {
    Phase.DESIGN: (Phase.IMPROVEMENT, Phase.FINAL),
    Phase.IMPROVEMENT: (Phase.IMPROVEMENT, Phase.FINAL),
    Phase.FINAL: (Phase.IMPROVEMENT,),
}


def advance(present: str, wanted: str) -> Phase:
    """Return the wanted phase. Raises PhaseOutOfTurn where it can not follow."""
    for phase in FOLLOWING[Phase(present)]:
        if phase == wanted:
            return phase
    raise PhaseOutOfTurn
