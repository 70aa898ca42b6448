// Keeps the page of a signal for a device without a connection: its shell and static files, never an answer about anybody.
const KEPT = "zaklon-signal";
const PAGE = "{{ url("signal:report") }}";
const SHELL = "{{ url("signal:shell") }}";
const FILES = "{{ files }}";
const PATIENCE_MS = 8000;

function files(text) {
  return [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map((found) => found[1]).filter((path) => path.startsWith(FILES));
}

function filesOfStyle(path, text) {
  const found = [...text.matchAll(/url\(["']?([^"')]+)["']?\)/g)].map((each) => each[1]);
  return found
    .filter((each) => !each.startsWith("data:"))
    .map((each) => new URL(each, new URL(path, self.location.origin)).pathname);
}

async function keep(cache, path) {
  const known = await cache.match(path);
  if (known) {
    return known;
  }
  const answer = await fetch(path);
  if (answer.ok) {
    await cache.put(path, answer.clone());
  }
  return answer;
}

async function fill() {
  const cache = await caches.open(KEPT);
  const shell = await fetch(SHELL, { cache: "no-store" });
  if (!shell.ok) {
    return;
  }
  await cache.put(SHELL, shell.clone());
  for (const path of files(await shell.text())) {
    const answer = await keep(cache, path);
    if (path.endsWith(".css") && answer.ok) {
      const inner = filesOfStyle(path, await answer.clone().text());
      await Promise.all(inner.map((each) => keep(cache, each)));
    }
  }
}

async function page(event) {
  const tooLong = new Promise((_resolve, reject) => { setTimeout(reject, PATIENCE_MS); });
  try {
    const answer = await Promise.race([fetch(event.request), tooLong]);
    // The shell speaks the language that was chosen last.
    event.waitUntil(fill().catch(() => undefined));
    return answer;
  } catch {
    const cache = await caches.open(KEPT);
    return (await cache.match(SHELL)) || Response.error();
  }
}

async function file(request) {
  const cache = await caches.open(KEPT);
  return (await cache.match(request)) || fetch(request);
}

self.addEventListener("install", (event) => { event.waitUntil(fill().then(() => self.skipWaiting())); });
self.addEventListener("activate", (event) => { event.waitUntil(self.clients.claim()); });
self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || address.origin !== self.location.origin) {
    return;
  }
  if (event.request.mode === "navigate" && address.pathname === PAGE) {
    event.respondWith(page(event));
  } else if (address.pathname.startsWith(FILES)) {
    event.respondWith(file(event.request));
  }
});
