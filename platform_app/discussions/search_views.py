"""Published records: the list of all, and the search over their opinions."""

from flask import current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, allow
from platform_app.discussions import feed_text, record_queries, search_pages, search_queries, trace_queries
from platform_app.discussions.feed_text import Entry
from platform_app.discussions.record_views import bp, shown_now
from platform_app.discussions.search_queries import OpinionSearch
from platform_app.events import words
from platform_app.events.pages import base_url
from platform_app.kept_pages import kept_for_visitors
from platform_app.office.queries import current as office
from platform_app.paging import Page, asked_page

__all__ = ["bp"]


@bp.get("/discussions")
@allow(PUBLIC)
@kept_for_visitors(shown_now)
def index() -> ResponseReturnValue:
    """Search the opinions of published records; without a question, the records themselves."""
    form, search, valid = search_pages.searched(for_office=False)
    if not valid or search == OpinionSearch():
        page = Page(record_queries.published_count(), asked_page())
        rows = record_queries.published_events(page)
        themes = record_queries.published_titles(row.id for row in rows)
        answer = render_template("records/index.html", form=form, page=page, events=rows, themes=themes, lines=None)
        return answer, 200 if valid else 422
    page, lines = search_queries.found_page(search, asked_page())
    return render_template(
        "records/index.html",
        form=form,
        page=page,
        lines=lines,
        places=record_queries.places(lines),
        traces=trace_queries.traces_of(lines, published_only=True),
    )


@bp.get("/discussions.atom")
@allow(PUBLIC)
def feed() -> ResponseReturnValue:
    """The newest published records, for whoever follows them."""
    entries = [
        Entry(
            f"{words.full_title(theme.event)}：{theme.title}",
            f"{base_url()}{url_for('.show', event_id=theme.event_id)}#theme-{theme.id}",
            theme.published_at or theme.created_at,
            f"{words.day_of(theme.event)}の討議記録（意見{count}件）",
        )
        for theme, count in record_queries.newest_records()
    ]
    content = feed_text.feed(
        entries,
        name=f"{office().platform_name}　討議記録",
        author=office().office_name or office().platform_name,
        address=f"{base_url()}{url_for('.feed')}",
        home=f"{base_url()}{url_for('.index')}",
    )
    return current_app.response_class(content, content_type=feed_text.MEDIA_TYPE)
