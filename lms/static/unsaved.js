/* A form that htmx saves while somebody types: what happens when the network is away, and a question
   before a page is left with words that are not saved. Without this file its buttons save it. */
"use strict";
(() => {
  const form = document.querySelector("form[data-unsaved]"), away = document.getElementById("away");
  if (!form || !away) return;
  const tooLong = document.getElementById("too_long"), refused = document.getElementById("refused");
  const most = Number(form.dataset.most);  // bytes of a form; not said: what the server takes
  let unsaved = form.dataset.unsaved !== "", again = 0;

  /* Says why nothing is saved, in the place of when it was; nothing: it is saved. */
  function warn(why) {
    for (const one of [away, tooLong, refused]) if (one) one.hidden = one !== why;
    const when = document.getElementById("saved_when");
    if (when) when.hidden = Boolean(why);
  }
  function isTooLong() {
    if (!most || !tooLong) return false;
    const said = new FormData(form), signs = [...said.values()].reduce((sum, one) => sum + one.length, 0);
    return signs > most / 10 && `${new URLSearchParams(said)}`.length > most;
  }
  const retry = () => { clearTimeout(again); again = setTimeout(() => htmx.trigger(form, "input"), 5000); };
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  form.addEventListener("htmx:beforeRequest", event => {
    unsaved = isTooLong();
    if (!unsaved) return;
    event.preventDefault();  // some servers hang up while so much is sent, as if the network was away
    warn(tooLong);
  });
  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    form.addEventListener(name, event => {
      const status = event.detail.xhr ? event.detail.xhr.status : 0;
      unsaved = true;
      warn(!status || status >= 500 ? away : status === 413 && tooLong || refused);
      if (!away.hidden) retry();
    });
  }
  form.addEventListener("htmx:afterRequest", event => {
    if (event.detail.successful) warn();
  });
  window.addEventListener("online", () => { if (!away.hidden) htmx.trigger(form, "input"); });
  window.addEventListener("beforeunload", event => { if (unsaved) event.preventDefault(); });
})();
