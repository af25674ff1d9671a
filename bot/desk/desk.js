// Runs once for each part of the page; Gradio supplies element, trigger and watch.
// Links and buttons inside carry what they do as data, so a part can be drawn anew without rewiring.

element.addEventListener("click", (event) => {
  const target = event.target.closest("[data-locator], [data-question], [data-copy]");
  if (!target || target.tagName === "ARTICLE" || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { locator, quote, text, question, copy } = target.dataset;
  if (question) trigger("submit", { question });
  else if (copy) copyText(copy, target);
  else {
    window.deskClicked = true; // a narrow page moves to the clause only when it was asked to
    trigger("select", { locator, quote, text });
    const panel = document.querySelector("#panel"); // a clause that is open already is not drawn anew
    if (panel.querySelector("article").dataset.locator === locator) panel.dispatchEvent(new Event("reveal"));
  }
});

async function copyText(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // the clipboard is closed to pages served over plain HTTP from another machine
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = text;
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = label; }, 1500);
}

const narrow = () => window.matchMedia("(max-width: 900px)").matches;

if (element.closest("#brand")) {
  let arrived = false;
  watch("value", () => {
    document.documentElement.lang = element.querySelector(".brand").dataset.language;
    if (!arrived) focusQuestion();
    arrived = true;
  });
}

function focusQuestion() { // which is closed until the page has arrived
  const box = document.querySelector("#question textarea");
  if (!box || box.disabled) requestAnimationFrame(focusQuestion);
  else if (document.activeElement === document.body) box.focus({ preventScroll: true });
}

if (element.closest("#transcript")) watch("value", () => {
  const turn = element.querySelector(".turn:last-child");
  const frame = element.closest("#transcript");
  if (turn && !narrow()) frame.scrollTo({ top: turn.offsetTop - 16, behavior: "smooth" });
  else turn?.scrollIntoView({ block: "start", behavior: "smooth" });
});

if (element.closest("#panel")) {
  const hidden = new Set();
  const frame = element.closest("#panel");
  const show = () => {
    const article = element.querySelector("article");
    const boxes = [...element.querySelectorAll(".shown input")];
    if (boxes.length && boxes.every((box) => hidden.has(box.value))) hidden.clear();
    boxes.forEach((box) => {
      box.checked = !hidden.has(box.value);
      article.classList.toggle(`no-${box.value}`, hidden.has(box.value));
    });
    if (boxes.length) article.dataset.columns = boxes.filter((box) => box.checked).length;
  };
  element.addEventListener("change", ({ target }) => {
    target.checked ? hidden.delete(target.value) : hidden.add(target.value);
    show();
  });
  const reveal = () => {
    const goal = element.querySelector("mark, .cited");
    if (!narrow()) {
      const header = element.querySelector("header")?.offsetHeight ?? 0;
      const top = goal ? goal.getBoundingClientRect().top - frame.getBoundingClientRect().top + frame.scrollTop : 0;
      frame.scrollTop = top - header - frame.clientHeight / 8;
    } else if (window.deskClicked) (goal ?? frame).scrollIntoView({ block: "start" });
    window.deskClicked = false;
  };
  frame.addEventListener("reveal", reveal);
  watch("value", () => {
    const article = element.querySelector("article");
    const { locator } = article.dataset;
    show();
    const url = new URL(location);
    if ((url.searchParams.get("clause") ?? "") !== locator) {
      url.searchParams.set("clause", locator);
      history.pushState(null, "", url);
    }
    document.querySelectorAll("#left .chip").forEach((chip) => {
      chip.dataset.locator === locator ? chip.setAttribute("aria-current", "true") : chip.removeAttribute("aria-current");
    });
    reveal();
  });
  window.addEventListener("popstate", () => {
    trigger("select", { locator: new URL(location).searchParams.get("clause") ?? "" });
  });
}

// The form. What was typed is kept here, by calculator and field, and put back whenever the form is drawn anew.
if (element.closest("#sheet")) {
  const typed = new Map();
  const calculator = () => element.querySelector("[name=calculator]:checked").value;
  const key = (field) => `${calculator()}/${field.name}`;
  const fields = () => [...element.querySelectorAll(".field [name]")];
  const filled = () => Object.fromEntries(new FormData(element.querySelector("form")));
  const remembered = () => Object.fromEntries([...typed].map(([name, value]) => [name.split("/"), value])
    .filter(([[of]]) => of === calculator()).map(([[, name], value]) => [name, value]));
  const outcome = () => document.querySelector("#outcome");
  let focused = "";

  element.addEventListener("submit", (event) => {
    event.preventDefault();
    outcome().classList.remove("stale");
    trigger("submit", filled());
  });
  element.addEventListener("input", ({ target }) => {
    if (!target.closest(".field") || !target.name) return;
    typed.set(key(target), target.type === "checkbox" ? target.checked : target.value);
    outcome().classList.add("stale");
  });
  element.addEventListener("change", ({ target }) => {
    if (target.classList.contains("picker")) {
      const box = target.parentElement.querySelector("[name]");
      const day = target.value.replace("T", " ");
      box.value = target.closest(".dates") && box.value.trim() ? `${box.value}, ${day}` : day;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (target.matches("[type=radio], select")) {
      focused = target.type === "radio" ? `[name=${target.name}]:checked` : `[name=${target.name}]`;
      trigger("input", { ...filled(), ...remembered() }); // a choice made earlier says which fields are needed
    }
  });
  element.addEventListener("click", ({ target }) => {
    if (target.closest("[data-pick]")) target.closest("[data-pick]").nextElementSibling.showPicker();
  });
  watch("value", () => {
    fields().forEach((field) => {
      const value = typed.get(key(field));
      if (field.type === "checkbox") field.checked = value === true;
      else if (value !== undefined && (field.tagName !== "SELECT" || [...field.options].some((o) => o.value === value))) {
        field.value = value;
        if (value && field.closest("details")) field.closest("details").open = true;
      }
    });
    if (focused && document.activeElement === document.body) element.querySelector(focused)?.focus();
    focused = "";
  });
}

// Its result, or the line on what to mend, with the fields that it is about.
if (element.closest("#outcome")) watch("value", () => {
  const about = element.querySelector("[data-fields]")?.dataset.fields.split(" ").filter(Boolean) ?? [];
  document.querySelectorAll("#sheet .field [name]").forEach((field) => {
    const wrong = about.includes(field.name);
    wrong ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
    wrong ? field.setAttribute("aria-describedby", "sheet-problem") : field.removeAttribute("aria-describedby");
    if (wrong && field.closest("details")) field.closest("details").open = true;
  });
  document.querySelector("#sheet [aria-invalid]")?.focus();
  element.querySelector(".calculated")?.scrollIntoView({ block: "nearest", behavior: "smooth" });
});
