// What every page needs: a refused request shows its page or its reason, faults take the focus, and what prints prints.
"use strict";

// htmx leaves 4xx and 5xx alone, and then nothing on the page would say that nothing was saved.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status === 409 || xhr.status === 422 || xhr.status === 428) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  } else if (xhr.status >= 400) {
    tell(document.body.dataset.failed);
  }
});

document.addEventListener("htmx:sendError", () => {
  tell(document.body.dataset.unreached);
});

document.addEventListener("htmx:afterSwap", (event) => {
  event.detail.target.querySelector("[data-take-focus]")?.focus();
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelector("[data-take-focus]")?.focus();
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});

function tell(words) {
  let list = document.querySelector(".messages");
  if (!list) {
    list = document.createElement("ul");
    list.className = "messages";
    const aloud = document.createElement("div");
    aloud.setAttribute("role", "alert");
    aloud.append(list);
    document.querySelector("main").prepend(aloud);
  }
  const line = document.createElement("li");
  line.dataset.level = "error";
  line.textContent = words;
  list.replaceChildren(line);
}
