/* Keeps pages on the device, for when there is no network. Only pages that ask for it (X-Offline:
   so many seconds), and only those of one person: an answer to anybody else, or to nobody (X-Person),
   and "Bye" throw all of them away. Marks that wait to be sent are elsewhere, and stay (offline.js). */
"use strict";

const PAGES = "pages", PARTS = "parts";  // what is somebody's; what is nobody's
const ROOT = new URL("./", self.location).pathname;
const STATIC = ROOT + "static/", NO_PAGE = ROOT + "offline", BYE = ROOT + "sign-out";
const OWNER = ROOT + "kept-for", LEFT = ROOT + "left";  // names of notes in the caches
const MOST_PAGES = 40, MOST_PARTS = 60, PATIENCE = 8000;
const SAME = { ignoreVary: true };

self.addEventListener("install", event => {
  self.skipWaiting();
  event.waitUntil(fetch(NO_PAGE).then(keep).catch(() => undefined));
});
self.addEventListener("activate", event => event.waitUntil(self.clients.claim()));

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
  const old = request.method === "GET" ? await kept(request.url) : undefined;
  const asked = fetch(request).then(answer => seen(answer, request, event));
  if (!old) return asked.catch(noPage);
  const late = new Promise(done => setTimeout(done, PATIENCE, old.clone()));
  event.waitUntil(asked.catch(() => undefined));
  return Promise.race([asked.catch(() => old), late]);
}

async function other(request, event) {
  if (await stillHere()) return Response.error();
  return seen(await fetch(request), request, event);
}

/* Whatever the network answers: whom it is for, and whether it may be kept. */
async function seen(answer, request, event) {
  const person = answer.headers.get("X-Person");
  if (person) await belongsTo(person);
  const may = request.method === "GET" && answer.ok && answer.headers.has("X-Offline");
  if (may && !answer.redirected) event.waitUntil(keep(answer.clone()));
  return answer;
}

async function belongsTo(person) {
  const notes = await caches.open(PARTS), owner = await notes.match(OWNER);
  if (owner && await owner.text() === person) return;
  await caches.delete(PAGES);
  await notes.put(OWNER, new Response(person));
}

/* Keeps a page, with the parts that it names; it says itself since when. */
async function keep(answer) {
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
  const cache = isAnybodys ? parts : await caches.open(PAGES);
  await cache.delete(url.href, SAME);
  const marked = text.replace("<html ", `<html data-kept="${Date.now()}" `);
  await cache.put(url.href, new Response(marked, { headers }));
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
  if (!found) return undefined;
  const age = (Date.now() - Number(found.headers.get("X-Kept"))) / 1000;
  if (age >= 0 && age < Number(found.headers.get("X-Offline"))) return found;
  await cache.delete(found.url || address, SAME);
  return undefined;
}

async function noPage() {
  const cache = await caches.open(PARTS);
  for (const one of await cache.keys()) {
    if (new URL(one.url).pathname === NO_PAGE) return cache.match(one, SAME);
  }
  return Response.error();
}

/* Somebody leaves. Without network the server cannot know yet: it is told before anything else. */
async function bye(request) {
  const form = await request.clone().text();
  await caches.delete(PAGES);
  try {
    return await fetch(request);
  } catch {
    await (await caches.open(PARTS)).put(LEFT, new Response(form));
    return noPage();
  }
}

/* Whether somebody has left of whom the server does not know it; it is told now, if it can be. */
async function stillHere() {
  const notes = await caches.open(PARTS), form = await notes.match(LEFT);
  if (!form) return false;
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  try {
    await fetch(BYE, { method: "POST", body: await form.text(), headers, redirect: "manual" });
  } catch {
    return true;
  }
  await notes.delete(LEFT);
  return false;
}
