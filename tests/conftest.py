"""What holds for every test."""

import os

import hypothesis
import pytest
from django.conf import settings
from django.test import TransactionTestCase

from tests import cast as people_of_the_tests
from tests.kept import kept

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}

# A slow machine is no failure, and a failure seen once is seen by everyone.
hypothesis.settings.register_profile("opendti", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("opendti")


def pytest_configure():
    """What an operator says in the environment, and a hasher that does not take its time."""
    settings.SECRET_KEY = "only-for-tests"
    settings.OPENDTI_RATE_PER_SESSION = settings.OPENDTI_RATE_PER_ADDRESS = 1_000_000
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    settings.OPENDTI_SECOND_FACTOR = ()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Gives SQLite a file, so that threads meet each other there as processes do in use."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = tmp_path_factory.mktemp("database") / "tests.sqlite3"


@pytest.fixture
def cast(db) -> people_of_the_tests.Cast:
    """The province of the tests with its people and a round in preparation (tests/cast.py)."""
    return kept("cast", people_of_the_tests.gather)


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
