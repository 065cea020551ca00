// A passkey for the form it stands in: the browser is asked, its answer goes along as "credential".
"use strict";

(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form) return;
  const problem = form.querySelector("[data-problem]");
  const ask = form.querySelector("[data-ask]");

  if (form.dataset.passkey === "create") {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answer((question) => webauthnJSON.create(question));
    });
  } else {
    ask.hidden = !webauthnJSON.supported();
    ask.addEventListener("click", () => answer((question) => webauthnJSON.get(question)));
  }

  async function answer(asked) {
    problem.textContent = "";
    try {
      const credential = await asked(JSON.parse(form.dataset.question));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      problem.textContent = form.dataset.failed;
    }
  }
})();
