/* Passkeys: binds the buttons of our pages to the ceremony that comes with allauth (mfa/js/webauthn.js).
   Also the print button of the recovery codes. Without JavaScript, password and code remain. */
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const can = "PublicKeyCredential" in window;
  const forms = window.allauth?.webauthn.forms;

  if (can && forms) {
    document.querySelectorAll("[data-passkey]").forEach((part) => { part.hidden = false; });
    if (byId("passkey_login")) forms.loginForm({ ids: { login: "passkey_login", credential: "passkey_credential" } });
    if (byId("passkey_use")) forms.authenticateForm({ ids: { authenticate: "passkey_use", credential: "id_credential", data: "passkey_data" } });
    if (byId("passkey_add")) forms.addForm({ ids: { add: "passkey_add", passwordless: "id_passwordless", credential: "id_credential", data: "passkey_data" } });
  }

  // The reason is not shown: browsers give the same one for a window closed and a key that is not there.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    document.querySelectorAll("[data-passkey-trouble]").forEach((part) => { part.hidden = false; });
  });

  document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => window.print()));
})();
