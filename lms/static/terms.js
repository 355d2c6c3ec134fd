/* A word of the glossary opens its card on a tap, where the browser has such cards. Else, and without
   scripts, it is a link to the glossary. */
"use strict";
document.addEventListener("click", event => {
  const link = event.target.closest("a.term[data-card]");
  const card = link && document.getElementById(link.dataset.card);
  if (!card || !card.showPopover || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  card.showPopover();
  card.querySelector("button").focus();
});
