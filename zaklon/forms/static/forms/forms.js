// Hides questions that do not apply. The server decides by the same rules (zaklon/forms/rules/shown.py); an answer that
// somebody has given is never hidden: it stays in sight, with words that say why it does not apply. One with which the
// form began, and which nobody touched, is hidden with its question, and the server lets go of it.
function valuesOf(question) {
  const controls = [...question.querySelectorAll("input, select, textarea")];
  return controls
    .filter((each) => !["checkbox", "radio"].includes(each.type) || each.checked)
    .map((each) => each.value.trim())
    .filter(Boolean);
}

function holds([, relation, value], values) {
  if (relation === "") {
    return values.length > 0;
  }
  return values.includes(value) === (relation === "=");
}

function isUntouched(question, values) {
  const { begun } = question.dataset;
  return begun !== undefined && JSON.stringify(values) === JSON.stringify(JSON.parse(begun));
}

function refresh(form) {
  const shown = new Set();
  const answered = new Map();
  for (const question of form.querySelectorAll("[data-question]")) {
    const { question: code, shownIf } = question.dataset;
    const conditions = shownIf ? JSON.parse(shownIf) : [];
    const values = valuesOf(question);
    const applies = conditions.every((each) => shown.has(each[0]) && holds(each, answered.get(each[0])));
    answered.set(code, values);
    if (applies) {
      shown.add(code);
    }
    const isStale = !applies && values.length > 0 && !isUntouched(question, values);
    question.hidden = !applies && !isStale;
    question.classList.toggle("fm-question--stale", isStale);
    question.querySelectorAll("[data-forms-when]").forEach((words) => { words.hidden = !isStale; });
  }
  for (const section of form.querySelectorAll("[data-forms-section]")) {
    section.hidden = ![...section.querySelectorAll("[data-question]")].some((each) => !each.hidden);
  }
}

for (const form of document.querySelectorAll("[data-forms]")) {
  form.querySelectorAll("[data-forms-all]").forEach((words) => { words.hidden = true; });
  form.addEventListener("input", () => refresh(form));
  form.addEventListener("change", () => refresh(form));
  refresh(form);
}
