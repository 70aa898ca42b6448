// Covers a page that nobody uses. The server locks the session by its own clock too, also without this script.
const facts = document.body.dataset;
const cover = document.getElementById("cover");
const limit = Number(facts.lockSeconds) * 1000;
const tellEvery = 60 * 1000;
// Other pages of this browser count as use. Only that there was use is told, nothing else.
const others = "BroadcastChannel" in window ? new BroadcastChannel("zaklon-use") : null;

let usedAt = Date.now();
let toldAt = Date.now();

function rest() {
  return [...document.body.children].filter((each) => each !== cover && each.tagName !== "SCRIPT");
}

async function answers(address, options) {
  try {
    const answer = await fetch(address, { redirect: "manual", cache: "no-store", ...options });
    return answer.status === 204 && !answer.headers.get("HX-Redirect");
  } catch {
    return false;
  }
}

function lock() {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  cover.hidden = false;
  rest().forEach((each) => { each.inert = true; });
  cover.focus();
  if (token) {
    answers(facts.lockNow, { method: "POST", headers: { "X-CSRFToken": token.value } });
  }
}

async function unlockWhenProven() {
  if (!cover.hidden && await answers(facts.lockStill)) {
    cover.hidden = true;
    rest().forEach((each) => { each.inert = false; });
    usedAt = toldAt = Date.now();
  }
}

function use() {
  const now = Date.now();
  if (!cover.hidden) {
    return;
  }
  // A sleeping laptop runs no timer: what it shows on waking is covered before the first key counts as use.
  if (now - usedAt > limit) {
    lock();
    return;
  }
  usedAt = now;
  if (now - toldAt > tellEvery) {
    toldAt = now;
    // Whoever types a long text asks for no page; without this the server would lock it away.
    answers(facts.lockStill);
    others?.postMessage("used");
  }
}

if (cover && limit) {
  for (const kind of ["keydown", "pointerdown", "pointermove", "scroll", "touchstart"]) {
    document.addEventListener(kind, use, { passive: true, capture: true });
  }
  others?.addEventListener("message", () => { usedAt = Date.now(); });
  window.addEventListener("focus", unlockWhenProven);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) {
      if (cover.hidden && Date.now() - usedAt > limit) {
        lock();
      } else {
        unlockWhenProven();
      }
    }
  });
  setInterval(() => {
    if (cover.hidden && Date.now() - usedAt > limit) {
      lock();
    }
  }, 1000);
}
