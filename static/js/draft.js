/* The workspace of a draft: rows that can be added, a warning before unsaved words are lost, a busy button. Works without, less comfortably. */
(function () {
  "use strict";

  // <button data-adds-row> adds an empty copy of the last row of the table before it.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-adds-row]");
    if (!button) return;
    var table = button.previousElementSibling;
    var rows = table.querySelectorAll("tr[data-row]");
    var last = rows[rows.length - 1];
    var copy = last.cloneNode(true);
    copy.querySelectorAll("input, textarea").forEach(function (field) { field.value = ""; field.removeAttribute("value"); });
    copy.querySelectorAll("textarea").forEach(function (field) { field.textContent = ""; });
    copy.querySelectorAll("select").forEach(function (field) { field.selectedIndex = 0; });
    copy.querySelectorAll("[aria-label]").forEach(function (field) {
      field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+$/, String(rows.length + 1)));
    });
    last.after(copy);
    copy.querySelector("input:not([type=hidden]), textarea").focus();
  });

  // What was typed and not saved is asked about before the page is left.
  var form = document.getElementById("muc");
  var dirty = false;
  if (form) {
    document.addEventListener("input", function (event) {
      if (event.target.form === form && !event.target.name.startsWith("try-")) dirty = true;
    });
    form.addEventListener("submit", function () { dirty = false; });
    window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
  }

  // The filter keeps the line at hand in view.
  var here = document.querySelector(".pane-tree [aria-current=page]");
  if (here) here.scrollIntoView({ block: "nearest" });

  // An upload takes a while: the button says so.
  document.addEventListener("submit", function (event) {
    var busy = event.target.querySelector("[data-busy]");
    if (!busy) return;
    busy.classList.add("is-busy");
    busy.setAttribute("aria-disabled", "true");
    busy.querySelector("span").textContent = busy.dataset.busy;
  });
})();
