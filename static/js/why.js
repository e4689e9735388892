/* “Vì sao?” opens beside the sheet; without this it is a page. */
(function () {
  "use strict";
  document.addEventListener("click", function (event) {
    var link = event.target.closest("#points-box a"), drawer = document.getElementById("vi-sao");
    if (!link || !drawer || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fetch(link.href, { headers: { "HX-Request": "true" } }).then(function (response) {
      if (!response.ok || response.redirected) throw new Error(response.status);
      return response.text();
    }).then(function (html) {
      drawer.innerHTML = html;
      drawer.showModal();
    }).catch(function () { location.href = link.href; });
  });
})();
