import sys

import pytest


@pytest.fixture(scope="session")
def standard_library() -> frozenset[str]:
    return sys.stdlib_module_names | {"__future__"}
