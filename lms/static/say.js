/* The browser's own voice for what has no recording: a question, an answer to choose, a sentence. The
   button has the words (or the id of a list whose chosen words are said) and their language, if it is
   not the page's; it is
   there only where the browser has a voice for it. One is heard at a time. */
"use strict";
(() => {
  const speech = window.speechSynthesis, buttons = [...document.querySelectorAll("button[data-say], button[data-say-chosen]")];
  if (!buttons.length || !speech || !window.SpeechSynthesisUtterance) return;
  const main = tag => (tag || "").toLowerCase().split(/[-_]/)[0];
  const voiceFor = lang => speech.getVoices().find(voice => main(voice.lang) === main(lang));
  const langOf = button => button.dataset.lang || document.documentElement.lang;
  let now = null;  // the button whose words are said

  function offer() {
    for (const button of buttons) button.parentNode.hidden = !voiceFor(langOf(button));
  }
  function wordsOf(button) {
    const list = document.getElementById(button.dataset.sayChosen);
    const words = list ? (list.value ? list.selectedOptions[0].label : "") : button.dataset.say || "";
    return words.match(/[^.!?؟…\n]+[.!?؟…\n]*/g)?.filter(piece => /[\p{L}\p{N}]/u.test(piece)) || [];
  }
  function stop() {
    now?.setAttribute("aria-pressed", "false");
    now = null;
    speech.cancel();
  }
  function say(button) {
    const pieces = wordsOf(button), voice = voiceFor(langOf(button));
    if (!pieces.length || !voice) return;
    for (const sound of document.querySelectorAll("audio")) sound.pause();
    now = button;
    button.setAttribute("aria-pressed", "true");
    pieces.forEach((piece, number) => {
      const part = new SpeechSynthesisUtterance(piece.trim());
      part.lang = langOf(button);
      part.voice = voice;
      if (number === pieces.length - 1) part.onend = () => now === button && stop();
      part.onerror = () => now === button && stop();
      speech.speak(part);
    });
  }
  for (const button of buttons) {
    button.addEventListener("click", () => {
      const same = now === button;
      stop();
      if (!same) say(button);
    });
  }
  document.addEventListener("play", stop, true);
  offer();
  speech.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", stop);
})();
