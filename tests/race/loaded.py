"""The whole application, imported: what a process of a race needs before it can begin."""

import importlib
import pkgutil

from sqlalchemy.orm import configure_mappers

import platform_app

for _module in pkgutil.walk_packages(platform_app.__path__, "platform_app."):
    if ".migrations" not in _module.name:
        importlib.import_module(_module.name)

# Else every process would work out for itself how the tables hang together.
configure_mappers()
