/* In a line of points, a number key chooses and goes on to the next line: only while the line has the focus.
   Where answer and points stand side by side, who goes from answer to answer begins in the first line. */
"use strict";
(() => {
  function begin() {
    for (const note of document.querySelectorAll("[data-keys]")) note.hidden = false;
    const first = document.querySelector("[data-first]"), told = document.getElementById("judging_complaints");
    if (!first || told || !matchMedia("(min-width: 64rem)").matches) return;
    (first.querySelector("input:checked") || first.querySelector("input"))?.focus({ preventScroll: true });
  }
  document.addEventListener("htmx:afterSettle", begin);
  begin();
  document.addEventListener("keydown", event => {
    const line = event.target.closest?.("[data-points]");
    if (!line || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
    const choice = [...line.querySelectorAll("input[type=radio]")].find(one => one.value === event.key);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
    const lines = [...line.closest("form").querySelectorAll("[data-points]")];
    const next = lines[lines.indexOf(line) + 1];
    (next?.querySelector("input:checked") || next?.querySelector("input"))?.focus();
  });
})();
