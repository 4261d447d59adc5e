// Keys for checking a draft, and the place kept over each step. Everything it does, the page's own buttons and links do too.
(() => {
  const stops = [...document.querySelectorAll(".stop")];
  const text = document.querySelector(".original > .text");
  const keys = document.getElementById("keys");
  const useKeys = document.getElementById("use-keys");
  const placeKey = "check:" + location.pathname, keysKey = "check:keys";
  const now = { behavior: "instant" };

  const stopOf = element => element?.closest?.(".stop");
  const current = () => stopOf(document.activeElement) ?? document.querySelector(".stop.here");

  // The marks of a stop in the original; while it has a doubt, those of the doubted field come into view.
  function show(stop) {
    document.querySelectorAll(".here").forEach(e => e.classList.remove("here"));
    stop.classList.add("here");
    const marks = [...document.querySelectorAll(`.original mark:has(a[href="#${stop.id}"])`)];
    marks.forEach(mark => mark.classList.add("here"));
    const field = stop.querySelector(".asks")?.dataset.field;
    const first = marks.find(mark => mark.classList.contains(field === "roles" ? "units" : field)) ?? marks[0];
    if (first && text) text.scrollTop += first.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 4;
  }

  function go(stop, scroll = true) {
    stop.focus({ preventScroll: true });
    if (scroll) stop.scrollIntoView({ block: "center", ...now });
    show(stop);
  }

  const isOpen = kind => stop => stop.dataset.open === kind;

  function move(by) {
    const open = stops.some(isOpen("doubt")) ? isOpen("doubt") : isOpen("check");
    const at = stops.indexOf(current());
    const ahead = by > 0 ? [...stops.slice(at + 1), ...stops.slice(0, at + 1)] : [...stops.slice(0, Math.max(at, 0)).reverse(), ...stops.slice(Math.max(at, 0)).reverse()];
    const next = ahead.find(open);
    if (next) go(next);
  }

  const press = (within, key) => within?.querySelector(`[data-key="${key}"]`)?.click();

  const does = {
    n: () => move(1), j: () => move(1), p: () => move(-1), k: () => move(-1),
    a: () => press(current(), "accept"),
    e: () => press(current(), "edit"),
    u: () => press(document, "undo"),
    "?": () => { keys.open = !keys.open; if (keys.open) keys.querySelector("summary").focus(); },
  };

  document.addEventListener("keydown", event => {
    const at = event.target;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !keys || !useKeys.checked || at.closest("input:not([type=checkbox]), select, textarea")) return;
    const act = event.key === "Enter" ? at.matches(".stop") && does.a
      : /^[1-9]$/.test(event.key) ? () => press(current(), event.key) : does[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  document.addEventListener("focusin", event => {
    const stop = stopOf(event.target);
    if (stop && !stop.classList.contains("here")) show(stop);
  });

  // A step reloads the page: it comes back where it was, with the focus on the same item.
  document.addEventListener("submit", event => {
    const stop = stopOf(event.target);
    sessionStorage.setItem(placeKey, JSON.stringify({ top: stop?.getBoundingClientRect().top, id: stop?.id, text: text?.scrollTop }));
  });

  function comeBack() {
    const kept = JSON.parse(sessionStorage.getItem(placeKey) ?? "null");
    sessionStorage.removeItem(placeKey);
    const stop = stopOf(document.getElementById(location.hash.slice(1)));
    if (!stop) return;
    go(stop, false);
    if (kept?.id !== stop.id) return stop.scrollIntoView({ block: "center", ...now });
    // The browser would still go to the address's place after this.
    history.replaceState(null, "", location.pathname + location.search);
    scrollBy({ top: stop.getBoundingClientRect().top - kept.top, ...now });
    if (text) text.scrollTop = kept.text;
  }

  addEventListener("hashchange", () => {
    const stop = stopOf(document.getElementById(location.hash.slice(1)));
    if (stop) go(stop);
  });

  if (useKeys) {
    useKeys.checked = localStorage.getItem(keysKey) !== "off";
    useKeys.addEventListener("change", () => localStorage.setItem(keysKey, useKeys.checked ? "on" : "off"));
  }
  document.documentElement.classList.add("keys");
  comeBack();
})();
