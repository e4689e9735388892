/* The theme a person chose: "light", "dark", or nothing (the device decides). Loaded in the head without defer, so that the
   page is never painted in the wrong colours first. Private windows may refuse storage: the choice then lasts for the page. */
(function () {
  "use strict";
  var KEY = "opendti-theme";
  var root = document.documentElement;

  function stored() {
    try { return localStorage.getItem(KEY); } catch (refused) { return null; }
  }
  function store(theme) {
    try {
      if (theme) localStorage.setItem(KEY, theme); else localStorage.removeItem(KEY);
    } catch (refused) { /* The choice still holds for this page. */ }
  }
  function apply(theme) {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  }

  apply(stored());

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-theme-switch]").forEach(function (group) {
      group.hidden = false;
      group.querySelectorAll("input").forEach(function (choice) {
        choice.checked = choice.value === (root.dataset.theme || "");
        choice.addEventListener("change", function () {
          store(choice.value);
          apply(choice.value);
        });
      });
    });
  });
})();
