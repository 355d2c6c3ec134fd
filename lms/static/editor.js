/* The editor of a lesson: buttons that put Markdown into the text. Saving and the preview are htmx's;
   without this file all can be typed by hand. */
"use strict";
(() => {
  const form = document.getElementById("editor"), area = document.getElementById("editor_markdown");
  if (!form || !area) return;
  const tools = document.querySelector(".toolbar");

  /* Puts text in the place of what is selected, so that it can be undone, and selects a part of it. */
  function put(text, from, to) {
    const start = area.selectionStart;
    area.focus();
    if (!document.execCommand("insertText", false, text)) {
      area.setRangeText(text, start, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    area.setSelectionRange(start + from, start + to);
  }
  const widen = () => {  // to whole lines
    const { value } = area, start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
    const end = value.indexOf("\n", area.selectionEnd);
    area.setSelectionRange(start, end < 0 ? value.length : end);
  };
  const chosen = () => area.value.slice(area.selectionStart, area.selectionEnd);
  const gap = (before, after) => [
    before && !before.endsWith("\n\n") ? before.endsWith("\n") ? "\n" : "\n\n" : "",
    after && !after.startsWith("\n\n") ? after.startsWith("\n") ? "\n" : "\n\n" : "",
  ];
  function use(tool) {
    const { how, text, sample = "" } = tool.dataset;
    if (how === "line" || how === "box") widen();
    let words = chosen() || sample;
    if (how === "line") {
      const marked = words.split("\n").map(line => text.replace("{}", () => line)).join("\n");
      return put(marked, marked.length - words.split("\n").pop().length, marked.length);
    }
    if (how === "box") words = words.split("\n").join("\n    ");
    const at = text.indexOf("{}"), whole = text.replace("{}", () => words);
    const around = how === "wrap" ? ["", ""]
      : gap(area.value.slice(0, area.selectionStart), area.value.slice(area.selectionEnd));
    const first = around[0].length + (at < 0 ? whole.length : at);
    put(around[0] + whole + around[1], first, first + (at < 0 ? 0 : words.length));
  }
  function toLine(number) {
    const lines = area.value.split("\n"), start = lines.slice(0, number - 1).join("\n").length + (number > 1);
    area.focus();
    area.setSelectionRange(start, start + (lines[number - 1] || "").length);
    area.scrollTop = area.scrollHeight * (number - 3) / lines.length;
  }

  if (tools) {
    const buttons = [...tools.querySelectorAll("button")];
    tools.hidden = false;
    buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
    tools.addEventListener("keydown", event => {  // one stop for Tab, arrows inside
      const turn = document.dir === "rtl" ? -1 : 1, at = buttons.indexOf(document.activeElement);
      const step = { ArrowRight: turn, ArrowLeft: -turn, Home: -at, End: buttons.length - 1 - at }[event.key];
      if (step === undefined || at < 0) return;
      event.preventDefault();
      const next = buttons[(at + step + buttons.length) % buttons.length];
      buttons.forEach(button => { button.tabIndex = button === next ? 0 : -1; });
      next.focus();
    });
  }
  for (const button of document.querySelectorAll("[data-how]")) button.hidden = false;
  document.addEventListener("click", event => {
    const tool = event.target.closest("[data-how]"), line = event.target.closest("[data-line]");
    if (tool) use(tool);
    if (line) { event.preventDefault(); toLine(Number(line.dataset.line)); }
  });
  form.addEventListener("keydown", event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const key = event.key.toLowerCase(), tool = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (key === "s") { event.preventDefault(); form.requestSubmit(document.getElementById("save")); }
    else if (tool && event.target === area) { event.preventDefault(); use(tool); }
  });
})();
