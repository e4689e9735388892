/* Filling in a sheet. htmx saves each field when it changes; this file shows the state of saving, keeps on this machine what
   the server has not acknowledged and sends it again, and makes the keyboard pleasant. Without it the form has its button. */
(function () {
  "use strict";
  var form = document.getElementById("phieu");
  var state = document.getElementById("save-state");
  if (!form || !state || !window.htmx) return;

  var PREFIX = "opendti:" + form.dataset.person + ":" + form.dataset.sheet + ":";
  var ICONS = document.querySelector("use").getAttribute("href").split("#")[0];
  var running = 0, sent = {}, failed = {}, delay = 2000, timer = null, leaving = false, wanted = null;
  var LOST = "Chưa lưu (mất kết nối). Số vẫn còn trên máy này; sẽ tự gửi lại.";

  // -- The state, at one place --------------------------------------------------------------------

  function show(kind, words, time) {
    var icon = { saved: "cloud-saved", failed: "cloud-off", shared: "people", wrong: "mark-err" }[kind];
    state.className = "save-state" + (kind === "saving" ? " saving" : kind === "saved" ? "" : kind === "shared" ? " is-shared" : " is-failed");
    state.textContent = "";
    if (icon) {
      var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
      var use = document.createElementNS("http://www.w3.org/2000/svg", "use");
      svg.setAttribute("class", "icon");
      svg.setAttribute("aria-hidden", "true");
      use.setAttribute("href", ICONS + "#" + icon);
      svg.appendChild(use);
      state.appendChild(svg);
    }
    var span = document.createElement("span");
    span.textContent = words;
    if (time) {
      var at = document.createElement("span");
      at.className = "tn";
      at.textContent = time;
      span.appendChild(at);
    }
    state.appendChild(span);
  }

  // -- What the server has not acknowledged yet ---------------------------------------------------

  function keyOf(field) {
    var values = JSON.parse((field.closest("[hx-vals]") || form).getAttribute("hx-vals") || "{}");
    return values.item ? PREFIX + values.item + ":" + values.field : "";
  }
  function keep(field) {
    if (!/^(text|url|textarea)$/.test(field.type) || field.classList.contains("contact")) return;
    var key = keyOf(field);
    var version = form.elements["version:" + field.name];
    if (!key) return;
    try {
      localStorage.setItem(key, JSON.stringify({ value: field.value, name: field.name, version: version ? version.value : "0" }));
    } catch (refused) { /* A private window: the page itself still holds it. */ }
  }
  function forget(key) {
    try { localStorage.removeItem(key); } catch (refused) { /* Nothing was kept either. */ }
  }
  function kept() {
    var found = [];
    try {
      for (var i = 0; i < localStorage.length; i++) {
        var key = localStorage.key(i);
        if (key.indexOf(PREFIX) === 0) found.push(key);
      }
    } catch (refused) { /* Nothing can be kept here. */ }
    return found;
  }
  function slotOf(field) { return document.getElementById("slot-" + field.id); }

  // Fields of this page get their text back and are saved; those of other pages are sent as they are.
  function restore() {
    var fields = {};
    form.querySelectorAll("[data-autosave]").forEach(function (field) { fields[keyOf(field)] = field; });
    kept().forEach(function (key) {
      var entry, field = fields[key];
      try { entry = JSON.parse(localStorage.getItem(key)); } catch (broken) { return forget(key); }
      var slot = field && slotOf(field);
      if (field && slot) {
        if (entry.value === slot.dataset.shown || entry.value === slot.dataset.plain) return forget(key);
        field.value = entry.value;
        var version = form.elements["version:" + field.name];
        if (version) version.value = entry.version;
        var closed = field.closest("details");
        if (closed) closed.open = true;
        window.htmx.trigger(field, "retry");
      } else if (!field) {
        resend(key, entry);
      }
    });
  }
  function resend(key, entry) {
    var parts = key.slice(PREFIX.length).split(":"), body = new URLSearchParams();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set("item", parts[0]);
    body.set("field", parts.slice(1).join(":"));
    body.set(entry.name, entry.value);
    body.set("version:" + entry.name, entry.version);
    fetch("/sheets/" + form.dataset.sheet + "/answers/", { method: "POST", body: body, headers: { "HX-Request": "true" } }).then(function (response) {
      if (/sheet:saved/.test(response.headers.get("HX-Trigger") || "")) forget(key);
      else show("failed", "Còn ô chưa lưu ở " + parts[0]);
    }, function () { show("failed", LOST); });
  }

  // A page that merely arrives, such as the log-in after a long lunch, is no acknowledgement.
  function isAcknowledged(xhr) {
    return Boolean(xhr) && xhr.status === 200 && /sheet:saved/.test(xhr.getResponseHeader("HX-Trigger") || "");
  }

  // -- Saving -------------------------------------------------------------------------------------

  document.addEventListener("htmx:beforeRequest", function (event) {
    if (!form.contains(event.target)) return;
    running += 1;
    if (event.target.id) sent[event.target.id] = event.target.value;
    show("saving", "Đang lưu…");
  });
  document.addEventListener("htmx:afterRequest", function (event) {
    var field = event.target, detail = event.detail;
    if (!form.contains(field) && !sent[field.id]) return;
    running = Math.max(0, running - 1);
    var status = detail.xhr ? detail.xhr.status : 0;
    if (isAcknowledged(detail.xhr)) {
      delete failed[field.id];
      delay = 2000;
      var input = document.getElementById(field.dataset.saves || field.id);
      if (input && form.contains(input)) settle(input, field);
    } else if (status === 0 || status >= 500) {
      failed[field.id] = true;
      show("failed", "Chưa lưu, thử lại. Số vẫn còn trên máy này");
      later();
    } else if (status === 409 && /sheet:closed/.test(detail.xhr.getResponseHeader("HX-Trigger") || "")) {
      return;
    } else if (status === 409) {
      show("shared", "Có người vừa sửa");
    } else if (status === 403 || detail.successful) {
      failed[field.id] = true;
      show("failed", "Chưa lưu, phiên đã hết. ");
      var link = document.createElement("a");
      link.href = "/login/?next=" + encodeURIComponent(location.pathname + location.search);
      link.textContent = "Đăng nhập lại";
      state.lastChild.appendChild(link);
    } else {
      show("wrong", "Chưa lưu: xem ô báo lỗi");
    }
    if ((status === 409 || status === 422) && field.hasAttribute("data-autosave")) field.setAttribute("aria-invalid", "true");
    setTimeout(goOn, 0);
  });
  document.addEventListener("sheet:saved", function (event) {
    document.querySelectorAll("#phieu [aria-invalid]").forEach(function (field) {
      var slot = slotOf(field);
      if (slot && !slot.querySelector("[role=alert]")) field.removeAttribute("aria-invalid");
    });
    if (Object.keys(failed).length === 0) show("saved", "Đã lưu lúc ", event.detail.at);
  });
  document.addEventListener("sheet:closed", function () {
    document.querySelectorAll("#phieu input:not([type=hidden]), #phieu textarea, #phieu button, #phieu fieldset, [form=phieu], #tai-lieu button").forEach(function (field) { field.disabled = true; });
    form.querySelectorAll("[data-autosave]").forEach(function (field) {
      var slot = slotOf(field);
      if (slot) field.value = slot.dataset.shown;
      else field.checked = field.defaultChecked;
    });
    kept().forEach(forget);
    failed = {};
    wanted = null;
    show("wrong", "Phiếu đã khoá");
  });
  // Shows the value as the server understood it, unless the person is typing there again.
  function settle(input, asked) {
    forget(keyOf(input));
    var slot = slotOf(input);
    if (!slot || input.type === "radio" || input.type === "checkbox") return;
    var untouched = input.value === sent[asked.id] || asked !== input;
    if (untouched && input !== document.activeElement) input.value = slot.dataset.shown;
    else if (untouched) input.value = slot.dataset.plain || slot.dataset.shown;
    else keep(input);
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(again, delay);
    delay = Math.min(delay * 2, 30000);
  }
  function again() {
    Object.keys(failed).forEach(function (id) {
      var field = document.getElementById(id);
      delete failed[id];
      if (field) window.htmx.trigger(field, "retry");
    });
    goOn();
  }
  window.addEventListener("online", again);

  // -- Typing -------------------------------------------------------------------------------------

  form.addEventListener("input", function (event) {
    wanted = null;
    var field = event.target, counter = document.querySelector('[data-counts="' + field.id + '"]');
    if (counter) counter.textContent = field.value.length.toLocaleString("vi") + "/" + Number(counter.dataset.most).toLocaleString("vi");
    if (field.hasAttribute("data-autosave")) keep(field);
  });
  // A number is edited without its grouping, so that 131.214 never turns into a question.
  form.addEventListener("focusin", function (event) {
    var slot = event.target.classList.contains("input-number") && slotOf(event.target);
    if (slot && slot.dataset.plain && event.target.value === slot.dataset.shown) {
      event.target.value = slot.dataset.plain;
      event.target.select();
    }
  });
  form.addEventListener("focusout", function (event) {
    var slot = event.target.classList.contains("input-number") && slotOf(event.target);
    if (slot && slot.dataset.plain && event.target.value === slot.dataset.plain) event.target.value = slot.dataset.shown;
  });
  document.addEventListener("keydown", function (event) {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      var active = document.activeElement;
      if (active && active.hasAttribute("data-autosave")) { active.blur(); active.focus(); }
      return;
    }
    if (event.key !== "Enter" || !form.contains(event.target) || !event.target.matches("input[data-autosave]")) return;
    event.preventDefault();
    var fields = Array.prototype.filter.call(form.querySelectorAll("[data-autosave]"), function (field) { return field.offsetParent && !field.disabled && !field.closest("details:not([open])"); });
    var next = fields[fields.indexOf(event.target) + 1] || document.querySelector("[form=phieu].btn-primary, #phieu .btn-primary");
    if (next) next.focus();
  });

  // -- Leaving ------------------------------------------------------------------------------------

  function isUnsaved() {
    var active = document.activeElement, slot = active && active.hasAttribute("data-autosave") && slotOf(active);
    var typing = slot && active.value !== slot.dataset.shown && active.value !== slot.dataset.plain;
    return running > 0 || Object.keys(failed).length > 0 || Boolean(typing);
  }
  // “Xong” goes on once everything is saved. Without a connection the page stays, and so does what was asked for.
  form.addEventListener("submit", function (event) {
    if (event.defaultPrevented || leaving) return;
    event.preventDefault();
    wanted = event.submitter || form.querySelector("[type=submit]");
    goOn();
  });
  function goOn() {
    var button = wanted, body = new URLSearchParams(new FormData(form));
    if (!button || running > 0) return;
    if (Object.keys(failed).length > 0) {
      if (!state.querySelector("a")) show("failed", LOST);
      return;
    }
    if (button.name) body.append(button.name, button.value);
    wanted = null;
    running += 1;
    show("saving", "Đang lưu…");
    fetch(form.action, { method: "POST", body: body }).then(function (response) {
      running -= 1;
      if (response.status >= 500) return lost(button);
      leaving = true;
      if (response.redirected) location.href = response.url;
      else form.requestSubmit(button);  // What was refused is shown as a page.
    }, function () { running -= 1; lost(button); });
  }
  function lost(button) {
    wanted = button;
    show("failed", LOST);
    later();
  }
  window.addEventListener("pageshow", function (event) { if (event.persisted) leaving = false; });
  // Going on inside the sheet waits for what is being saved; what does not get through is sent from the next page.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[href]");
    if (link && link.pathname === "/login/") leaving = true;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.drops) {
      var field = document.getElementById(link.dataset.drops);
      if (field) forget(keyOf(field));
      leaving = true;
      return;
    }
    if (link.origin !== location.origin || link.pathname.indexOf("/sheets/" + form.dataset.sheet + "/") !== 0 || link.hash) return;
    if (running === 0 && navigator.onLine) return;
    event.preventDefault();
    if (!navigator.onLine) return show("failed", Object.keys(failed).length ? LOST : "Mất kết nối. Những ô đã lưu vẫn nguyên");
    var tries = 0, waiting = setInterval(function () {
      tries += 1;
      if (running > 0 && tries < 30) return;
      clearInterval(waiting);
      leaving = true;
      location.href = link.href;
    }, 50);
  });
  window.addEventListener("beforeunload", function (event) {
    if (!leaving && isUnsaved()) event.preventDefault();
  });

  // htmx takes up the fields when the document is ready; only then can they be saved.
  document.addEventListener("DOMContentLoaded", function () { setTimeout(restore, 0); });
})();
