"""People: sign-in, second factor, invitations, one-time links and the throttle."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages, the user loader and the pages open before a second factor is set."""
    from platform_app.accounts import cli, own_views, staff, views
    from platform_app.accounts.queries import load_user
    from platform_app.extensions import login_manager

    del own_views  # Its pages hang on the blueprint of views.
    login_manager.user_loader(load_user)
    app.config.setdefault(
        "SECOND_FACTOR_PAGES",
        frozenset(
            {
                "accounts.second_factor",
                "accounts.qr_code",
                "accounts.sign_out",
            }
        ),
    )
    app.config.setdefault("STAFF_SECOND_FACTOR", lambda: False)
    app.register_blueprint(views.bp)
    app.register_blueprint(staff.bp)
    app.cli.add_command(cli.accounts)
