/* Without network: says so, and keeps marks on this device until they are sent. Every word that
   people read is in the page (templates/_offline.html). The register's part is in register.js. */
"use strict";
(() => {
  const about = document.currentScript.dataset, me = Number(about.person) || 0;
  const root = document.documentElement, isKept = "kept" in root.dataset;
  const isSlow = "slow" in root.dataset;  // kept, but there is network
  const by = id => document.getElementById(id);
  const json = { Accept: "application/json" };

  /* The store: one record for each person of a register of whom something is not sent. */
  const opened = new Promise((done, failed) => {
    const asked = indexedDB.open("lms", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("marks", { keyPath: "id" });
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  async function inStore(mode, work) {
    const store = (await opened).transaction("marks", mode).objectStore("marks");
    return new Promise((done, failed) => {
      const asked = work(store);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  }
  const all = () => inStore("readonly", store => store.getAll()).catch(() => []);
  const put = mark => inStore("readwrite", store => store.put(mark)).catch(() => undefined);
  const drop = id => inStore("readwrite", store => store.delete(id)).catch(() => undefined);

  /* Of somebody who does not come back: after a week nothing here says whom a mark is about, and when
     its register is locked, so that nobody can send it, it goes. Its maker sees and discards it. */
  const DAY = 86_400_000;
  async function tidy() {
    for (const mark of (await all()).filter(one => one.by !== me && Date.now() - one.at > 7 * DAY)) {
      const isOpen = Date.now() < Date.parse(mark.until) + 2 * DAY;  // wherever its midnight is
      if (!isOpen) await drop(mark.id);
      else if (mark.name) await put({ ...mark, name: "", words: "", where: "" });
    }
  }

  /* A record as the register's form says it. Its time is set right if the clock was, meanwhile. */
  function fields(mark) {
    const jumped = mark.life === performance.timeOrigin ? clockBase() - mark.base : 0;
    const { person } = mark, named = { [`key-${person}`]: mark.key };
    named[`at-${person}`] = Math.round(mark.at + jumped);
    for (const name of ["mark", "came", "left", "reason", "was"]) {
      named[`${name}-${person}`] = mark[name];
    }
    return named;
  }
  const clockBase = () => Date.now() - performance.now();

  /* Sending. `why`: what the server said to a mark that it did not take; it is not sent again. */
  async function ask() {
    try {
      const answer = await fetch(about.who, { headers: json, cache: "no-store" });
      return { status: answer.status, ...(answer.ok ? await answer.json() : {}) };
    } catch {
      return null;
    }
  }
  let busy = false;
  async function send() {
    const mine = (await all()).filter(one => one.by === me && !one.why);
    if (busy || !(mine.length || isKept)) return show();
    busy = true;
    try {
      const who = await ask();
      if (who) await answered(who, mine);
    } finally {
      busy = false;
      await show();
    }
  }
  async function answered(who, mine) {
    if (who.status === 401) by("unsent")?.querySelector("[data-again]").removeAttribute("hidden");
    if (me && who.person === me) {
      for (const field of document.querySelectorAll("[name=csrf_token]")) field.value = who.token;
      for (const path of new Set(mine.map(one => one.path))) {
        if (!await sendTo(path, mine.filter(one => one.path === path), who.token)) return;
      }
    }
    if (isKept && [200, 401].includes(who.status)) isThere();
  }

  /* There is network, and this page is an old one. What somebody typed into it is not thrown away. */
  let touched = false;
  document.addEventListener("input", () => { touched = true; });
  const stays = () => touched || isSlow || !isKept;
  function isThere() {
    if (!stays()) return location.reload();
    known(false);
    return by("fresh")?.removeAttribute("hidden");
  }
  by("fresh")?.querySelector("button").addEventListener("click", () => location.reload());
  async function sendTo(path, marks, token) {
    const body = new URLSearchParams({ csrf_token: token, clock: Date.now() });
    for (const mark of marks) {
      for (const [name, value] of Object.entries(fields(mark))) body.set(name, value);
    }
    const answer = await fetch(path, { method: "POST", body, headers: json }).catch(() => null);
    if (!answer || answer.status >= 500 || answer.status === 401) return false;
    const told = await answer.json().catch(() => null);
    if (!told) return false;
    const now = new Map((await all()).map(one => [one.key, one]));  // some were changed meanwhile
    for (const { key } of marks.filter(one => now.has(one.key))) {
      const why = answer.ok ? told.asked[key] || told.wrong[key] : told.words;
      if (answer.ok && told.kept.includes(key)) await drop(now.get(key).id);
      else if (why) await put({ ...now.get(key), why, tried: true });
    }
    document.dispatchEvent(new CustomEvent("marks-sent", { detail: { path, refused: !answer.ok } }));
    return true;
  }

  /* What is shown. On the page of a register its own questions stand beside the lines. */
  let waiting = 0;
  async function show() {
    const marks = await all(), mine = marks.filter(one => one.by === me && one.tried);
    waiting = mine.length;
    fill("unsent", mine, (item, mark) => {
      item.querySelector("[data-name]").textContent = mark.name || "…";
      item.querySelector("[data-what]").textContent = mark.words || "…";
      item.querySelector("[data-why]").textContent = mark.why || "";
      const open = item.querySelector("[data-open]"), button = item.querySelector("[data-discard]");
      open.href = mark.path;
      if (mark.where) open.textContent = mark.where;
      button.hidden = !mark.why;
      button.addEventListener("click", () => sure("before_discard", () => discard(mark)));
    });
    const others = new Map();
    for (const one of marks.filter(one => one.by !== me)) {
      others.set(one.by, [...others.get(one.by) || [], one]);
    }
    fill("others_unsent", [...others.values()], (item, theirs) => {
      item.querySelector("[data-name]").textContent = theirs[0].by_name;
      item.querySelector("[data-count]").textContent = theirs.length;
    });
  }
  function fill(id, rows, write) {
    const box = by(id);
    if (!box) return;
    const list = box.querySelector("ul"), shape = box.querySelector("template");
    list.replaceChildren(...rows.map(row => {
      const item = shape.content.cloneNode(true);
      write(item, row);
      return item;
    }));
    for (const count of box.querySelectorAll("p [data-count]")) count.textContent = rows.length;
    box.hidden = !rows.length;
  }
  async function discard(mark) {
    await drop(mark.id);
    if (location.pathname === mark.path) location.reload();
    else await show();
  }

  /* Asks in a dialog whose words are in the page; `then` is done when its first button is pressed. */
  function sure(id, then) {
    const dialog = by(id);
    dialog.onclose = () => dialog.returnValue === "yes" && then();
    dialog.returnValue = "";
    dialog.showModal();
  }
  by("sign_out")?.addEventListener("submit", event => {
    const leave = () => {
      window.caches?.delete("pages");
      event.target.submit();
    };
    event.preventDefault();
    for (const count of document.querySelectorAll("#before_bye [data-count]")) count.textContent = waiting;
    if (waiting && by("before_bye")) sure("before_bye", leave);
    else leave();
  });

  /* Saying that there is no network. */
  function known(offline) {
    const words = by("known");
    if (!words) return;
    words.hidden = !offline;
    words.querySelector("[data-away]").hidden = isSlow && navigator.onLine;
    words.querySelector("[data-slow]").hidden = !(isSlow && navigator.onLine);
  }
  known(isKept || !navigator.onLine);
  addEventListener("offline", () => known(true));
  addEventListener("online", () => {
    known(isKept);
    for (const soon of [0, 2_000, 6_000]) setTimeout(send, soon);  // the network takes its time
  });
  setInterval(send, 30_000);
  tidy().then(isKept ? show : send);

  /* The pages that are kept, where one was wanted that is not. */
  async function list() {
    const box = by("kept_pages");
    if (!box || !("caches" in window)) return;
    const cache = await caches.open("pages"), found = [];
    for (const request of await cache.keys()) {
      const page = await cache.match(request), text = await page.text();
      const title = new DOMParser().parseFromString(text, "text/html").title;
      found.push([request.url, title.split(" · ")[0]]);
    }
    fill("kept_pages", found, (item, [url, title]) => {
      item.querySelector("a").href = url;
      item.querySelector("a").textContent = title;
    });
  }
  list();

  /* The worker that keeps pages. It has not seen the first page that somebody opens. */
  async function worker() {
    if (!("serviceWorker" in navigator)) return;
    const workers = navigator.serviceWorker, isFirst = !workers.controller;
    await workers.register(about.worker);
    await workers.ready;
    if (!workers.controller) await new Promise(done => workers.addEventListener("controllerchange", done, { once: true }));
    const nothing = `${about.nothing}?in=${root.lang}`;
    if (isFirst && "keeps" in about) await fetch(location.href);
    if (!isKept && !await caches.match(nothing, { ignoreVary: true })) await fetch(nothing);
  }
  worker().catch(() => undefined);

  window.phone = { about, all, clockBase, drop, fields, isKept, known, me, put, send, show, stays };
})();
