"""What a visit costs by mouse, by keys and by touch, in a real Chromium, as tables.

.venv/bin/python -m bench.visit
"""

import os
import sys

import pytest

if __name__ == "__main__":
    os.environ["MEASURED_ALONE"] = "yes"
    sys.exit(pytest.main(["tests/browser/test_measures.py", "--quiet", "-p", "no:cacheprovider"]))
