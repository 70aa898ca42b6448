// Improves the page of a signal, which works without it: what is written survives a lost connection, sealed on the device.
import { drafts, dropDraft, fact, keepDraft, noteFact, openDraft, wipe } from "./store.js";
import { askState, expire, flush } from "./outbox.js";

const form = document.querySelector("form[data-signal]");
const words = form ? form.dataset : {};
const isShell = words.shell === "yes";
// What the device or the server fills in anew each time; it is no part of what was written.
const OWN = new Set(["csrfmiddlewaretoken", "owner", "waited", "device_day", "request_key"]);
// Without a proof of who it is, a draft is shown again for so long only: a page that was reloaded by mistake.
const STILL_HERE_MS = 10 * 60 * 1000;
const RETRY_MS = 60 * 1000;
const SAVE_AFTER_MS = 400;

let state;
let owner = "";
let blank = "";
let saving = 0;
let last = Promise.resolve();

function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function say(text, link) {
  const place = document.getElementById("signal-says");
  place.replaceChildren();
  place.hidden = !text;
  if (text) {
    place.append(text);
  }
  if (link) {
    place.append(" ", link);
  }
}

function written() {
  return [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");
}

function isTouched() {
  return JSON.stringify(written()) !== blank;
}

function draftNow(more) {
  return { id: form.elements.request_key.value, owner, day: today(), writtenAt: Date.now(), isQueued: false, asked: "", ...more };
}

// One after the other, so that a late save of a draft never comes after the draft was sent.
function save(more) {
  clearTimeout(saving);
  if (!owner || !isTouched()) {
    return last;
  }
  const draft = draftNow(more);
  const values = [...written(), ["request_key", draft.id]];
  last = last.then(() => keepDraft(draft, values));
  return last;
}

function startAnew() {
  form.reset();
  form.elements.request_key.value = crypto.randomUUID();
  form.querySelector("[data-forms]")?.dispatchEvent(new Event("change"));
}

function fill(values, draft) {
  for (const control of form.elements) {
    if (!control.name || OWN.has(control.name)) {
      continue;
    }
    const said = values.filter(([name]) => name === control.name).map(([, value]) => value);
    if (["checkbox", "radio"].includes(control.type)) {
      control.checked = said.includes(control.value);
    } else if (said.length && "value" in control) {
      control.value = said[0];
    }
  }
  form.elements.request_key.value = draft.id;
  form.elements.device_day.value = draft.day;
  form.elements.waited.value = Math.max(0, Math.round((Date.now() - draft.writtenAt) / 1000));
  form.querySelector("[data-forms]")?.dispatchEvent(new Event("change"));
}

function mayOpen(draft) {
  return draft.owner === owner && (Boolean(state) || Math.abs(Date.now() - draft.writtenAt) < STILL_HERE_MS);
}

async function openHere(draft) {
  if (!mayOpen(draft)) {
    say(words.textSignIn);
    return;
  }
  fill(await openDraft(draft), draft);
  say(words.textRestored);
  form.scrollIntoView();
}

function button(text, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "govuk-button govuk-button--secondary";
  made.textContent = text;
  made.addEventListener("click", deed);
  return made;
}

function line(draft) {
  const item = document.createElement("li");
  const when = new Date(draft.writtenAt).toLocaleString(document.documentElement.lang);
  const how = draft.asked || (draft.isQueued ? words.textQueued : words.textUnfinished);
  const text = document.createElement("p");
  text.className = "govuk-body";
  text.textContent = `${words.textDraft} ${when}: ${how}`;
  const open = button(words.textOpen, async () => {
    if (isShell && state) {
      await noteFact("open", draft.id); // the whole page is there again, and asks what the server wants to know
      location.reload();
    } else {
      await openHere(draft);
    }
  });
  const drop = button(words.textDelete, async () => { await dropDraft(draft.id); await show(); });
  item.append(text, open, " ", drop);
  return item;
}

async function show() {
  const all = await drafts();
  const mine = all.filter((each) => each.owner === owner && each.id !== form.elements.request_key.value);
  const others = document.querySelector("[data-outbox-others]");
  others.hidden = !(state && all.some((each) => each.owner !== owner));
  others.textContent = others.hidden ? "" : words.textOthers;
  document.querySelector("[data-outbox]").replaceChildren(...mine.map(line));
  document.getElementById("outbox").hidden = mine.length === 0 && others.hidden;
}

async function tryToSend() {
  state = await askState(words.state);
  if (state) {
    owner = state.owner;
    const done = await flush(state, words.send);
    if (done.length) {
      const link = document.createElement("a");
      link.className = "govuk-link";
      link.href = done[done.length - 1].next;
      link.textContent = words.textNext;
      say(`${words.textSent} ${done.map((each) => each.code).join(", ")}.`, link);
    }
  }
  await expire();
  await show();
}

// Only while something waits: a page that asks each minute would keep the session of somebody who has left from locking.
async function retry() {
  const waiting = (await drafts()).filter((each) => each.owner === owner && each.isQueued && !each.asked);
  if (waiting.length) {
    await tryToSend();
  }
}

async function restore() {
  const wanted = await fact("open");
  await noteFact("open", "");
  const all = (await drafts()).filter((each) => each.owner === owner && mayOpen(each));
  if (all.some((each) => each.id === form.elements.request_key.value)) {
    return; // the answer to a draft that was just sent from this page
  }
  const draft = all.find((each) => each.id === wanted) || all.filter((each) => !each.isQueued).pop();
  if (draft) {
    await openHere(draft);
    await show();
  }
}

async function submit(event) {
  event.preventDefault();
  state = await askState(words.state);
  if (state) {
    owner = state.owner;
  }
  if (!owner) {
    say(words.textNobody);
    return;
  }
  if (state && !isShell) {
    // Kept until the next page says that it was sent: a connection that breaks meanwhile loses nothing.
    await save();
    form.elements.csrfmiddlewaretoken.value = state.token;
    HTMLFormElement.prototype.submit.call(form);
    return;
  }
  await save({ isQueued: true });
  startAnew();
  say(state === null ? words.textSignIn : words.textWaits);
  await (state ? tryToSend() : show());
}

async function start() {
  owner = words.owner || "";
  if (isShell) {
    startAnew();
  }
  blank = JSON.stringify(written());
  form.addEventListener("submit", submit);
  form.addEventListener("input", () => { clearTimeout(saving); saving = setTimeout(save, SAVE_AFTER_MS); });
  owner = owner || (await fact("owner")) || "";
  await tryToSend();
  if ((await fact("names")) === false) {
    form.querySelector("[data-names]")?.remove();
  }
  await restore();
  window.addEventListener("online", tryToSend);
  document.addEventListener("visibilitychange", () => { if (document.hidden) { save(); } else { tryToSend(); } });
  setInterval(retry, RETRY_MS);
  form.dataset.ready = "yes";
}

// The page after a signal: it is safe on the server, so nothing of it stays here.
async function afterSending() {
  const sent = document.querySelector("[data-signal-sent]");
  if (sent) {
    await dropDraft(sent.dataset.signalSent);
    sent.dataset.ready = "yes";
  }
}

async function countWaiting() {
  const place = document.querySelector("[data-drafts]");
  if (place) {
    const mine = (await drafts()).filter((each) => each.owner === place.dataset.drafts);
    place.querySelector("[data-drafts-count]").textContent = String(mine.length);
    place.hidden = mine.length === 0;
  }
}

function wipeOnSignOut() {
  document.addEventListener("submit", async (event) => {
    const leaving = event.target;
    if (leaving.method === "post" && new URL(leaving.action).pathname.endsWith("/logout/")) {
      event.preventDefault();
      await wipe();
      HTMLFormElement.prototype.submit.call(leaving);
    }
  });
}

if ("indexedDB" in window && window.crypto && crypto.subtle) {
  wipeOnSignOut();
  await afterSending();
  await countWaiting();
  if (form) {
    await start();
  }
  const worker = document.querySelector("[data-worker]");
  if (worker && "serviceWorker" in navigator) {
    // A browser that forbids it, such as in private windows, works with a connection only.
    await navigator.serviceWorker.register(worker.dataset.worker, { scope: worker.dataset.scope }).catch(() => undefined);
  }
} else if (form) {
  say(words.textUnkept);
}
