/* Taking a quiz: every answer is sent at once, and kept on this device until the server has it; one
   big button in the place of each player; the time that is left. Without this file the buttons of the
   page do all of it. Every word that people read is in the page. */
"use strict";
(() => {
  const form = document.getElementById("answer"), by = id => document.getElementById(id);
  const holder = document.querySelector("[data-attempt]"), attempt = holder?.dataset.attempt;

  /* Listening: one at a time. */
  const sounds = [];
  for (const box of document.querySelectorAll(".hear")) {
    const button = box.querySelector("button"), sound = box.querySelector("audio");
    if (!sound) continue;  // static/say.js
    sounds.push([button, sound]);
    button.hidden = false;
    sound.hidden = true;
    button.addEventListener("click", () => {
      const plays = !sound.paused;
      for (const [, other] of sounds) other.pause();
      if (plays) return;
      sound.currentTime = 0;
      sound.play().catch(() => { sound.hidden = false; });
    });
    for (const [name, is] of [["play", true], ["pause", false], ["ended", false]]) {
      sound.addEventListener(name, () => button.setAttribute("aria-pressed", is));
    }
  }

  /* A place on a picture is chosen by its radio; the drawing over the picture does the same. */
  for (const spot of document.querySelectorAll("[data-for]")) {
    const radio = by(spot.dataset.for);
    if (!radio) continue;
    spot.classList.add("live");
    spot.addEventListener("click", () => { radio.click(); });
    radio.addEventListener("change", () => {
      for (const one of spot.parentNode.children) one.classList.toggle("chosen", one === spot);
    });
  }

  /* The time. The form that hands in does so by itself when it is over. */
  const left = by("time_left");
  if (left) {
    const said = by("time_said"), shown = left.querySelector("[data-shown]");
    const end = performance.now() + Number(left.dataset.seconds) * 1000;
    let last = Infinity;
    const tick = () => {
      const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
      if (seconds <= 3600) {
        shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
        shown.dir = "ltr";
      }
      for (const [mark, words] of [[300, said.dataset.five], [60, said.dataset.one], [0, said.dataset.over]]) {
        if (seconds <= mark && last > mark && last !== Infinity) said.textContent = words;
      }
      left.classList.toggle("soon", seconds <= 60);
      last = seconds;
      if (seconds) return setTimeout(tick, 1000);
      sendAll().finally(() => by("time_over")?.submit());
    };
    setTimeout(tick, 0);
  }

  /* What is not sent yet, by question: kept on this device, for this attempt. */
  const KEY = `quiz-${attempt}`;
  function kept() {
    try { return JSON.parse(localStorage.getItem(KEY) || "{}"); } catch { return {}; }
  }
  function keep(all) {
    try {
      if (Object.keys(all).length) localStorage.setItem(KEY, JSON.stringify(all));
      else localStorage.removeItem(KEY);
    } catch { /* a browser that keeps nothing: then it is only sent */ }
    memory = all;
  }
  let memory = kept();

  /* The turns that the server has from this tab, without the answers. A page that was made before the
     last of them is asked for once more; where it comes again, its next answer has a turn of its own. */
  const turnOf = fields => Number(fields.find(([name]) => name.endsWith("-turn"))[1]);
  const turns = {
    get all() { try { return JSON.parse(sessionStorage.getItem(KEY) || "{}"); } catch { return {}; } },
    set all(all) { try { sessionStorage.setItem(KEY, JSON.stringify(all)); } catch { /* then none is known */ } },
  };
  const hasSent = (place, fields) => { turns.all = { ...turns.all, [place]: { turn: turnOf(fields) } }; };
  function isOlder() {
    const all = turns.all;
    let again = false;
    for (const [place, sent] of Object.entries(all)) {
      const turn = form?.querySelector(`[name="p${place}-turn"]`);
      if (!turn || Number(turn.value) > sent.turn) continue;
      turn.value = sent.turn + 1;
      again ||= !sent.again && navigator.onLine;
      sent.again = true;
    }
    if (again) turns.all = all;
    return again;
  }
  const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, "0")).join("");

  function fieldsOf(section) {
    const start = `p${section.dataset.place}-`, found = [];
    for (const [name, value] of new FormData(form)) {
      if (name.startsWith(start) && typeof value === "string") found.push([name, value]);
    }
    return found;
  }
  function queue(section) {
    const place = section.dataset.place, path = section.dataset.save;
    const turn = section.querySelector(`[name="p${place}-turn"]`);
    const mine = by(`p${place}-file`) ? null : fieldsOf(section).filter(([name]) => !/-(turn|token)$/.test(name));
    if (!mine || !path) return;
    const fields = [...mine, [`p${place}-turn`, turn.value], [`p${place}-token`, token()]];
    turn.value = Number(turn.value) + 1;
    keep({ ...memory, [place]: { path, fields } });
  }
  let sending = null;
  function sendAll() {
    sending = (sending || Promise.resolve()).then(sendEach).catch(() => undefined);
    return sending;
  }
  async function sendEach() {
    for (const [place, one] of Object.entries(memory)) {
      const answer = await send(one);
      const told = answer ? await answer.json().catch(() => ({})) : {};
      if (!answer || !isFinal(answer, told)) { show(answer); return false; }
      if (memory[place] === one) {
        const { [place]: _sent, ...rest } = memory;
        keep(rest);
      }
      if (!answer.ok) refuse(told.words);
      else if (told.stale) { location.href = `${one.path}?kept=${told.kept}`; return false; }
      else {
        hasSent(place, one.fields);
        saved();
      }
    }
    show();
    return true;
  }
  /* Only what was kept, or what the quiz itself says no to, is let go of. An old token, a full server
     or another person at this device lose nothing: it stays until it can be sent. */
  const isFinal = (answer, told) => answer.ok || answer.status === 422 || answer.status === 409 && told.refused === true;
  const json = { Accept: "application/json" }, about = document.querySelector("script[data-who]").dataset;
  async function send(one) {
    const csrf = () => (form || by("hand_in"))?.querySelector("[name=csrf_token]")?.value || "";
    const post = () => fetch(one.path, { method: "POST", body: new URLSearchParams([...one.fields, ["csrf_token", csrf()]]), keepalive: true, headers: json }).catch(() => null);
    const answer = await post();
    if (answer?.status !== 400) return answer;
    return await renew() ? post() : answer;
  }
  /* Somebody may have signed in anew since the page came: then its token is an old one. */
  async function renew() {
    const answer = await fetch(about.who, { headers: json, cache: "no-store" }).catch(() => null);
    const who = answer?.ok ? await answer.json().catch(() => ({})) : {};
    if (!who.token || String(who.person) !== about.person) return false;
    for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = who.token;
    return true;
  }
  /* What is not sent, and why: no network (nothing was answered), signed out, or for now. */
  function show(answer) {
    const box = by("unsent_answers");
    if (!box) return;
    box.hidden = answer === undefined;
    const why = !answer ? "away" : [400, 401, 403, 404].includes(answer.status) ? "out" : "later";
    for (const words of box.querySelectorAll("[data-why]")) words.hidden = words.dataset.why !== why;
  }
  function saved() {
    const words = by("saved_answer")?.firstElementChild;
    if (words) words.hidden = false;
    const box = by("refused_answer");
    if (box) box.hidden = true;
  }
  function refuse(words) {
    const box = by("refused_answer");
    if (!box || !words) return;
    box.querySelector("p").textContent = words;
    box.hidden = false;
  }

  if (attempt) {
    if (isOlder()) return location.reload();
    addEventListener("online", sendAll);
    addEventListener("pagehide", () => { if (Object.keys(memory).length) sendAll(); });
    setInterval(() => { if (Object.keys(memory).length) sendAll(); }, 5000);
    if (Object.keys(memory).length) {
      fill();
      sendAll();
    }
  }
  /* A page that the phone had kept shows what was answered on it since. */
  function fill() {
    if (!form) return;
    for (const [place, { fields }] of Object.entries(memory)) {
      const turn = form.querySelector(`[name="p${place}-turn"]`);
      if (turn) turn.value = Math.max(turn.value, turnOf(fields) + 1);
      for (const [name, value] of fields) {
        if (/-(turn|token)$/.test(name)) continue;
        for (const control of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
          if (control.type === "radio" || control.type === "checkbox") control.checked = fields.some(([n, v]) => n === name && v === control.value);
          else control.value = value;
          if (control.checked) control.dispatchEvent(new Event("change"));  // the drawing over a picture
        }
      }
    }
  }
  /* What waits here is sent before it is handed in. */
  by("hand_in")?.addEventListener("submit", async event => {
    if (!Object.keys(memory).length) return;
    event.preventDefault();
    if (await sendAll()) event.target.submit();
  });
  if (!form) return;

  let soon = 0;
  const changed = event => {
    const section = event.target.closest("[data-save]");
    if (!section || event.target.type === "file") return;
    queue(section);  // at once: who leaves the page now loses nothing
    clearTimeout(soon);
    soon = setTimeout(sendAll, event.type === "change" ? 0 : 1200);
  };
  form.addEventListener("change", changed);
  form.addEventListener("input", event => { if (/^(text|textarea)$/.test(event.target.type)) changed(event); });
  /* Without network the next question is opened all the same, where this phone has it. */
  form.addEventListener("submit", event => {
    clearTimeout(soon);
    if (navigator.onLine || !form.dataset.following) return;
    event.preventDefault();
    for (const section of form.querySelectorAll("[data-save]")) queue(section);
    show(null);
    if (event.submitter?.value.startsWith("check")) return;  // only the server says what is right
    location.href = form.dataset.following;
  });
  if (form.dataset.following && navigator.onLine) setTimeout(() => fetch(form.dataset.following).catch(() => undefined), 1500);
})();
