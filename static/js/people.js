/* Accounts: showing a password while it is typed, choosing many rows of a list. The pages work without this file. */
(function () {
  "use strict";

  document.querySelectorAll("[data-show-password]").forEach(function (label) {
    var form = label.closest("form"), box = label.querySelector("input");
    var fields = form.querySelectorAll("input[type=password]");
    label.hidden = false;
    box.addEventListener("change", function () {
      fields.forEach(function (field) { field.type = box.checked ? "text" : "password"; });
    });
    form.addEventListener("submit", function () {
      fields.forEach(function (field) { field.type = "password"; });
    });
  });

  document.querySelectorAll("[data-choosing]").forEach(function (form) {
    var all = form.querySelector("[data-choose-all]");
    var boxes = Array.prototype.slice.call(form.querySelectorAll("input[name=person]"));
    var words = form.querySelector("[data-chosen]");
    if (!all || !boxes.length) return;
    function show() {
      var chosen = boxes.filter(function (box) { return box.checked; }).length;
      all.checked = chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
      if (words) words.textContent = chosen ? "Đã chọn " + chosen : "";
    }
    all.closest("label").hidden = false;
    all.addEventListener("change", function () {
      boxes.forEach(function (box) { box.checked = all.checked; });
      show();
    });
    boxes.forEach(function (box) { box.addEventListener("change", show); });
    show();
  });
})();
