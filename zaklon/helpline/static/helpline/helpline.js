// Logging by keyboard: a key chooses and goes on, Enter saves, Enter on an empty page begins the call anew.
// Without this script the same page works by Tab, the browser's own lists and the button.

const form = document.querySelector("form[data-log]");
const marks = /[\u0300-\u036f]/g;
const folded = (text) => text.normalize("NFD").replace(marks, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();
const selects = () => [...form.querySelectorAll("select")];

function show(select) {
  select.dataset.chosen = select.value ? "yes" : "no";
}

function goOn(select) {
  const all = [...form.querySelectorAll("select, input:not([type=hidden]), textarea, button")];
  all[all.indexOf(select) + 1]?.focus();
}

function choose(select, option) {
  select.value = option.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

function byKey(select, key) {
  const found = [...select.options].find((option) => option.value && option.text.startsWith(`${key} `));
  if (found) {
    choose(select, found);
    goOn(select);
  }
  return Boolean(found);
}

let typed = "";
let typedAt = 0;

function byLetters(select, key) {
  const now = performance.now();
  typed = now - typedAt > 1200 ? key : typed + key;
  typedAt = now;
  const found = [...select.options].find((option) => option.value && folded(option.text).startsWith(folded(typed)));
  if (found) {
    choose(select, found);
  }
  return true;
}

const clock = form?.querySelector("[data-clock]");
let beganAt = performance.now();
const firstOpened = Number(form?.elements.opened.value ?? 0);
const pageAt = performance.now();

function beginAnew() {
  beganAt = performance.now();
  const opened = Math.round(firstOpened + (beganAt - pageAt) / 1000);
  form.elements.opened.value = String(opened);
  const here = new Date((opened + Number(form.dataset.offset)) * 1000);
  form.elements.started.value = here.toISOString().slice(11, 16);
  tick();
}

function tick() {
  const passed = Math.max(0, Math.floor((performance.now() - beganAt) / 1000));
  clock.textContent = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, "0")}`;
}

function isEmpty() {
  const usual = (select) => [...select.options].every((option) => option.selected === option.defaultSelected)
    || select.value === "";
  return selects().every(usual) && !form.elements.note.value && !form.elements.earlier.value;
}

function onKey(event) {
  const field = event.target;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
    if (event.key === "Enter" && event.ctrlKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[name=next]"));
    }
    return;
  }
  if (event.key === "Enter" && (field.matches("select") || field.matches("input"))) {
    event.preventDefault();
    if (isEmpty()) {
      beginAnew();
    } else {
      form.requestSubmit();
    }
    return;
  }
  if (!field.matches("select") || event.key.length !== 1 || event.key === " ") {
    return;
  }
  const taken = field.dataset.by === "letters" ? byLetters(field, event.key) : byKey(field, event.key.toLowerCase());
  if (taken) {
    event.preventDefault();
  }
}

if (form) {
  form.addEventListener("keydown", onKey);
  form.addEventListener("change", (event) => event.target.matches("select") && show(event.target));
  form.querySelector("[data-anew]")?.addEventListener("click", (event) => {
    event.preventDefault();
    beginAnew();
    selects()[0].focus();
  });
  // A page that comes back from the browser's memory is another call.
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
  selects().forEach(show);
  clock.hidden = false;
  tick();
  window.setInterval(tick, 1000);
  if (!document.querySelector(".govuk-error-summary")) {
    selects()[0].focus();
  }
  form.dataset.ready = "yes";
}
