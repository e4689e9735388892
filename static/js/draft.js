/* The workspace of a draft: rows that come and go, a warning before unsaved words are lost, a busy button. Works without, less comfortably. */
(function () {
  "use strict";

  // -- Rows ---------------------------------------------------------------------------------------

  function renumber(table) {
    table.querySelectorAll("[data-row]").forEach(function (row, place) {
      row.querySelectorAll("[aria-label]").forEach(function (field) {
        field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+$/, String(place + 1)));
      });
    });
  }

  function emptied(row) {
    row.querySelectorAll("input, textarea").forEach(function (field) { field.value = ""; field.removeAttribute("value"); });
    row.querySelectorAll("textarea").forEach(function (field) { field.textContent = ""; grow(field); });
    row.querySelectorAll("select").forEach(function (field) { field.selectedIndex = 0; });
    row.querySelectorAll("details").forEach(function (more) { more.open = false; });
    row.querySelectorAll("p.help").forEach(function (told) { told.remove(); });
    return row;
  }

  function changed(place) {
    place.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // <button data-adds-row> adds an empty copy of the last row of the table before it; data-drops-row takes its row away.
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-adds-row], [data-drops-row]");
    if (!button) return;
    if (button.hasAttribute("data-adds-row")) {
      var table = button.previousElementSibling;
      var rows = table.querySelectorAll("[data-row]");
      var last = rows[rows.length - 1];
      last.after(emptied(last.cloneNode(true)));
      renumber(table);
      last.nextElementSibling.querySelector("input:not([type=hidden]), textarea").focus();
      return;
    }
    var row = button.closest("[data-row]");
    var all = row.parentNode.querySelectorAll("[data-row]");
    var near = row.nextElementSibling || row.previousElementSibling || row;
    if (all.length > 1) row.remove(); else emptied(row);
    renumber(near.closest("table"));
    near.querySelector("input:not([type=hidden]), textarea").focus();
    changed(near.querySelector("input, textarea"));
  });

  // -- Text fields as high as their text ----------------------------------------------------------

  var growsAlone = window.CSS && CSS.supports("field-sizing", "content");
  function grow(field) {
    if (growsAlone || !field.offsetParent) return;
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 2 + "px";
  }
  function growAll() { document.querySelectorAll(".draft-component textarea, .rule-body textarea").forEach(grow); }
  if (!growsAlone) {
    growAll();
    document.addEventListener("toggle", growAll, true);
    document.addEventListener("input", function (event) { if (event.target.matches("textarea")) grow(event.target); });
  }

  // A field of one line wraps when it is long, and has no line ends.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("[data-one-line]")) event.preventDefault();
  });

  // -- What was typed and not saved is asked about before the page is left --------------------------

  var form = document.getElementById("muc");
  var dirty = Boolean(form && form.hasAttribute("data-unsaved"));
  if (form) {
    document.addEventListener("input", function (event) {
      if (event.target.form === form && !event.target.name.startsWith("try-")) dirty = true;
    });
    form.addEventListener("submit", function () {
      dirty = false;
      sessionStorage.setItem("draft-saved", "1");
    });
    window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
  }

  // After a save the reader stands at the title of what is now shown, not at the top of the page.
  if (form && sessionStorage.getItem("draft-saved")) {
    sessionStorage.removeItem("draft-saved");
    var title = document.querySelector(".component-title[tabindex]");
    if (title) title.focus({ preventScroll: true });
  }

  // A tick that says “the note answers it” leads to the note while that is empty.
  document.addEventListener("change", function (event) {
    var note = event.target.dataset.needs && event.target.checked && document.getElementById(event.target.dataset.needs);
    if (note && !note.value.trim()) note.focus();
  });

  // -- The rule dialog: closing it takes back what was typed in it, after a question ----------------

  var dialog = document.querySelector("[data-rule-dialog]");
  if (dialog) {
    var before = "";
    var isChanged = false;
    var wasDirty = false;
    var unsaved = dialog.querySelector("[data-unsaved]");
    var discards = dialog.querySelector("[data-discards]");
    var told = discards.textContent;
    new MutationObserver(function () {
      if (!dialog.open) return;
      if (!before) before = dialog.querySelector(".rule-body").innerHTML;
      if (!isChanged) wasDirty = dirty;
    }).observe(dialog, { attributes: true, attributeFilter: ["open"] });
    dialog.addEventListener("input", function (event) {
      if (event.target.name.startsWith("try-")) return;
      isChanged = true;
      discards.textContent = "Bỏ thay đổi";
    });
    var asks = function (event) {
      if (!isChanged) return;
      event.preventDefault();
      event.stopPropagation();
      unsaved.hidden = false;
      discards.focus();
    };
    var puts = function () {
      var body = dialog.querySelector(".rule-body");
      body.innerHTML = before;
      if (window.htmx) window.htmx.process(body);
      isChanged = false;
      dirty = wasDirty;
      unsaved.hidden = true;
      discards.textContent = told;
    };
    dialog.addEventListener("cancel", asks);
    dialog.addEventListener("click", function (event) {
      if (event.target.closest("[data-discards]")) { if (isChanged) puts(); return; }
      if (event.target === dialog || event.target.closest("[data-closes]")) asks(event);
    }, true);
  }

  // The filter keeps the line at hand in view.
  var here = document.querySelector(".pane-tree [aria-current=page]");
  if (here) here.scrollIntoView({ block: "nearest" });
})();
