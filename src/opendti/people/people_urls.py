"""Accounts: the list, one account, lists from Excel, handing out links, opening one's own."""

from django.urls import URLPattern, path

from .views import activating, handing_out, people, person_imports, suggesting

urlpatterns: list[URLPattern] = [
    path("activate/<str:token>/", activating.activate, name="activate"),
    path("account/", people.own, name="own-account"),
    path("people/", people.accounts, name="accounts"),
    path("people/export/", people.export, name="accounts-export"),
    path("people/new/", people.new, name="account-new"),
    path("people/organisations/", suggesting.organisations, name="organisation-suggestions"),
    path("people/import/", person_imports.upload, name="person-import"),
    path("people/import/template/", person_imports.template, name="person-import-template"),
    path("people/import/<int:pk>/", person_imports.rows, name="person-import-rows"),
    path("people/import/<int:pk>/confirm/", person_imports.confirm, name="person-import-confirm"),
    path("people/links/", handing_out.links, name="links"),
    path("people/links/letters/", handing_out.print_letters, name="links-letters"),
    path("people/links/mail/", handing_out.send_mails, name="links-mail"),
    path("people/links/export/", handing_out.not_activated, name="links-export"),
    path("people/<int:pk>/", people.account, name="account"),
    path("people/<int:pk>/change/", people.change, name="account-change"),
    path("people/<int:pk>/roles/add/", people.add_role, name="account-add-role"),
    path("people/<int:pk>/roles/<int:membership_pk>/end/", people.end_role, name="account-end-role"),
    *(
        path(f"people/<int:pk>/{step}/", people.step, {"step": step}, name=name)
        for step, name in (
            ("close", "account-close"),
            ("reopen", "account-reopen"),
            ("second-factor/reset", "account-reset-factor"),
            ("erase", "account-erase"),
        )
    ),
]
