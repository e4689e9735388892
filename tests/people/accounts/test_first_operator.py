import re

import pytest
from django.utils import timezone

from opendti.audit.models import Entry
from opendti.cli import main
from opendti.people import actions, queries
from opendti.people.models import Organisation, User
from opendti.people.roles import Role
from tests.people.accounts.conftest import PASSWORD

ADD = [
    "operator",
    "add",
    "--organisation",
    "Uỷ ban nhân dân tỉnh C",
    "--code",
    "tinh-c",
    "--address",
    "https://dti.example/",
]
VAN = ["--username", "van", "--name", "Nguyễn Hồng Vân"]
HAI = ["--username", "hai", "--name", "Trần Văn Hải"]
LINK = re.compile(r"https://dti\.example/activate/([A-Za-z0-9_-]{43})/")


def token_of(printed: str) -> str:
    found = LINK.search(printed)
    assert found is not None
    return found[1]


def test_from_an_empty_database_to_work(client, db, capsys):
    assert main([*ADD, *VAN]) == 0
    token = token_of(capsys.readouterr().out)
    client.post(f"/activate/{token}/", {"password1": PASSWORD, "password2": PASSWORD})

    assert client.get("/people/").status_code == 200 or client.get("/people/").status_code == 403
    assert queries.roles_in(User.objects.get(username="van"), Organisation.objects.get().pk) == {
        Role.OPERATOR
    }
    assert token not in " ".join(str(row) for row in Entry.objects.values())


def test_works_for_a_second_one(db, capsys):
    main([*ADD, *VAN])
    main([*ADD, *HAI])

    assert Organisation.objects.count() == 1
    assert User.objects.count() == 2


def test_opens_a_closed_account_again(db, capsys):
    main([*ADD, *VAN])
    main([*ADD, *HAI])
    User.objects.filter(username="hai").update(last_login=timezone.now())
    van = User.objects.get(username="van")
    actions.close_account(van)
    assert main(["operator", "link", "van", "--address", "https://dti.example"]) == 2
    assert main([*ADD, *VAN]) == 0
    van.refresh_from_db()

    assert van.is_active


def test_a_code_of_another_organisation_is_refused(db, capsys):
    main([*ADD, *VAN])
    assert main([*ADD[:3], "Tỉnh khác", *ADD[4:], *HAI]) == 2
    assert "Mã tinh-c đã là của" in capsys.readouterr().err
    assert User.objects.count() == 1


def test_a_new_link_and_no_second_factor(db, capsys):
    from allauth.mfa.models import Authenticator  # noqa: PLC0415
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: PLC0415

    main([*ADD, *VAN])
    old = token_of(capsys.readouterr().out)
    TOTP.activate(User.objects.get(), generate_totp_secret())
    assert main(["operator", "link", "van", "--reset-second-factor", "--address", "https://dti.example"]) == 0
    new = token_of(capsys.readouterr().out)

    assert not queries.open_invitations(old).exists()
    assert queries.open_invitations(new).exists()
    assert not Authenticator.objects.exists()


def test_nobody_else_gets_one(provinces, capsys):
    assert main(["operator", "link", "lan", "--address", "https://dti.example"]) == 2
    assert "Không có người vận hành nào tên lan" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["dti.example", "ftp://dti.example", ""])
def test_an_address_must_be_one(db, capsys, address):
    assert main([*ADD[:-1], address, *VAN]) == 2
    assert "không phải địa chỉ" in capsys.readouterr().err
