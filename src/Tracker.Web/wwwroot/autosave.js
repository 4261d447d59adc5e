// Keeps what is being written, a few seconds after the last key and when the page is left. The button 暂存 does the same without it.
(() => {
  const form = document.querySelector("form[data-autosave]");
  const state = document.getElementById("autosaved");
  const pause = 3000;
  let timer = 0, leaving = false, running = Promise.resolve();
  const touched = new Set();

  // Of a form with many lines only those are sent that were written in.
  const lineOf = name => /^Lines\[(\d+)\]/.exec(name ?? "")?.[1];

  function body() {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const line = lineOf(name);
      if (typeof value === "string" && (line === undefined || touched.has(line))) data.append(name, value);
    }
    touched.forEach(line => line !== undefined && data.append("Lines.index", line));
    return data;
  }

  async function send() {
    if (leaving || touched.size === 0) return;
    const sent = body(), lines = [...touched];
    touched.clear();
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: sent, keepalive: sent.toString().length < 60000, redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      state.textContent = (await answer.json()).said;
    } catch {
      lines.forEach(line => touched.add(line));
      state.textContent = "没有暂存上：请检查网络，必要时在另一个窗口重新登录。写的内容还在这一页。";
    }
  }

  const save = () => { clearTimeout(timer); return running = running.then(send); };

  form.addEventListener("input", event => {
    if (event.target.type === "file") return;
    touched.add(lineOf(event.target.name));
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  // Whoever comes back by the browser's own way finds the page as he left it, and it goes on keeping.
  addEventListener("pageshow", () => leaving = false);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
})();
