/* Modules and lessons are pulled to their place by their dots. The arrows beside them do the same. */
"use strict";
(() => {
  let held = null, kind = "";
  const show = () => { for (const grip of document.querySelectorAll("#outline .grip")) grip.hidden = false; };
  const item = node => node && node.closest(`[data-kind="${kind}"]`);
  document.addEventListener("htmx:afterSwap", show);
  show();

  document.addEventListener("pointerdown", event => {
    const grip = event.target.closest("#outline .grip");
    if (!grip || event.button) return;
    event.preventDefault();
    held = grip.closest("[data-kind]");
    ({ kind } = held.dataset);
    held.classList.add("held");
  });
  document.addEventListener("pointermove", event => {
    if (!held) return;
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const over = item(under), list = kind === "lesson" && under && under.closest(".order");
    if (over && over !== held) {
      const box = over.getBoundingClientRect();
      over.parentNode.insertBefore(held, event.clientY < box.top + box.height / 2 ? over : over.nextSibling);
    } else if (list && !over) list.append(held);
  });
  function drop(send) {
    if (!held) return;
    const form = document.getElementById("outline"), next = held.nextElementSibling;
    const into = held.closest(".order"), { id } = held.dataset;
    held.classList.remove("held");
    held = null;
    if (!send) return;
    const before = next && next.dataset.kind === kind ? `before-${next.dataset.id}` : "";
    const last = kind === "lesson" ? `into-${into.dataset.into}` : "last";
    const button = document.createElement("button");
    button.name = "move";
    button.value = `${kind}-${id}-${before || last}`;
    button.hidden = true;
    form.append(button);
    button.click();
  }
  document.addEventListener("pointerup", () => drop(true));
  document.addEventListener("pointercancel", () => drop(false));
})();
