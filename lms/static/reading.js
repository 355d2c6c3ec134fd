/* Where a reader is in a lesson, so that it can be gone on with on another device: the first part in
   view, said after a moment of rest and when the page is left. Where that fails, nothing is lost. */
"use strict";
(() => {
  const form = document.getElementById("place"), text = document.getElementById("text");
  if (!form || !text || "kept" in document.documentElement.dataset) return;
  const blocks = [...text.querySelectorAll(":scope > .block[id]")];
  const REST = 2500, APART = 10_000;  // milliseconds: of rest before it is said, and between two times
  let moved = false, said = "", last = 0, waiting = 0;

  function inView() {
    const first = blocks.find(block => block.getBoundingClientRect().bottom > 80);
    return first ? first.id.replace("block-", "") : "";
  }
  function say() {
    const block = inView();
    if (!moved || !block || block === said) return;
    said = block;
    last = Date.now();
    form.elements.block.value = block;
    const body = new URLSearchParams(new FormData(form));
    const headers = { Accept: "application/json" };
    fetch(form.action, { method: "POST", body, headers, keepalive: true }).catch(() => undefined);
  }
  addEventListener("scroll", () => {
    moved = true;
    clearTimeout(waiting);
    waiting = setTimeout(say, Math.max(REST, last + APART - Date.now()));
  }, { passive: true });
  addEventListener("pagehide", say);
  document.addEventListener("visibilitychange", () => document.hidden && say());
})();
