/* Appraising with the keyboard: the arrows choose a unit, C accepts, Đ (or D) adjusts. The page works without this file. */
(function () {
  "use strict";

  var form = document.querySelector("[data-finding]");
  var keys = document.querySelector("[data-keys]");
  if (keys) keys.hidden = false;

  // What was typed is not lost by a stray key: the browser asks before it leaves the page.
  var isChanged = false;
  if (form) {
    form.addEventListener("input", function () { isChanged = true; });
    form.addEventListener("submit", function () { isChanged = false; });
    window.addEventListener("beforeunload", function (event) {
      if (!isChanged) return;
      event.preventDefault();
      event.returnValue = "";
    });
  }

  var current = document.querySelector(".appraise-table tr.is-selected");
  if (current) current.scrollIntoView({ block: "nearest" });

  var wrong = form && form.querySelector("[aria-invalid=true]");
  if (wrong) wrong.focus();

  function isTyping(target) {
    return target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select, dialog, details[open]");
  }

  function go(step) {
    var rows = Array.prototype.slice.call(document.querySelectorAll(".appraise-table .row-link"));
    var at = rows.findIndex(function (row) { return row.hasAttribute("aria-current"); });
    var next = at < 0 ? rows[step > 0 ? 0 : rows.length - 1] : rows[at + step];
    if (next) location.assign(next.href);
    return Boolean(next);
  }

  function choose(verdict) {
    var radio = form && form.querySelector('input[name="verdict"][value="' + verdict + '"]');
    if (!radio || radio.type !== "radio") return false;
    if (!radio.checked) radio.click();
    var fields = form.querySelectorAll(".when-adjust .input, .when-adjust input");
    (verdict === "adjusted" && fields.length ? fields[0] : form.querySelector("[type=submit]")).focus();
    return true;
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    var onRadio = event.target.matches("input");
    var key = event.key.toLowerCase();
    var done = false;
    if (key === "arrowdown" && !onRadio) done = go(1);
    else if (key === "arrowup" && !onRadio) done = go(-1);
    else if (key === "c") done = choose("accepted");
    else if (key === "đ" || key === "d") done = choose("adjusted");
    else if (key === "escape" && form && !document.querySelector("details.menu[open]")) {
      var close = document.querySelector("[data-close-finding]");
      if (close) { location.assign(close.href); done = true; }
    }
    if (done) event.preventDefault();
  });
})();
