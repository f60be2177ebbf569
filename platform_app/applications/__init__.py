"""Applications: 様式1 to join or change, 様式2 to withdraw, from draft to decision."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the applicant's pages and the office's."""
    from platform_app import chores
    from platform_app.applications import (
        batch_staff,
        book_staff,
        change_views,
        decision_staff,
        forms_views,
        members_own,
        proxy_staff,
        tracking_views,
    )
    from platform_app.applications.operations.tidying import tidy
    from platform_app.members.endings import UNDER_WAY
    from platform_app.members.record_staff import APPLICATIONS
    from platform_app.places import views as places_views

    app.config[UNDER_WAY] = members_own.under_way
    app.config[APPLICATIONS] = members_own.listed
    chores.add(app, "tidy", every=3600, run=tidy)

    # decision_staff hangs its pages on the blueprint of the inbox, through notice_staff and staff.
    pages = (change_views, tracking_views, forms_views, places_views, decision_staff)
    for module in (*pages, proxy_staff, batch_staff, book_staff):
        app.register_blueprint(module.bp)
