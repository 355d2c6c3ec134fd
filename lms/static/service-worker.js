/* Keeps pages on the device, for when there is no network. Only pages that ask for it (X-Offline:
   so many seconds), and only those of one person: an answer to anybody else, or to nobody (X-Person),
   and "Bye" throw all of them away. Marks that wait to be sent are elsewhere, and stay (offline.js). */
"use strict";

const PAGES = "pages", PARTS = "parts";  // what is somebody's; what is nobody's
const ROOT = new URL("./", self.location).pathname;
const STATIC = ROOT + "static/", NO_PAGE = ROOT + "offline", BYE = ROOT + "sign-out";
const OWNER = ROOT + "kept-for", LEFT = ROOT + "left";  // names of notes in the caches
const MOST_PAGES = 40, MOST_PARTS = 60, PATIENCE = 8000;
const WHO = ROOT + "who", DOOR = ROOT + "sign-in";
const SAME = { ignoreVary: true };
let era = 0;  // another one begins when somebody leaves or comes: answers asked for before are not kept
const alone = work => navigator.locks.request("pages", work);  // what is compared holds until it is done

self.addEventListener("install", event => {
  self.skipWaiting();
  event.waitUntil(fetch(NO_PAGE).then(answer => keep(answer, era)).catch(() => undefined));
});
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));
sweep().catch(() => undefined);  // whenever the browser starts the worker

self.addEventListener("fetch", event => {
  const { request } = event, url = new URL(request.url);
  if (url.origin !== self.location.origin || !url.pathname.startsWith(ROOT)) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(part(request));
  else if (url.pathname === BYE && request.method === "POST") event.respondWith(bye(request));
  else if (request.mode === "navigate") event.respondWith(page(request, event));
  else if (!request.headers.has("HX-Request")) event.respondWith(other(request, event));
});

/* A part of pages: its address has its fingerprint, so what is kept is right. */
async function part(request) {
  const cache = await caches.open(PARTS);
  return await cache.match(request.url, SAME) || fetch(request);
}

/* The network first. Where it is silent or away: the kept page, or one that says that there is none. */
async function page(request, event) {
  if (await stillHere()) return noPage();
  const old = request.method === "GET" ? await kept(request.url) : undefined, begun = era;
  const asked = fetch(request).then(answer => seen(answer, request, event, begun));
  if (!old) return asked.catch(noPage);
  const late = new Promise(done => setTimeout(() => done(slow(old.clone())), PATIENCE));
  event.waitUntil(asked.catch(() => undefined));
  return Promise.race([asked.catch(() => old), late]);
}

async function other(request, event) {
  if (await stillHere()) return Response.error();
  const begun = era;
  return seen(await fetch(request), request, event, begun);
}

/* A kept page that knows that the network is there, but slow. */
async function slow(answer) {
  const text = (await answer.text()).replace("<html ", "<html data-slow ");
  return new Response(text, { headers: answer.headers });
}

/* Whatever the network answers: whom it is for, and whether it may be kept. */
async function seen(answer, request, event, begun) {
  const person = answer.headers.get("X-Person");
  if (begun !== era) return answer;
  if (person) await belongsTo(person);
  const may = request.method === "GET" && answer.ok && answer.headers.has("X-Offline");
  if (may && !answer.redirected) event.waitUntil(keep(answer.clone(), era));
  return answer;
}

const belongsTo = person => alone(async () => {
  if (await owner() === person) return;
  era += 1;
  await caches.delete(PAGES);
  await (await caches.open(PARTS)).put(OWNER, new Response(person));
});
async function owner() {
  const note = await (await caches.open(PARTS)).match(OWNER);
  return note ? note.text() : null;
}

/* Keeps a page, with the parts that it names; it says itself since when. */
async function keep(answer, begun) {
  const url = new URL(answer.url), isAnybodys = url.pathname === NO_PAGE;
  const text = await answer.text(), headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  headers.set("X-Kept", Date.now());
  const parts = await caches.open(PARTS), named = text.match(/\/static\/[^"#\s]+\?v=\w+/g) || [];
  const root = ROOT.slice(0, -1);
  for (const one of new Set(named)) {
    const address = new URL(root + one, url).href;
    if (!await parts.match(address)) {
      const found = await fetch(address);
      if (found.ok) await parts.put(address, found);
    }
  }
  if (isAnybodys) for (const old of await parts.keys()) {
    if (new URL(old.url).pathname === NO_PAGE) await parts.delete(old);
  }
  const marked = text.replace("<html ", `<html data-kept="${Date.now()}" `);
  await alone(async () => {
    const isTheirs = begun === era && await owner() === headers.get("X-Person");
    if (!isAnybodys && !isTheirs) return;
    const cache = isAnybodys ? parts : await caches.open(PAGES);
    await cache.delete(url.href, SAME);
    await cache.put(url.href, new Response(marked, { headers }));
  });
  await shorten(PAGES, MOST_PAGES);
  await shorten(PARTS, MOST_PARTS);
}

async function shorten(name, most) {
  const cache = await caches.open(name), addresses = (await cache.keys()).map(one => one.url);
  const old = addresses.filter(one => new URL(one).pathname.startsWith(STATIC) || name === PAGES);
  for (const one of old.slice(0, Math.max(0, old.length - most))) await cache.delete(one, SAME);
}

/* A kept page, unless it is too old to be shown. */
async function kept(address) {
  const cache = await caches.open(PAGES), found = await cache.match(address.split("#")[0], SAME);
  return found && !isPast(found) ? found : undefined;
}
function isPast(page) {
  const age = (Date.now() - Number(page.headers.get("X-Kept"))) / 1000;
  return age < 0 || age >= Number(page.headers.get("X-Offline"));
}

/* Deletes the pages that are past their time, whether anybody opens them or not. */
async function sweep() {
  if (!await caches.has(PAGES)) return;
  const cache = await caches.open(PAGES);
  for (const one of await cache.keys()) {
    const found = await cache.match(one, SAME);
    if (found && isPast(found)) await cache.delete(one, SAME);
  }
}

async function noPage() {
  const cache = await caches.open(PARTS);
  for (const one of await cache.keys()) {
    if (new URL(one.url).pathname === NO_PAGE) return cache.match(one, SAME);
  }
  return Response.error();
}

/* Somebody leaves. Only a redirect says that the server knows it; until then a note says so here,
   and the server is told before anything else. A proxy that answers in its place knows nothing. */
async function bye(request) {
  await belongsTo("nobody");
  const notes = await caches.open(PARTS);
  await notes.put(LEFT, new Response());
  const answer = await fetch(request).catch(() => undefined);
  if (answer?.type === "opaqueredirect") {
    await notes.delete(LEFT);
    return answer;
  }
  return await stillHere() ? noPage() : Response.redirect(DOOR, 303);
}

/* Whether somebody has left of whom the server does not know it; it is told now, if it can be. */
async function stillHere() {
  const notes = await caches.open(PARTS);
  if (!await notes.match(LEFT)) return false;
  telling ||= told().catch(() => false).finally(() => { telling = undefined; });
  if (!await telling) return true;
  await notes.delete(LEFT);
  return false;
}
let telling;
async function told() {
  const headers = { Accept: "application/json" };
  const who = await fetch(WHO, { headers, cache: "no-store" });
  if (who.status === 401 && who.headers.get("X-Person") === "nobody") return true;
  if (!who.ok) return false;
  const body = new URLSearchParams({ csrf_token: (await who.json()).token });
  return (await fetch(BYE, { method: "POST", body, redirect: "manual" })).type === "opaqueredirect";
}
