"""Measure the pages: a server of its own on a demonstration of its own, clients in a second process.

python -m benchmarks.pages [--quick]
"""

import os
import sys
import tempfile

if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.pages.settings"
    os.environ.setdefault("SHIHU_MODE", "demo")
    with tempfile.TemporaryDirectory(prefix="shihu-bench-") as folder:
        os.environ["SHIHU_DATA"] = folder
        from benchmarks.pages.run import run

        run(quick="--quick" in sys.argv)
