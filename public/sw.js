// The service worker: keeps the running build whole and the last answers, so that the portal opens without a network.
// In a car (`sw.js?car`) the companion keeps the builds, and this keeps the answers alone. Elsewhere it also shows the news
// that the server sends while no page is open. docs/RELIABILITY.md.

const CAR = new URL(location).searchParams.has("car");
const ANSWERS = "answers";
const STATE = "state";
const BUILD = "build:";
/** Builds that stay beside the running one: for pages that are open since. */
const BEFORE = 2;
/** Cases that are kept without having been opened. */
const CASES = 20;
/** Answers that are kept: the last. */
const MOST = 200;
/** Request: milliseconds until a kept answer will do. Answer: when it was given, in milliseconds since 1970. */
const PATIENCE = "x-patience";
const KEPT = "x-kept";
const LIST = "/api/cases?limit=100";
const SESSION = "/api/session";
/** Not the portal's: other front ends, the companion, the operator's. */
const BESIDE = /^\/(desk|bench|ui|agent|vehicle|livez|readyz|metrics)(\/|$)/;
/** What somebody between here and the server says when the server is away. */
const AWAY = [502, 503, 504];

addEventListener("install", (event) => {
  skipWaiting();
  if (!CAR) event.waitUntil(update());
});

addEventListener("activate", (event) => {
  clients.claim();
  event.waitUntil(keep());
});

/** The page says when something changed, and before it goes; or that it wants the newest build. */
addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(keep());
});

if (!CAR) {
  addEventListener("push", (event) => event.waitUntil(tell(event.data)));
  addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(show(event.notification.data?.case));
  });
  addEventListener("pushsubscriptionchange", (event) => event.waitUntil(resubscribe(event).catch(() => {})));
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || BESIDE.test(pathname)) return;
  if (pathname.startsWith("/api/")) {
    // Somebody comes or goes.
    const own = pathname.startsWith(SESSION) && request.method !== "GET";
    if (own || pathname.startsWith("/api/sign-in/")) event.waitUntil(forget());
    // What takes a kept answer too says how long it waits for the server's.
    const patience = Number(request.headers.get(PATIENCE));
    if (request.method === "GET" && patience) event.respondWith(answer(request, patience));
  } else if (!CAR && request.method === "GET") {
    if (pathname.split("/").pop().includes(".")) return event.respondWith(file(request, pathname));
    if (request.mode !== "navigate") return;
    event.respondWith(page(request));
    event.waitUntil(update().catch(() => {}));
  }
});

// Answers: the server's where it answers, else the last one, with the time at which it was given.

/** Grows whenever what is kept is forgotten: an answer that was asked for before that is not kept after it. */
let forgotten = 0;

async function forget() {
  forgotten += 1;
  await caches.delete(ANSWERS);
}

/** The server's answer, or after so many milliseconds the kept one where there is one. */
async function answer(request, patience) {
  const fresh = ask(request);
  const first = await Promise.race([fresh.catch(() => {}), after(patience)]);
  if (first && !AWAY.includes(first.status)) return first;
  return (await kept(request.url)) ?? fresh;
}

/** Asks the server, and keeps what it says. */
async function ask(request) {
  const since = forgotten;
  const response = await fetch(request);
  const { pathname, search } = new URL(request.url);
  if (response.status === 401) await forget();
  else if (response.ok && response.headers.get("content-type")?.includes("json") && since === forgotten) {
    await put(pathname + search, response.clone());
  }
  return response;
}

async function put(path, response) {
  const body = await response.blob();
  if (path === SESSION) {
    const before = await (await kept(SESSION))?.json();
    const now = JSON.parse(await body.text());
    if (before && before.person !== now.person) await forget();
  }
  const headers = new Headers(response.headers);
  headers.delete("content-encoding");
  headers.set(KEPT, String(Date.now()));
  const cache = await caches.open(ANSWERS);
  await cache.put(path, new Response(body, { headers }));
  const all = await cache.keys();
  await Promise.all(all.slice(0, Math.max(0, all.length - MOST)).map((old) => cache.delete(old)));
}

function kept(url) {
  return caches.match(url, { cacheName: ANSWERS, ignoreVary: true });
}

let keeping;
let wanted = false;
/** Brings what is kept up to date: the session, the list, and each of the newest cases that has changed. What changes
 * while that is done is seen to after it. */
function keep() {
  wanted = true;
  keeping ??= catchUp().finally(() => (keeping = undefined));
  return keeping;
}

async function catchUp() {
  while (wanted) {
    await after(500);
    wanted = false;
    await freshen().catch(() => {});
  }
}

async function freshen() {
  if (!(await ask(new Request(SESSION, { cache: "no-store" }))).ok) return;
  const list = await ask(new Request(LIST, { cache: "no-store" }));
  for (const { id, seq } of (await list.json()).cases.slice(0, CASES)) {
    const path = `/api/cases/${id}`;
    const have = await (await kept(path))?.json();
    if (have?.seq !== seq) await ask(new Request(path, { cache: "no-store" }));
  }
}

// Builds: fetched whole and checked file by file against the manifest before a page is given from one. Every file that a
// page loads has a hash in its name, so no page is ever a mix of two.

async function running() {
  return (await caches.match("/build", { cacheName: STATE }))?.text();
}

async function page(request) {
  const build = await running();
  return (build && (await caches.match("/", { cacheName: BUILD + build, ignoreVary: true }))) || fetch(request);
}

async function file(request, path) {
  for (const cacheName of (await builds()).reverse()) {
    const kept = await caches.match(path, { cacheName, ignoreVary: true });
    if (kept) return kept;
  }
  return fetch(request);
}

/** The names of the builds' caches, the oldest first. */
async function builds() {
  return (await caches.keys()).filter((name) => name.startsWith(BUILD));
}

let updating;
/** Takes up the build that the server has now, once all of it is here. */
function update() {
  updating ??= install().finally(() => (updating = undefined));
  return updating;
}

async function install() {
  const manifest = await (await fetch("/release.json", { cache: "no-store" })).json();
  if (manifest.build === (await running())) return;
  const cache = await caches.open(BUILD + manifest.build);
  await Promise.all(
    Object.entries(manifest.files).map(async ([path, hash]) => {
      if (!(await cache.match(path, { ignoreVary: true }))) await cache.put(path, await checked(path, hash));
    }),
  );
  const state = await caches.open(STATE);
  await state.put("/build", new Response(manifest.build));
  const others = (await builds()).filter((name) => name !== BUILD + manifest.build);
  await Promise.all(others.slice(0, Math.max(0, others.length - BEFORE)).map((name) => caches.delete(name)));
}

/** A file with this SHA-256, past whatever the browser has kept of it if that is another one. */
async function checked(path, hash) {
  for (const cache of ["default", "reload"]) {
    const response = await fetch(path, { cache });
    if (response.ok && (await digest(await response.clone().arrayBuffer())) === hash) return response;
  }
  throw new Error(`${path} is not what the manifest says`);
}

function after(millis) {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

// News while no page is open (crates/contract/src/notice.rs: Told). Its texts are the server's; where they cannot be read,
// these say no more than that there is some.

const NEWS = {
  en: "There is news about your case. Touch to read it.",
  de: "Es gibt Neues zu Ihrem Fall. Zum Lesen antippen.",
  nb: "Det er nytt i saken din. Trykk for å lese.",
  es: "Hay novedades en su caso. Toque para leerlas.",
};
/** As a case is named; whatever else comes is no part of an address. */
const CASE = /^[0-9a-z]+$/;

function read(data) {
  try {
    const { case: id, seq, title, text } = data.json();
    if (CASE.test(id) && title && text) return { id, seq, title: String(title), text: String(text) };
  } catch {}
  const lang = navigator.language.slice(0, 2).replace(/^(no|nn)$/, "nb");
  return { seq: 0, title: "Servicelane", text: NEWS[lang] ?? NEWS.en };
}

/** The portal's open windows. */
async function windows() {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  return all.filter(({ url }) => !BESIDE.test(new URL(url).pathname));
}

/** Shows it, unless the portal is being looked at, which shows it by itself. Of two about a case the newer stands, whichever
 * came first. */
async function tell(data) {
  const { id, seq, title, text } = read(data);
  if ((await windows()).some((page) => page.visibilityState === "visible")) return;
  const tag = id ?? "news";
  const [before] = await registration.getNotifications({ tag });
  const newer = !(before?.data?.seq >= seq);
  const shown = newer ? { title, body: text, data: { case: id, seq } } : before;
  const { body } = shown;
  await registration.showNotification(shown.title, { body, data: shown.data, tag, icon: "/icons/icon.svg", renotify: !!before && newer });
}

/** Opens a case, in a window that is open where there is one. */
async function show(id) {
  const path = CASE.test(id ?? "") ? `/cases/${id}` : "/";
  const open = await windows();
  const at = open.find(({ url }) => new URL(url).pathname === path);
  const page = at ?? open[0];
  if (!page) return clients.openWindow(path);
  // Either may be refused: a window of before this worker is not its to lead.
  await page.focus().catch(() => {});
  if (!at) await page.navigate(path).catch(() => clients.openWindow(path));
}

/** The browser's push service has another address for it. The server goes on there, where it knew the one of before. */
async function resubscribe({ oldSubscription: old, newSubscription }) {
  const { push, browsers } = await (await fetch("/api/notices", { cache: "no-store" })).json();
  const was = old && (await digest(new TextEncoder().encode(old.endpoint))).slice(0, 16);
  const known = browsers.find(({ id }) => id === was);
  if (!push || !known) return;
  const options = { userVisibleOnly: true, applicationServerKey: push };
  const { endpoint, keys } = (newSubscription ?? (await registration.pushManager.subscribe(options))).toJSON();
  const body = JSON.stringify({ endpoint, ...keys, name: known.name });
  const headers = { "content-type": "application/json" };
  await fetch("/api/notices/browser", { method: "PUT", headers, body });
  if (endpoint !== old.endpoint) await fetch(`/api/notices/browsers/${was}`, { method: "DELETE" });
}

/** A SHA-256 in hex. */
async function digest(bytes) {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
