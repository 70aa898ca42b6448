// Everything here improves a page that works without it.
import { initAll } from "./vendor/govuk-frontend.js";

const words = document.body.dataset;

initAll();

// Fragments that htmx puts in need their components started too.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    initAll({ scope: event.target });
  }
});

// A request that fails must be seen and heard: htmx itself stays silent.
function say(text) {
  const place = document.getElementById("live-region");
  if (place) {
    place.hidden = false;
    place.textContent = text;
  }
}
document.addEventListener("htmx:afterRequest", (event) => {
  const answer = event.detail.xhr;
  if (answer.status >= 400) {
    // A refusal comes as one sentence of plain text; anything else is no text for people.
    const isSentence = (answer.getResponseHeader("Content-Type") || "").startsWith("text/plain");
    if (isSentence || answer.status !== 422) {
      say(isSentence ? answer.responseText : words.textRefused);
    }
  }
});
document.addEventListener("htmx:sendError", () => say(words.textUnreachable));
document.addEventListener("htmx:timeout", () => say(words.textUnreachable));
document.addEventListener("htmx:beforeRequest", () => {
  const place = document.getElementById("live-region");
  if (place) {
    place.hidden = true;
    place.textContent = "";
  }
});

// A list whose choice takes effect at once, for example the order of a table; without script its button does it.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-submit-on-change]");
  if (form) {
    form.requestSubmit();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});

// Says what went wrong with a passkey, where allauth's script only writes to the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  say(words.textPasskey);
});
