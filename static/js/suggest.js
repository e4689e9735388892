/* A field that suggests organisations while one types: the server finds them, this file shows them and lets the keyboard
   choose. Without this file one types a name or a code. The pattern is that of an ARIA combobox with a listbox. */
(function () {
  "use strict";

  document.querySelectorAll("input[data-suggests]").forEach(function (field) {
    var box = document.createElement("div"), list = document.createElement("ul"), words = document.createElement("p");
    var timer = 0, asked = 0, at = -1;

    box.className = "suggest";
    field.parentNode.insertBefore(box, field);
    list.id = field.id + "_suggestions";
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "Gợi ý");
    words.className = "vh";
    words.setAttribute("role", "status");
    box.append(field, list, words);
    field.removeAttribute("list");
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-expanded", "false");
    field.setAttribute("aria-controls", list.id);

    function options() { return Array.prototype.slice.call(list.children); }

    function close() {
      list.hidden = true;
      at = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    }

    function mark(number) {
      var found = options();
      at = found.length ? (number + found.length) % found.length : -1;
      found.forEach(function (option, each) { option.setAttribute("aria-selected", each === at ? "true" : "false"); });
      if (at < 0) return;
      field.setAttribute("aria-activedescendant", found[at].id);
      found[at].scrollIntoView({ block: "nearest" });
    }

    function choose(option) {
      field.value = option.dataset.value;
      asked += 1;
      close();
      words.textContent = "";
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }

    function show(html) {
      list.innerHTML = html;
      var found = options();
      found.forEach(function (option, each) { option.id = list.id + "_" + each; });
      at = -1;
      field.removeAttribute("aria-activedescendant");
      list.hidden = !found.length;
      field.setAttribute("aria-expanded", found.length ? "true" : "false");
      words.textContent = found.length ? found.length + " gợi ý, dùng phím mũi tên để chọn" : "Không có gợi ý";
    }

    function ask() {
      var mine = asked += 1, address = new URL(field.dataset.suggests, location.href);
      clearTimeout(timer);
      address.searchParams.set("q", field.value);
      fetch(address).then(function (answer) {
        // A log-in page in its place means that the session has ended: there is nothing to suggest.
        return answer.ok && !answer.redirected ? answer.text() : "";
      }).catch(function () { return ""; }).then(function (html) {
        if (mine === asked && document.activeElement === field) show(html);
      });
    }

    field.addEventListener("input", function () {
      clearTimeout(timer);
      asked += 1;
      if (!field.value.trim()) { close(); return; }
      timer = setTimeout(ask, 150);
    });
    field.addEventListener("keydown", function (event) {
      var down = event.key === "ArrowDown", up = event.key === "ArrowUp";
      if (down || up) {
        event.preventDefault();
        if (list.hidden) ask(); else mark(at < 0 && up ? -1 : at + (down ? 1 : -1));
      } else if (event.key === "Enter" && !list.hidden && at >= 0) {
        event.preventDefault();
        choose(options()[at]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    field.addEventListener("blur", function () { clearTimeout(timer); close(); });
    // The field keeps the focus while the mouse chooses, so that leaving it does not close the list first.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) choose(option);
    });
  });
})();
