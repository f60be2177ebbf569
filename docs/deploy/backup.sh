#!/bin/sh
# backup.sh FOLDER — one consistent copy of the data, while the platform runs.
# The key in instance/secret.key is NOT copied here: it belongs in another place than the data.
set -eu
umask 077
target=${1:?backup.sh FOLDER}
root=$(cd "$(dirname "$0")/../.." && pwd)
stamp=$(date +%Y%m%d-%H%M%S)
mkdir -p "$target"
cd "$root"
"$root/.venv/bin/python" - "$target" "$stamp" <<'PY'
"""Ask the application where its data is, and copy it with the tool that belongs to that database."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url

from platform_app import create_app

folder, stamp = Path(sys.argv[1]), sys.argv[2]
app = create_app()
url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
if url.get_backend_name() == "sqlite":
    copy = folder / f"platform-{stamp}.db"
    with closing(sqlite3.connect(url.database or "")) as database:
        database.execute("VACUUM INTO ?", (str(copy),))
else:
    copy = folder / f"platform-{stamp}.dump"
    place = {"PGHOST": url.host, "PGPORT": url.port, "PGUSER": url.username, "PGPASSWORD": url.password}
    environment = os.environ | {key: str(value) for key, value in place.items() if value is not None}
    subprocess.run(
        ["pg_dump", "--format=custom", f"--file={copy}", f"--dbname={url.database}"], check=True, env=environment
    )
anchors = Path(app.instance_path) / "audit-anchors.txt"
if anchors.exists():
    shutil.copy2(anchors, folder / f"audit-anchors-{stamp}.txt")
print(copy)
PY
# Keep five weeks.
find "$target" -maxdepth 1 -type f \( -name 'platform-*' -o -name 'audit-anchors-*' \) -mtime +35 -delete
