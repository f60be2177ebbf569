"""The application as the benchmarks serve it: on an instance folder named in the environment."""

import os

from flask import Flask

from platform_app import create_app as create


def create_app() -> Flask:
    """Build the application on a temporary instance."""
    return create(instance_path=os.environ["BENCHMARK_INSTANCE"])
