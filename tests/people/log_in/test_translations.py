"""Whatever allauth, axes and Django can say to somebody who logs in, they say in Vietnamese."""

import ast
import importlib.util
from pathlib import Path

import pytest
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils import translation

from tests.laws.source import ROOT

# Apps whose Python can speak, and files of theirs that never do here: no such view or command is there.
SPOKEN = {
    "allauth.account": {"admin.py", "apps.py", "checks.py", "models.py"},
    "allauth.core": set[str](),
    "allauth.mfa": {"admin.py", "apps.py"},
    "allauth.socialaccount": {"admin.py", "apps.py", "forms.py", "models.py"},
    "allauth.usersessions": {"admin.py", "apps.py", "models.py"},
    "axes": {"admin.py", "apps.py", "models.py"},
}
MARKS = {"_", "gettext", "gettext_lazy", "pgettext", "ngettext", "ngettext_lazy"}


def folder_of(module: str) -> Path:
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def messages_of(path: Path) -> set[str]:
    """The texts marked for translation in a module; of a plural the singular."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
            spoken = [text for text in texts if isinstance(text, str)]
            found |= set(spoken[1:2] if node.func.id == "pgettext" else spoken[:1])
    return found


def untranslated(messages: set[str]) -> list[str]:
    with translation.override("vi"):
        return sorted(text for text in messages if translation.gettext(text) == text)


@pytest.mark.parametrize("module", sorted(SPOKEN))
def test_the_library_speaks_vietnamese(module):
    folder = folder_of(module)
    files = [
        path
        for path in folder.rglob("*.py")
        if path.name not in SPOKEN[module] and not {"migrations", "providers", "management"} & set(path.parts)
    ]
    messages = set().union(*map(messages_of, files))

    assert files
    assert [text for text in untranslated(messages) if text not in SAME] == []


SAME = {"Login"}
"""Where one may log in by several kinds of names, which is not so here."""


@pytest.mark.parametrize(
    "module", ["django.contrib.auth.password_validation", "django.core.validators", "django.forms.fields"]
)
def test_django_speaks_vietnamese(module):
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    texts = {text for text in messages_of(Path(spec.origin)) if " " in text.strip()}

    assert untranslated(texts) == []


def test_a_weak_password_is_explained_in_vietnamese():
    said = []
    for password in ("1234567890", "ngan", "password12"):
        with pytest.raises(ValidationError) as refused:
            password_validation.validate_password(password)
        said += refused.value.messages
    said += password_validation.password_validators_help_texts()

    assert [text for text in said if " the " in text or "password" in text] == []


def test_the_compiled_file_is_that_of_the_source():
    spec = importlib.util.spec_from_file_location("compiling", ROOT / "tools" / "compile_messages.py")
    assert spec is not None
    assert spec.loader is not None
    compiling = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(compiling)

    assert compiling.main(["--check"]) == 0
