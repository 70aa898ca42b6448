// Sending what waits on this device: once each, however often it is tried; what the server asks back waits for its writer.
import { drafts, dropDraft, fact, noteDraft, noteFact, openDraft } from "./store.js";

const PATIENCE_MS = 15000;

// Who is signed in: undefined without a connection, null for nobody or a locked session, else what the server says.
export async function askState(address) {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!answer.ok) {
      return answer.status >= 500 ? undefined : null;
    }
    const state = await answer.json();
    await Promise.all(["owner", "names", "keep"].map((name) => noteFact(name, state[name])));
    return state;
  } catch {
    return undefined;
  }
}

// How long it has waited, in seconds, by the running of the device's clock; what the clock shows is of no account.
function waited(draft) {
  return Math.max(0, Math.round((Date.now() - draft.writtenAt) / 1000));
}

export async function bodyOf(draft, token) {
  const body = new FormData();
  for (const [name, value] of await openDraft(draft)) {
    body.append(name, value);
  }
  body.set("csrfmiddlewaretoken", token);
  body.set("owner", draft.owner);
  body.set("waited", String(waited(draft)));
  body.set("device_day", draft.day);
  return body;
}

async function sendOne(draft, state, address) {
  const body = await bodyOf(draft, state.token);
  const answer = await fetch(address, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(PATIENCE_MS) });
  const isTold = (answer.headers.get("Content-Type") || "").startsWith("application/json");
  const said = isTold ? await answer.json() : {};
  if (said.came === "sent") {
    await dropDraft(draft.id);
    return said;
  }
  await noteDraft({ ...draft, asked: said.text || "" });
  return null;
}

// Gives what was sent. A draft to which the server has a question is not sent again before its writer has opened it.
export async function flush(state, address) {
  const done = [];
  const mine = (await drafts()).filter((each) => each.isQueued && !each.asked && each.owner === state.owner);
  for (const draft of mine) {
    try {
      const said = await sendOne(draft, state, address);
      if (said) {
        done.push(said);
      }
    } catch {
      break; // the connection is gone again; what waits stays
    }
  }
  return done;
}

// After the set time nothing is kept, whichever way the clock has jumped.
export async function expire() {
  const keep = 1000 * ((await fact("keep")) || 24 * 3600);
  const old = (await drafts()).filter((each) => Math.abs(Date.now() - each.writtenAt) > keep);
  await Promise.all(old.map((each) => dropDraft(each.id)));
}
