"""Codes of what becomes of an opinion."""

from platform_app.vocabulary.code import Code


class OutcomeKind(Code):
    """One step on the way of an opinion, in the order in which steps usually follow."""

    ANSWER = "answer", "回答"
    AGENDA = "agenda", "議題"
    DECISION = "decision", "決定"
    TASK = "task", "課題"
    ACTIVITY = "activity", "取組"


class AnswerState(Code):
    """Whether anything has come of an opinion."""

    OPEN = "open", "まだ答えがない"
    ANSWERED = "answered", "答えがある"
