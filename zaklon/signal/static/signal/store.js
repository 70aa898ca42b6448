// What waits on this device: sealed before it is stored, with a key that no script can read out. One key for each writer.
const NAME = "zaklon-signal";
const TABLES = { keys: "owner", drafts: "id", facts: "name" };

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      for (const [table, keyPath] of Object.entries(TABLES)) {
        asked.result.createObjectStore(table, { keyPath });
      }
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function run(table, mode, deed) {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = base.transaction(table, mode);
      const asked = deed(transaction.objectStore(table));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    base.close();
  }
}

async function keyOf(owner) {
  const known = await run("keys", "readonly", (rows) => rows.get(owner));
  if (known) {
    return known.key;
  }
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  try {
    await run("keys", "readwrite", (rows) => rows.add({ owner, key }));
    return key;
  } catch {
    return (await run("keys", "readonly", (rows) => rows.get(owner))).key; // another tab was faster
  }
}

function bound(owner, id) {
  return new TextEncoder().encode(`${owner}|${id}`);
}

export async function keepDraft(draft, values) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = bound(draft.owner, draft.id);
  const plain = new TextEncoder().encode(JSON.stringify(values));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, await keyOf(draft.owner), plain);
  await run("drafts", "readwrite", (rows) => rows.put({ ...draft, iv, sealed }));
}

export async function openDraft(draft) {
  const additionalData = bound(draft.owner, draft.id);
  const key = await keyOf(draft.owner);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: draft.iv, additionalData }, key, draft.sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

export async function drafts() {
  const found = await run("drafts", "readonly", (rows) => rows.getAll());
  return found.sort((one, other) => one.writtenAt - other.writtenAt);
}

export function noteDraft(draft) {
  return run("drafts", "readwrite", (rows) => rows.put(draft));
}

export function dropDraft(id) {
  return run("drafts", "readwrite", (rows) => rows.delete(id));
}

export async function fact(name) {
  const found = await run("facts", "readonly", (rows) => rows.get(name));
  return found ? found.value : undefined;
}

export function noteFact(name, value) {
  return run("facts", "readwrite", (rows) => rows.put({ name, value }));
}

// Everything: the drafts, the keys without which a copy of them says nothing, and what keeps the page.
export async function wipe() {
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
  if ("caches" in self) {
    await caches.delete(NAME);
  }
}
