// Saves what changed: one save under way at a time, each with its own key, sent again unchanged until it is answered.
// Only three things are ever said: saving, saved at, NOT saved and why.
"use strict";

const saving = (() => {
  const RETRY_FIRST = 1000;
  const RETRY_LAST = 30000;
  const ANSWER_WITHIN = 20000;
  const PROSE_WAITS = 1500; // from the first word that is not sent, however long somebody goes on typing

  let page, words, revision, token;
  let timer, retryTimer, retryAfter;
  let underway = null;
  let locked = false;
  let savedAt = "";
  let unsentSince = 0;
  let lastSaid = ["idle"]; // before saving was; the page says when the draft was saved last
  const kept = new Map(); // slot: what its controls held when last saved
  const dirty = new Set();
  const held = new Map(); // slot: what was refused; waits for another answer
  const idle = [];

  function start(visit) {
    page = visit;
    words = visit.dataset;
    revision = visit.dataset.revision;
    token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    savedAt = document.getElementById("save-state").dataset.at ?? "";
    if (savedAt) lastSaid = ["saved", savedAt];
    remember(document);
    placing.start({ isUnsaved: (slot) => dirty.has(slot), remember });
    document.getElementById("retry")?.addEventListener("click", comeBack);
    document.addEventListener("visibilitychange", () => document.hidden && flush());
    window.addEventListener("beforeunload", (event) => {
      if (dirty.size || underway) event.preventDefault();
    });
  }

  function remember(root) {
    for (const finding of answers.all(root)) {
      const { slot } = finding.dataset;
      if (dirty.has(slot)) continue;
      kept.set(slot, answers.signature(finding));
      held.delete(slot);
    }
  }

  function touched(finding, delay) {
    const { slot } = finding.dataset;
    const now = answers.signature(finding);
    if (now === kept.get(slot) && !held.has(slot)) dirty.delete(slot);
    else dirty.add(slot);
    if (held.get(slot) !== now) held.delete(slot);
    clearTimeout(timer);
    unsentSince = ready().length ? unsentSince || Date.now() : 0;
    const longest = finding.querySelector("textarea") ? Math.max(0, unsentSince + PROSE_WAITS - Date.now()) : delay;
    timer = setTimeout(flush, Math.min(delay, longest));
    // What stands there now is not what was saved.
    if (unsentSince && !underway && !locked) say("saving");
  }

  const ready = () => [...dirty].filter((slot) => !held.has(slot));

  function flush() {
    clearTimeout(timer);
    timer = 0;
    if (underway || locked) return;
    const slots = ready();
    if (!slots.length) return rest();
    const findings = slots.map(answers.of);
    for (const finding of [...findings]) {
      const beside = finding.dataset.with && answers.of(finding.dataset.with);
      if (beside && !findings.includes(beside) && !held.has(beside.dataset.slot)) findings.push(beside);
    }
    const fields = [];
    for (const finding of findings) {
      const was = answers.was(finding);
      fields.push(...answers.pairs(finding), [was.name, was.value]);
    }
    send({ url: page.dataset.record, fields, findings, signatures: new Map(findings.map((one) => [one.dataset.slot, answers.signature(one)])) });
  }

  // Nothing is under way and nothing can be sent.
  function rest() {
    if (document.getElementById("save-state").dataset.state === "saving") say(...lastSaid);
    for (const go of idle.splice(0)) go(dirty.size === 0);
  }

  // Resolves when all that can be saved is: true if that is everything.
  function settled() {
    return new Promise((go) => {
      idle.push(go);
      flush();
    });
  }

  // A button that answers many at once: after everything typed is safe.
  async function act(button) {
    let safe;
    do safe = await settled();
    while (safe && underway); // another such button was pressed in the same breath and goes first
    if (!safe) return say("not-saved", words.saysBusy);
    send({ url: button.formAction, fields: button.name ? [[button.name, button.value]] : [], findings: [], signatures: new Map(), focus: button.formAction, block: button.closest("[id^=block-], form").id });
  }

  // A press in the plan or the margin: after what is under way, with the key that its form has, and once. What was
  // refused elsewhere on the page is no reason to wait.
  async function decide(form, button) {
    if (form.hasAttribute("aria-busy")) return;
    form.setAttribute("aria-busy", "true");
    const fields = [...new FormData(form, button)].filter(([name]) => name !== "csrfmiddlewaretoken");
    do await settled();
    while (underway);
    send({ url: form.dataset.decide || form.action, body: new URLSearchParams(fields).toString(), findings: [], signatures: new Map(), form });
  }

  function send(save) {
    underway = save;
    unsentSince = 0;
    save.body ??= new URLSearchParams([...save.fields, ["key", newKey()], ["revision", revision]]).toString();
    say("saving");
    attempt(save);
  }

  async function attempt(save) {
    let response;
    try {
      response = await fetch(save.url, {
        method: "POST",
        redirect: "manual",
        cache: "no-store",
        signal: AbortSignal.timeout(ANSWER_WITHIN),
        headers: { Accept: "text/html; fragment", "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token, "X-Unfolded": unfolded() },
        body: save.body,
      });
      save.text = await response.text();
    } catch {
      return again(save, words.saysUnreached);
    }
    if (response.type === "opaqueredirect" || response.status === 401) return lock();
    if (response.status === 403) return forbidden(save);
    if (response.status >= 500 || response.status === 429) return again(save, words.saysFailed);
    retryAfter = 0;
    underway = null;
    save.form?.removeAttribute("aria-busy");
    const elsewhere = response.headers.get("X-Go-To");
    if (elsewhere) return window.location.assign(elsewhere);
    const fragments = parsed(save.text);
    if (response.ok && response.headers.get("X-Revision")) saved(save, response, fragments);
    else refused(save, response, fragments);
  }

  function again(save, why) {
    say("not-saved", why);
    retryAfter = Math.min(RETRY_LAST, (retryAfter || RETRY_FIRST / 2) * 2);
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => attempt(save), retryAfter);
  }

  function saved(save, response, fragments) {
    revision = response.headers.get("X-Revision");
    savedAt = response.headers.get("X-Saved-At").slice(11, 19);
    for (const finding of save.findings) {
      const { slot } = finding.dataset;
      const fresh = fragments.querySelector(`#more-${slot}`);
      if (fresh) answers.was(answers.of(slot)).value = fresh.dataset.was;
      kept.set(slot, save.signatures.get(slot));
      held.delete(slot);
      if (answers.signature(answers.of(slot)) === kept.get(slot)) dirty.delete(slot);
      wrong(answers.of(slot), false);
    }
    if (save.focus) take(fragments);
    if (save.form) document.dispatchEvent(new CustomEvent("visit:decided", { detail: save.form }));
    placing.placeAll(fragments, { acted: Boolean(save.focus), decided: Boolean(save.form) });
    if (save.focus) backTo(new URL(save.focus).pathname, save.block);
    if (dirty.size && held.size === dirty.size) say("not-saved", words.saysRefused);
    else say("saved", savedAt);
    // What was typed meanwhile waits its turn, unless somebody waits for it.
    if (!timer || idle.length) flush();
    else if (ready().length) say("saving");
  }

  // What one act answered, or somebody else meanwhile; an answer that waits to be saved stays.
  function take(fragments) {
    for (const { dataset } of fragments.querySelectorAll(".finding-more[data-slot]")) {
      const finding = answers.of(dataset.slot);
      if (dirty.has(dataset.slot) || answers.was(finding).value === dataset.was) continue;
      answers.was(finding).value = dataset.was;
      answers.set(finding, dataset.was);
      kept.set(dataset.slot, answers.signature(finding));
      for (let fold = finding.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    }
  }

  // The button that was pressed may have done its work and gone; its heading stays. Who has gone on is not called back.
  function backTo(action, block) {
    const here = document.activeElement;
    if (here !== document.body && here.checkVisibility() && !here.matches("[data-act]")) return;
    const button = document.querySelector(`[formaction="${action}"]`);
    if (button?.checkVisibility()) button.focus();
    else document.querySelector(`#${block} h3, #${block}`)?.focus();
  }

  function refused(save, response, fragments) {
    const marked = [...fragments.querySelectorAll("[data-slot][data-state]")].map((one) => one.dataset.slot);
    const why = fragments.querySelector("#refusal")?.textContent.trim() || `${words.saysFailed} (${response.status})`;
    for (const slot of marked.length ? marked : save.signatures.keys()) {
      held.set(slot, save.signatures.get(slot));
      dirty.add(slot);
      wrong(answers.of(slot), true);
    }
    placing.placeAll(fragments, { decided: Boolean(save.form) });
    say("not-saved", why);
    if (save.form) document.querySelector("#plan [data-take-focus]")?.focus();
    if (marked.length) flush();
    else rest();
  }

  function wrong(finding, isWrong) {
    for (const one of finding.querySelectorAll(".form-control")) {
      one.classList.toggle("is-invalid", isWrong);
      one.toggleAttribute("aria-invalid", isWrong);
    }
  }

  // Two answers to one question: the record's, or mine in its place.
  function resolve(button) {
    const { slot } = button.closest("[data-slot]").dataset;
    const finding = answers.of(slot);
    answers.was(finding).value = button.dataset.written;
    held.delete(slot);
    dirty.add(slot);
    if (button.dataset.resolve === "theirs") {
      answers.set(finding, button.dataset.written);
      kept.set(slot, answers.signature(finding));
      dirty.delete(slot);
    }
    document.getElementById(`more-${slot}`).replaceChildren();
    answers.focus(finding);
    if (!dirty.size) say("saved", savedAt);
    flush();
  }

  // Who signed in again in another tab has a new token; somebody else gets a page of their own.
  async function session() {
    const response = await fetch(page.dataset.record, { redirect: "manual", cache: "no-store" });
    if (!response.ok) return response.status === 403 ? "forbidden" : "out";
    const told = parsed(await response.text()).querySelector("#session").dataset;
    if (told.user !== page.dataset.user) {
      kept.clear();
      dirty.clear();
      underway = null;
      window.location.reload();
      return "other";
    }
    token = told.token;
    return "in";
  }

  async function forbidden(save) {
    const state = await session().catch(() => "unreached");
    if (state === "in" && !save.renewed) {
      save.renewed = true;
      return attempt(save);
    }
    if (state === "out") return lock();
    if (state === "unreached") return again(save, words.saysUnreached);
    underway = null;
    save.form?.removeAttribute("aria-busy");
    for (const [slot, signature] of save.signatures) held.set(slot, signature);
    say("not-saved", words.saysMay);
    rest();
  }

  function lock() {
    locked = true;
    say("not-saved", words.saysOut);
    document.getElementById("signed-out").hidden = false;
    page.toggleAttribute("data-locked", true);
    for (const all of page.querySelectorAll("fieldset.answers-all:not([disabled])")) all.inert = true;
    document.getElementById("retry").focus();
  }

  async function comeBack() {
    if ((await session().catch(() => "out")) !== "in") return;
    locked = false;
    document.getElementById("signed-out").hidden = true;
    page.toggleAttribute("data-locked", false);
    for (const all of page.querySelectorAll("fieldset.answers-all")) all.inert = false;
    if (underway) attempt(underway);
    else flush();
  }

  function say(state, what = "") {
    const output = document.getElementById("save-state");
    output.dataset.state = state;
    output.textContent = { idle: "", saving: words.saysSaving, saved: `${words.saysSaved} ${what}`, "not-saved": `${words.saysNot}: ${what}` }[state].trim();
    if (state !== "saving") lastSaid = [state, what];
  }

  const parsed = (text) => new DOMParser().parseFromString(text, "text/html").body;

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  }

  return { start, touched, flush, settled, act, decide, resolve };
})();
