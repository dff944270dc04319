(() => {
  "use strict";
  const $ = (id) => document.getElementById(id);
  const root = document.documentElement;
  const typing = (node) => node.matches?.("input, select, textarea");

  /* Rows and details that become elements later: base64 of gzip of JSON with HTML that was escaped when the report was made. */
  let packed = { rows: "", parts: [], words: [] };
  const unpack = async () => {
    const bytes = Uint8Array.from(atob($("pack").textContent), (letter) => letter.charCodeAt(0));
    const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    packed = await new Response(plain).json();
    $("pack").remove();
  };
  const whole = (details) => {
    const source = details.querySelector(":scope > script");
    if (source && packed.parts.length) source.outerHTML = packed.parts[Number(source.textContent)];
  };
  document.addEventListener("toggle", (event) => event.target.open && whole(event.target), true);

  /* Light and dark */
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const stored = (change) => { try { return change(localStorage); } catch { return null; } };
  const theme = stored((store) => store.getItem("schemasync-theme"));
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  const turn = () => {
    const now = root.dataset.theme || (dark.matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    stored((store) => store.setItem("schemasync-theme", root.dataset.theme));
  };

  /* Filters */
  let rows = [];
  const [form, search, shown, clear, only] = ["filter", "search", "shown", "clear", "only"].map($);
  const state = { severity: new Set(), status: new Set(), top: "" };
  let visible = rows, waiting = 0;
  const filter = () => {
    waiting = 0;
    const asked = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const area = $("area").value, accepted = $("accepted").value, { severity, status, top } = state;
    visible = [];
    packed.words.forEach((word, index) => {
      const fits = (!severity.size || severity.has(word.v)) && (!status.size || status.has(word.s))
        && (!area || word.a === area) && (!top || word.o.includes(top)) && (!accepted || word.x === (accepted === "accepted"))
        && asked.every((part) => word.w.includes(part));
      if (fits) visible.push(rows[index]);
      if (rows[index].hidden === fits) rows[index].hidden = !fits;
    });
    const all = rows.length === 1 ? "1 problem" : `${rows.length} problems`;
    shown.value = visible.length === rows.length ? all : `${visible.length} of ${all}`;
    $("none").hidden = visible.length > 0;
    clear.hidden = visible.length === rows.length && !asked.length;
    only.hidden = !top;
    only.textContent = top ? `${top} ×` : "";
    for (const chip of form.querySelectorAll("[aria-pressed]"))
      chip.setAttribute("aria-pressed", String(severity.has(chip.dataset.severity) || status.has(chip.dataset.status)));
  };
  const soon = () => { waiting ||= requestAnimationFrame(filter); };
  const flip = (set, value) => (set.delete(value) || set.add(value), soon());
  const reset = () => {
    form.reset(); state.severity.clear(); state.status.clear(); state.top = "";
    filter();
  };
  const alone = (change) => { reset(); change(); filter(); $("problems").scrollIntoView(); };

  /* Problems */
  const show = (number) => {
    const row = $(`f${number}`);
    if (!row?.matches(".f")) return;
    if (row.hidden) reset();
    row.open = true;
    row.querySelector("summary").focus({ preventScroll: true });
    row.scrollIntoView({ block: "start" });
  };
  const fromAddress = () => {
    const row = /^#(f\d+|p-\w+)$/.test(location.hash) && $(location.hash.slice(1))?.closest(".f");
    if (row) show(row.id.slice(1));
  };
  const step = (by) => {
    const at = visible.indexOf(document.activeElement?.closest?.(".f"));
    const row = visible[at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1)];
    if (!row) return;
    row.querySelector("summary").focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  const copy = async (button) => {
    const text = button.closest("figure").querySelector("pre");
    try { await navigator.clipboard.writeText(text.textContent); button.textContent = "Copied"; } catch {
      getSelection().selectAllChildren(text);
      button.textContent = "Selected";
    }
    setTimeout(() => { button.textContent = "Copy"; }, 1600);
  };

  document.addEventListener("click", (event) => {
    const target = event.target.closest("button, a[href^='#f'], .box[data-top]");
    if (!target || target.disabled) return;
    const { severity, status, area, search: text, top } = target.dataset;
    if (target.matches("a")) {
      const at = /^#f(\d+)$/.exec(target.getAttribute("href"));
      if (at) { event.preventDefault(); history.replaceState(null, "", at[0]); show(at[1]); }
    } else if (target.matches(".copy")) copy(target);
    else if (target.matches("#theme")) turn();
    else if (target.matches("#keys")) $("help").showModal();
    else if (target.matches("#close")) $("help").close();
    else if (target.matches("#fit")) target.setAttribute("aria-pressed", String(canvas.classList.toggle("fit")));
    else if (target === clear) reset();
    else if (target === only) { state.top = ""; soon(); }
    else if (target.matches(".chip") && severity) flip(state.severity, severity);
    else if (target.matches(".chip") && status) flip(state.status, status);
    else if (severity) alone(() => state.severity.add(severity));
    else if (area) alone(() => { $("area").value = area; });
    else if (text) alone(() => { search.value = text; });
    else if (top) alone(() => { state.top = top; });
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
    const { key, target } = event;
    if (key === "Escape") {
      const row = target.closest?.(".f");
      if (target === search && search.value) { search.value = ""; filter(); }
      else if (typing(target)) target.blur();
      else if (row) { row.open = false; row.querySelector("summary").focus(); }
      return;
    }
    if (target.matches?.(".box") && (key === "Enter" || key === " ")) { event.preventDefault(); target.dispatchEvent(new MouseEvent("click", { bubbles: true })); return; }
    if (target === search && (key === "ArrowDown" || key === "Enter")) { event.preventDefault(); if (waiting) { cancelAnimationFrame(waiting); filter(); } step(1); return; }
    if (typing(target)) return;
    const arrows = target.matches?.(".f > summary");
    if (key === "/" && form) { event.preventDefault(); search.focus(); search.select(); }
    else if (key === "t") turn();
    else if (key === "?") $("help").showModal();
    else if (form && (key === "j" || (arrows && key === "ArrowDown"))) { event.preventDefault(); step(1); }
    else if (form && (key === "k" || (arrows && key === "ArrowUp"))) { event.preventDefault(); step(-1); }
  });

  /* Objects */
  const tree = $("tree"), wanted = $("tree-search"), differs = $("differs");
  const prune = () => {
    const text = wanted.value.trim().toLowerCase();
    for (const branch of tree.children) {
      let any = false;
      for (const group of branch.querySelectorAll(".group")) {
        let some = false;
        for (const item of group.querySelectorAll(":scope > .o")) {
          const fits = (!text || item.dataset.name.includes(text)) && (!differs.checked || !item.matches(".synced"));
          if (item.hidden === fits) item.hidden = !fits;
          some ||= fits;
        }
        group.hidden = !some;
        any ||= some;
      }
      branch.hidden = !any;
      if (text && any) branch.open = true;
    }
  };

  /* On paper the open problems that are shown, and the edits of migrations, are opened */
  const PRINTED = 200;
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = visible.filter((row) => !row.open && !row.matches(".accepted")).slice(0, PRINTED);
    opened.push(...document.querySelectorAll("#migrations details:not([open])"));
    for (const row of opened) { whole(row); row.open = true; }
  });
  addEventListener("afterprint", () => { for (const row of opened) row.open = false; opened = []; });

  const canvas = document.querySelector(".canvas");
  if (canvas && canvas.scrollWidth > canvas.clientWidth) $("fit").hidden = false;

  $("theme").hidden = $("keys").hidden = false;
  if (tree) {
    $("tree-filter").hidden = false;
    $("tree-filter").addEventListener("input", prune);
    $("tree-filter").addEventListener("submit", (event) => event.preventDefault());
  }
  unpack().then(() => {
    if (form) {
      $("list").insertAdjacentHTML("beforeend", packed.rows);
      rows = [...document.querySelectorAll("#list > .f")];
      form.hidden = false;
      form.addEventListener("input", soon);
      form.addEventListener("submit", (event) => event.preventDefault());
      filter();
      addEventListener("hashchange", fromAddress);
      fromAddress();
    }
    for (const details of document.querySelectorAll("details[open], .branch")) whole(details);
    performance.mark("schemasync-ready");
  }).catch(() => {
    const note = document.createElement("p");
    note.textContent = "This browser cannot unpack the rest of the page; report.md has everything.";
    document.querySelector("main").prepend(note);
  });
})();
