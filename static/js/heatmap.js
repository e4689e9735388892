/* Arrow keys in a table of links: one cell is in the tab order, arrows, Home and End move between them (roving tabindex).
   Without this file every cell can be reached with Tab. */
(function () {
  "use strict";

  document.querySelectorAll("table[data-grid-nav]").forEach(function (table) {
    var lines = Array.prototype.map.call(table.tBodies[0].rows, function (row) {
      return Array.prototype.slice.call(row.querySelectorAll("td > a"));
    });
    var links = lines.reduce(function (all, line) { return all.concat(line); }, []);
    if (!links.length) return;

    function hold(link) {
      links.forEach(function (each) { each.tabIndex = each === link ? 0 : -1; });
    }
    hold(table.querySelector("tr.is-selected td > a") || links[0]);

    table.addEventListener("focusin", function (event) {
      var link = event.target.closest("td > a");
      if (link) hold(link);
    });
    table.addEventListener("keydown", function (event) {
      var link = event.target.closest("td > a");
      if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
      var y = lines.findIndex(function (line) { return line.indexOf(link) >= 0; });
      var x = lines[y].indexOf(link);
      var last = lines[y].length - 1;
      var to = {
        ArrowLeft: [y, x - 1], ArrowRight: [y, x + 1], ArrowUp: [y - 1, x], ArrowDown: [y + 1, x],
        Home: [y, 0], End: [y, last]
      }[event.key];
      if (!to) return;
      event.preventDefault();
      var next = lines[to[0]] && lines[to[0]][to[1]];
      if (next) next.focus();
    });
  });
})();
