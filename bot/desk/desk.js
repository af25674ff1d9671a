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
const drawn = (draw) => { draw(); watch("value", draw); };

if (element.querySelector(".brand")) drawn(() => {
  const { language } = element.querySelector(".brand").dataset;
  document.documentElement.lang = language;
});

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
    document.querySelectorAll("#transcript .chip").forEach((chip) => {
      chip.dataset.locator === locator ? chip.setAttribute("aria-current", "true") : chip.removeAttribute("aria-current");
    });
    reveal();
  });
  window.addEventListener("popstate", () => {
    trigger("select", { locator: new URL(location).searchParams.get("clause") ?? "" });
  });
}
