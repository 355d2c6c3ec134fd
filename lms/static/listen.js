/* The browser's own voice, where a lesson has no recording. The button is there only where the browser
   has a voice for the language; it reads part by part, and shows which one it reads. */
"use strict";
(() => {
  const box = document.getElementById("voice"), text = document.getElementById("text");
  const speech = window.speechSynthesis;
  if (!box || !text || !speech || !window.SpeechSynthesisUtterance) return;
  const button = box.querySelector("button"), blocks = [...text.querySelectorAll(":scope > .block")];
  const main = tag => (tag || "").toLowerCase().split(/[-_]/)[0];
  const voiceFor = lang => speech.getVoices().find(voice => main(voice.lang) === main(lang));
  const MOST = 200;  // signs: longer ones are cut off by some browsers
  let at = -1;  // the block that is read; -1: none

  function offer() {
    box.hidden = !voiceFor(text.lang);
  }
  offer();
  speech.addEventListener?.("voiceschanged", offer);

  /* The words of a block in its own language: without what stands beside them, and without controls. */
  function wordsOf(block) {
    const copy = block.cloneNode(true);
    for (const part of copy.querySelectorAll(".second, details, .open, .at, .mine, form, audio, video, .sr, [hidden], svg")) part.remove();
    for (const end of copy.querySelectorAll("p, li, h2, h3, h4, td, th, dt, dd")) end.append(". ");
    return copy.textContent.replace(/\s+/g, " ").replace(/([.!?:,])\s*\./g, "$1").trim();
  }
  function pieces(words) {
    const found = [];
    for (const sentence of words.match(/[^.!?؟…]+[.!?؟…]*\s*/g) || []) {
      const last = found.length - 1;
      if (last >= 0 && found[last].length + sentence.length <= MOST) found[last] += sentence;
      else found.push(sentence);
    }
    return found.filter(piece => /[\p{L}\p{N}]/u.test(piece));
  }
  function read(place) {
    show(-1);
    if (place >= blocks.length) return stop();
    const block = blocks[place], lang = block.lang || text.lang, voice = voiceFor(lang);
    const said = voice ? pieces(wordsOf(block)) : [];
    at = place;
    if (!said.length) return read(place + 1);
    show(place);
    said.forEach((piece, number) => {
      const part = new SpeechSynthesisUtterance(piece);
      part.lang = lang;
      part.voice = voice;
      if (number === said.length - 1) part.onend = () => at === place && read(place + 1);
      part.onerror = () => at === place && stop();
      speech.speak(part);
    });
  }
  function show(place) {
    for (const block of blocks) block.classList.toggle("reading", block === blocks[place]);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    blocks[place]?.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }
  function stop() {
    at = -1;
    speech.cancel();
    show(-1);
    pressed(false);
  }
  function pressed(is) {
    button.setAttribute("aria-pressed", is);
    button.querySelector("[data-read]").hidden = is;
    button.querySelector("[data-stop]").hidden = !is;
  }
  button.addEventListener("click", () => {
    if (at >= 0) return stop();
    pressed(true);
    const first = blocks.findIndex(block => block.getBoundingClientRect().bottom > 0);
    read(scrollY > 200 ? Math.max(first, 0) : 0);
  });
  addEventListener("pagehide", stop);
})();
