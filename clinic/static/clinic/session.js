// Ends what the server ends: says so two minutes before, covers the page, and lets the same person come back to it.
// Only a hand on the keyboard or the pointer counts as being here; nothing a script sends by itself does.
"use strict";

(() => {
  const TOLD_EVERY = 60 * 1000;
  const watch = document.getElementById("session-warning");
  const over = document.getElementById("session-over");
  if (!watch || !over) return;

  const words = watch.querySelector("[data-words]");
  const form = over.querySelector("form");
  const problem = form.querySelector("[data-problem]");
  const first = form.querySelector("[data-first]");
  const second = form.querySelector("[data-second]");
  const passkey = form.querySelector("[data-passkey]");
  const idle = Number(watch.dataset.idle) * 1000;
  const warned = Number(watch.dataset.warned) * 1000;
  const title = document.title;

  let ends = Date.now() + idle;
  let told = Date.now();
  let touched = 0;
  let covered = false;
  let leaving = false;
  let question = null; // what a passkey is asked, when the password was right and the account has one
  let timer;

  for (const kind of ["pointerdown", "pointermove", "keydown", "wheel"]) {
    document.addEventListener(kind, (event) => event.isTrusted && touch(), { passive: true, capture: true });
  }
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("pageshow", look);
  window.addEventListener("beforeunload", (event) => leaving && event.stopImmediatePropagation());
  over.addEventListener("cancel", (event) => event.preventDefault());
  over.addEventListener("close", () => covered && over.showModal());
  form.addEventListener("submit", signIn);
  passkey.addEventListener("click", usePasskey);
  wait();

  function touch() {
    if (covered) return;
    touched = Date.now();
    if (Date.now() >= ends) return look();
    if (!words.hidden || touched - told >= TOLD_EVERY) tell();
  }

  function tell() {
    told = Date.now();
    words.hidden = true;
    ask(watch.dataset.hereAt, { method: "POST", headers: { "X-CSRFToken": token() } }).then(heard, wait);
  }

  function wait() {
    clearTimeout(timer);
    if (covered) return;
    const left = ends - Date.now();
    timer = setTimeout(look, Math.max(1000, left > warned ? left - warned : left));
  }

  // Another page may have kept the session alive meanwhile, so the server is asked before anything is said.
  function look() {
    if (covered) return;
    if (Date.now() >= ends) {
      cover();
    } else if (touched > told) {
      tell();
      return;
    }
    ask(watch.dataset.stateAt).then(heard, wait);
  }

  function heard(state) {
    if (state.user !== watch.dataset.user) return state.user ? leave() : cover();
    ends = Date.now() + state.left * 1000;
    if (covered) uncover(state);
    words.hidden = state.left * 1000 > warned;
    wait();
  }

  function cover() {
    if (covered) return;
    covered = true;
    clearTimeout(timer);
    words.hidden = true;
    document.documentElement.toggleAttribute("data-covered", true);
    document.title = over.querySelector("h2").textContent;
    over.showModal();
    form.elements.password.focus();
  }

  function uncover(state) {
    covered = false;
    told = Date.now();
    document.documentElement.removeAttribute("data-covered");
    document.title = title;
    over.close();
    step(1);
    renew(state.token);
    document.dispatchEvent(new CustomEvent("session:back", { detail: { token: state.token } }));
    const retry = document.getElementById("retry");
    if (retry && !retry.closest("[hidden]")) retry.click();
  }

  // Somebody else: nothing of this page stays, not even while the next one loads.
  function leave() {
    leaving = true;
    document.body.replaceChildren();
    window.location.replace("/");
  }

  // The second step stands in the place of the first, in the same dialog.
  function step(number) {
    first.hidden = number === 2;
    second.hidden = number === 1;
    if (number === 1) question = null;
    passkey.hidden = !question;
    form.elements.code.value = "";
  }

  function focus() {
    (second.hidden ? form.elements.password : form.elements.code).focus();
  }

  async function signIn(event) {
    event.preventDefault();
    const { username, password, code } = form.elements;
    await send(second.hidden ? { username: username.value, password: password.value } : { code: code.value });
  }

  async function usePasskey() {
    problem.textContent = "";
    try {
      if (!window.webauthnJSON) await load(form.dataset.passkeysBy);
      const credential = await window.webauthnJSON.get(JSON.parse(question));
      await send({ credential: JSON.stringify(credential) });
    } catch {
      problem.textContent = form.dataset.noPasskey;
      focus();
    }
  }

  async function send(typed) {
    const address = second.hidden ? form.action : form.dataset.secondAt;
    problem.textContent = "";
    try {
      renew((await ask(watch.dataset.stateAt)).token);
      const body = new URLSearchParams({ csrfmiddlewaretoken: token(), ...typed });
      const answer = await ask(address, { method: "POST", body });
      form.elements.password.value = "";
      if (answer.user) return heard(answer);
      if (answer.second) question = answer.question;
      step(answer.second ? 2 : 1);
      problem.textContent = answer.problem || "";
    } catch {
      problem.textContent = form.dataset.unreached;
    }
    focus();
  }

  function load(address) {
    return new Promise((loaded, failed) => {
      const script = Object.assign(document.createElement("script"), { src: address, onload: loaded, onerror: failed });
      document.head.append(script);
    });
  }

  async function ask(address, how = {}) {
    const headers = { Accept: "application/json", "X-Backchart-Background": "1", ...how.headers };
    const response = await fetch(address, { cache: "no-store", redirect: "manual", ...how, headers });
    if (response.type === "opaqueredirect") return { user: null, left: 0 };
    if (response.status >= 500) throw new Error(response.status);
    return response.json();
  }

  const token = () => form.elements.csrfmiddlewaretoken.value;

  function renew(fresh) {
    for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = fresh;
    if (document.body.hasAttribute("hx-headers")) {
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
    }
  }
})();
