/* The register without network. Every mark that is not in the server's hands yet is kept on the device
   (offline.js), with a key of its own, from the moment it is made; what was saved is forgotten here.
   `was` of a line says what the server knew; a line whose controls say something else is not saved. */
"use strict";
(() => {
  const form = document.getElementById("register"), { phone } = window;
  if (!form || !phone || form.querySelector("fieldset").disabled) return;
  if (!window.isSecureContext) return;  // over plain http a browser keeps nothing
  const path = location.pathname, { start, end } = form.dataset;
  const held = new Map();  // what is kept of this register, by person
  const control = (name, person) => form.elements[`${name}-${person}`];
  const value = (name, person) => control(name, person).value;
  const lines = () => [...form.querySelectorAll(".line")].map(line => line.id.replace("line_", ""));

  /* What the controls of a line say, as the server writes it: "part|17:20-19:40|work". */
  function token(person) {
    const mark = value("mark", person), isPart = mark === "part";
    const times = isPart ? `${value("came", person) || start}-${value("left", person) || end}` : "";
    return [mark, times, isPart || mark === "excused" ? value("reason", person) : ""].join("|");
  }
  const seen = text => {
    const [mark, times, reason] = `${text}||`.split("|");  // gaps cannot be typed
    return [mark, times.split("-")[0], times.split("-").pop(), reason].join("|");
  };
  function isReady(person) {
    const mark = value("mark", person), reason = value("reason", person);
    if (mark === "part") return reason || token(person).split("|")[1] !== `${start}-${end}`;
    if (mark === "excused") return reason || by(`line_${person}`).dataset.reason;
    return mark;
  }
  const by = id => document.getElementById(id);
  const says = element => element ? element.textContent.replace(/\s+/g, " ").trim() : "";

  function inWords(person) {
    const mark = form.querySelector(`[name="mark-${person}"]:checked + span`);
    const [, times] = token(person).split("|"), reason = control("reason", person);
    const why = reason.value && token(person).endsWith(reason.value) ? reason.selectedOptions[0] : null;
    return [says(mark), times.replace("-", " – "), says(why)].filter(Boolean).join(", ");
  }
  const named = person => ({
    name: says(form.querySelector(`#name_${person} bdi:not(.code)`)), words: inWords(person),
    where: form.dataset.where,
  });
  function record(person, was, old) {
    return {
      id: `${phone.me}|${path}|${person}`, key: crypto.randomUUID(), by: phone.me,
      by_name: phone.about.name, path, person,
      ...named(person), until: form.dataset.until,
      token: token(person), was, at: Date.now(), base: phone.clockBase(), life: performance.timeOrigin,
      mark: value("mark", person), came: value("came", person), left: value("left", person),
      reason: value("reason", person), tried: Boolean(old && old.tried),
    };
  }

  /* Compares every line, and keeps what differs. The same again has the same key. */
  function hold() {
    for (const person of lines()) {
      const old = held.get(person), was = control("was", person), now = token(person);
      let differs = isReady(person) && seen(now) !== seen(was.value);
      if (!differs && old && old.tried && old.token !== now && isReady(person)) {
        was.value = old.token;  // it was sent, perhaps it came: back again is a change, too
        differs = true;
      }
      if (differs && !(old && old.token === now)) keep(person, record(person, was.value, old));
      else if (!differs && old) forget(person);
    }
  }
  function keep(person, mark) {
    held.set(person, mark);
    return phone.put(mark);
  }
  function forget(person) {
    const { id } = held.get(person);
    held.delete(person);
    return phone.drop(id);
  }

  /* There was no answer: everything that is held here waits, and the page says so. */
  async function wait() {
    const tried = [...held].map(([person, mark]) => keep(person, { ...mark, tried: true }));
    await Promise.all(tried);
    await tell();
  }
  async function tell() {
    for (const old of form.querySelectorAll(".unsent")) old.remove();
    const waiting = [...held].filter(([person, mark]) => mark.tried && !asks(person));
    for (const [person] of waiting) {
      by(`said_${person}`).append(by("not_sent").content.cloneNode(true));
    }
    if (waiting.length) {
      by("saved").textContent = form.dataset.held;
      count();
    }
    await phone.show();
  }
  const asks = person => by(`said_${person}`).querySelector(".notice");
  function count() {
    for (const item of form.querySelectorAll("#totals > li")) {
      const mark = (item.className.match(/c-(\w+)/) || [])[1];
      const people = lines().filter(person => value("mark", person) === (mark || ""));
      const number = item.querySelector("b");
      if (number) number.lastChild.textContent = people.length;
      else item.hidden = true;  // minutes: the server adds them up
    }
  }

  form.addEventListener("change", () => setTimeout(hold));
  form.addEventListener("input", () => setTimeout(hold));
  form.addEventListener("htmx:configRequest", event => {
    hold();
    const { parameters } = event.detail;
    for (const mark of held.values()) {
      for (const [name, said] of Object.entries(phone.fields(mark))) {
        if (/^(key|at)-/.test(name)) parameters[name] = said;
      }
    }
    parameters.clock = Date.now();
    event.detail.timeout = 20_000;
  });

  const needsServer = sent => ["guest", "clear"].includes(sent.do) || sent.keep || sent.take || sent.unmark;
  async function noAnswer(event) {
    const sent = event.detail.requestConfig.parameters;
    if (sent.do === "all") fillIn();
    hold();
    await wait();
    if (needsServer(sent)) by("saved").textContent = form.dataset.needs;
    phone.known(true);
  }
  function fillIn() {
    for (const person of lines()) {
      const isFree = !value("mark", person) && !("announced" in by(`line_${person}`).dataset);
      if (isFree) by(`mark_${person}_present`).checked = true;
    }
  }
  for (const name of ["htmx:sendError", "htmx:timeout"]) form.addEventListener(name, noAnswer);

  form.addEventListener("htmx:afterRequest", async event => {
    const { status } = event.detail.xhr;
    if ([502, 503, 504].includes(status)) return noAnswer(event);
    if (!status) return undefined;
    hold();
    const unanswered = [...held].filter(([person]) => !asks(person));
    if (status === 401 || status === 403 || (status === 409 && unanswered.length === held.size)) {
      await wait();
      return status === 409 ? phone.send() : undefined;
    }
    phone.known(false);
    await tell();
    return keepAsShown();
  });
  document.addEventListener("marks-sent", event => {
    if (event.detail.path !== path || event.detail.refused || !phone.stays()) return;
    htmx.trigger(form, "submit");  // shows what became of them, and asks what is to be asked
  });

  /* The kept page is the page as it is now: what was saved since it came is on it. */
  async function keepAsShown() {
    if (!("caches" in window)) return;
    await navigator.locks.request("pages", putAsShown);
  }
  async function putAsShown() {
    const cache = await caches.open("pages"), old = await cache.match(location.href, { ignoreVary: true });
    if (!old) return;
    for (const field of form.querySelectorAll("input, option")) {
      if (field.type === "radio") field.toggleAttribute("checked", field.checked);
      else if (field.tagName === "OPTION") field.toggleAttribute("selected", field.selected);
      else if (field.type === "time") field.setAttribute("value", field.value);
    }
    const copy = document.documentElement.cloneNode(true), headers = new Headers(old.headers);
    for (const made of copy.querySelectorAll(".unsent, #unsent ul > *, #others_unsent ul > *")) made.remove();
    for (const name of ["unsent", "others_unsent", "fresh"]) copy.querySelector(`#${name}`).hidden = true;
    copy.querySelector("#notice").replaceChildren();
    copy.dataset.kept = Date.now();
    delete copy.dataset.slow;
    headers.set("X-Kept", Date.now());
    const page = `<!doctype html>\n${copy.outerHTML}`;
    await cache.put(location.href, new Response(page, { headers }));
  }

  /* What was kept before this page came, or came from the device: it is in the controls again. */
  async function begin() {
    const mine = (await phone.all()).filter(one => one.by === phone.me && one.path === path);
    for (const mark of mine) {
      const { person } = mark, radio = by(`mark_${person}_${mark.mark}`);
      if (!radio || held.has(person)) continue;
      radio.checked = true;
      for (const name of ["came", "left", "reason"]) control(name, person).value = mark[name];
      control("was", person).value = mark.was;
      await keep(person, { ...mark, ...named(person), tried: true });
    }
    if (mine.length) await tell();
    if (mine.some(one => one.why) && !phone.isKept) htmx.trigger(form, "submit");  // asked here
  }
  begin();
})();
