/* A form that htmx saves while somebody types: what happens when the network is away, and a question
   before a page is left with words that are not saved. Without this file its buttons save it. */
"use strict";
(() => {
  const form = document.querySelector("form[data-unsaved]"), away = document.getElementById("away");
  if (!form || !away) return;
  let unsaved = form.dataset.unsaved !== "", again = 0;

  const retry = () => { clearTimeout(again); again = setTimeout(() => htmx.trigger(form, "input"), 5000); };
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  form.addEventListener("htmx:beforeRequest", () => { unsaved = false; });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    form.addEventListener(name, event => {
      const status = event.detail.xhr ? event.detail.xhr.status : 0;
      unsaved = true;
      if (status && status < 500) return;  // words of ours stand on top of the page
      away.hidden = false;
      retry();
    });
  }
  form.addEventListener("htmx:afterRequest", event => {
    if (event.detail.successful) away.hidden = true;
  });
  window.addEventListener("online", () => { if (!away.hidden) htmx.trigger(form, "input"); });
  window.addEventListener("beforeunload", event => { if (unsaved) event.preventDefault(); });
})();
