/* The few behaviours native HTML does not give by itself. Every page works without this file, only less comfortably. */
(function () {
  "use strict";

  // A menu is a <details class="menu">: it closes on Esc, on a click outside and when focus leaves it.
  function closeMenus(except) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    closeMenus(event.target.closest("details.menu"));
  });
  document.addEventListener("focusin", function (event) {
    closeMenus(event.target.closest("details.menu"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var menu = document.querySelector("details.menu[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
      return;
    }
    // A pane opened by a link to its id closes by going back to the page itself; its opener gets the focus again.
    var pane = document.querySelector("[data-drawer]:target");
    if (pane) {
      var opener = document.querySelector('a[href="#' + pane.id + '"]');
      location.hash = "#noi-dung";
      if (opener) opener.focus();
    }
  });

  // <button data-opens="id"> opens a <dialog>; [data-closes] inside closes it. The browser returns focus to the opener.
  // A dialog marked data-beside works next to its list and so is not modal.
  document.addEventListener("click", function (event) {
    var opener = event.target.closest("[data-opens]");
    if (opener) {
      var dialog = document.getElementById(opener.dataset.opens);
      if (!dialog) return;
      event.preventDefault();
      if (dialog.hasAttribute("data-beside")) dialog.show(); else dialog.showModal();
      return;
    }
    var closer = event.target.closest("[data-closes]");
    if (closer && closer.closest("dialog")) {
      event.preventDefault();
      closer.closest("dialog").close();
      return;
    }
    // A click on the scrim lands on the dialog element itself.
    if (event.target.matches && event.target.matches("dialog.drawer[open]:modal")) {
      var box = event.target.getBoundingClientRect();
      if (event.clientX < box.left || event.clientY < box.top) event.target.close();
    }
  });

  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-prints]")) window.print();
  });

  // What the browser finds missing or misspelt, in our words instead of its own language.
  var lacking = { file: "Chưa chọn tệp.", checkbox: "Chưa đánh dấu ô này.", radio: "Chưa chọn.", "select-one": "Chưa chọn." };
  document.addEventListener("invalid", function (event) {
    var field = event.target, why = field.validity;
    if (why.valueMissing) field.setCustomValidity(lacking[field.type] || "Chưa nhập ô này.");
    else if (why.typeMismatch && field.type === "email") field.setCustomValidity("Chưa phải địa chỉ thư, ví dụ lan@tinh.gov.vn.");
    else if (!why.customError) field.setCustomValidity("Chưa đúng dạng của ô này.");
  }, true);
  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var form = event.target.form;
      Array.prototype.forEach.call(form ? form.elements : [], function (each) {
        if (each.setCustomValidity) each.setCustomValidity("");
      });
    }, true);
  });

  // An upload: the file's name and size where the browser would speak its own language.
  function sized(bytes) {
    if (bytes < 1024 * 1024) return Math.ceil(bytes / 1024) + " kB";
    return (bytes / 1024 / 1024).toFixed(1).replace(".", ",") + " MB";
  }
  document.querySelectorAll(".drop-file").forEach(function (drop) {
    var input = drop.querySelector("input[type=file]"), name = drop.querySelector("[data-file-name]");
    var nothing = name.innerHTML;
    function show() {
      var file = input.files[0];
      drop.classList.toggle("has-file", !!file);
      if (file) name.textContent = file.name + ", " + sized(file.size); else name.innerHTML = nothing;
    }
    drop.classList.add("is-ready");
    input.addEventListener("change", show);
    ["dragenter", "dragover"].forEach(function (kind) { input.addEventListener(kind, function () { drop.classList.add("is-over"); }); });
    ["dragleave", "drop"].forEach(function (kind) { input.addEventListener(kind, function () { drop.classList.remove("is-over"); }); });
    show();
  });

  // <button data-busy="Đang đọc…"><span>Xem trước</span></button> says so while its form is on the way; a page come back to is not busy.
  document.addEventListener("submit", function (event) {
    var busy = event.target.querySelector("[data-busy]");
    if (!busy) return;
    var words = busy.querySelector("span"), before = words.textContent;
    busy.classList.add("is-busy");
    busy.setAttribute("aria-disabled", "true");
    words.textContent = busy.dataset.busy;
    window.addEventListener("pageshow", function () {
      busy.classList.remove("is-busy");
      busy.removeAttribute("aria-disabled");
      words.textContent = before;
    }, { once: true });
  });
})();
