"""What holds for every test."""

import os

import hypothesis
import pytest
from django.test import TransactionTestCase

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

# A slow machine is no failure, and a failure seen once is seen by everyone.
hypothesis.settings.register_profile("opendti", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("opendti")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Marks what touches the database, so that `make test-postgres` finds it without a list."""
    for item in items:
        if touches_database(item):
            item.add_marker("database")


def touches_database(item) -> bool:
    return bool(
        item.get_closest_marker("django_db")
        or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ()))
        or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport():
    report = yield
    return refuse_to_skip(report)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report():
    report = yield
    return refuse_to_skip(report)


def refuse_to_skip(report):
    """In CI a skipped test is a failed one, so that nothing goes untested unnoticed."""
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not allow: {report.longrepr}"
    return report
