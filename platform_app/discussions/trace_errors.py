"""What can go wrong when somebody records what became of opinions."""

from platform_app.errors import DomainError


class NothingToFollow(DomainError):
    """A thread would begin with no opinion that may be shown."""

    code, status = "nothing_to_follow", 422
    sentence = "対応を記録する意見を、1つ以上選んでください。非公開や取消しの意見は選べません。"


class DoneBeforeStart(DomainError):
    """Something would have been done before the day on which it began."""

    code, status = "done_before_start", 422
    sentence = "済んだ日は、その段階の日付と同じか、それより後の日にしてください。"
