// A lecture's workbench: tabs, the transcript that follows the recording, search, and news of the stages.
(() => {
  // Tabs, after the pattern of the ARIA Authoring Practices; the address keeps which is in front.
  const tabs = () => [...document.querySelectorAll("[data-tabs] [role=tab]")];

  const select = (tab, { focus = false } = {}) => {
    for (const one of tabs()) {
      const isFront = one === tab;
      one.setAttribute("aria-selected", String(isFront));
      one.tabIndex = isFront ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !isFront;
    }
    if (focus) tab.focus();
    followLine(window.recordingOfPage.now());
  };

  const selectByAddress = () => {
    const named = tabs().find((tab) => `#${tab.getAttribute("aria-controls")}` === location.hash);
    if (named) select(named);
  };

  // The address names a panel. On a wide screen that is in sight already, below the lecture's name.
  window.addEventListener("load", () => {
    if (!location.hash || !matchMedia("(min-width: 64rem)").matches) return;
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  });

  // An address ending in #t=83 comes from a page that names a moment of this lecture.
  window.addEventListener("load", () => {
    const moment = /^#t=(\d+)$/.exec(location.hash);
    if (moment) window.recordingOfPage.seek(Number(moment[1]), { play: false });
  });

  document.addEventListener("click", (event) => {
    const tab = event.target.closest("[data-tabs] [role=tab]");
    if (!tab) return;
    select(tab);
    history.replaceState(null, "", `#${tab.getAttribute("aria-controls")}`);
  });

  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest?.("[data-tabs] [role=tab]");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!tab || !step) return;
    event.preventDefault();
    const all = tabs();
    const next = all[(all.indexOf(tab) + step + all.length) % all.length];
    select(next, { focus: true });
    history.replaceState(null, "", `#${next.getAttribute("aria-controls")}`);
  });

  // The transcript is one stop of the tab key; arrows go from line to line.
  const lines = () => [...document.querySelectorAll("[data-line]:not([hidden]) > .line")];
  const setEntry = (entry) => {
    for (const line of document.querySelectorAll(".line[tabindex='0']")) line.tabIndex = -1;
    if (entry) entry.tabIndex = 0;
  };

  document.addEventListener("keydown", (event) => {
    const line = event.target.closest?.(".line");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!line || !step) return;
    const all = lines();
    const next = all[all.indexOf(line) + step];
    if (!next) return;
    event.preventDefault();
    setEntry(next);
    next.focus();
  });

  const followLine = (now) => {
    const list = document.querySelector("[data-transcript]");
    if (!list) return;
    const spoken = [...list.querySelectorAll("[data-start]")];
    const current = spoken.findLast((line) => Number(line.dataset.start) <= now + 0.05);
    const before = list.querySelector("[aria-current]");
    if (current === before) return;
    before?.removeAttribute("aria-current");
    if (!current) return;
    current.setAttribute("aria-current", "true");
    if (!list.contains(document.activeElement)) setEntry(current.querySelector(".line"));
    if (list.matches(":hover") || list.contains(document.activeElement) || searching()) return;
    list.scrollTo({ top: current.offsetTop - list.clientHeight / 3, behavior: "smooth" });
  };

  const followSlide = (now) => {
    for (const slide of document.querySelectorAll(".slide")) {
      slide.toggleAttribute("data-current", Number(slide.dataset.start) <= now && now < Number(slide.dataset.end));
    }
  };

  document.addEventListener("recording-time", (event) => {
    followLine(event.detail);
    followSlide(event.detail);
  });

  // Search shows the lines that have the words and marks them.
  const field = () => document.querySelector("[data-search]");
  const searching = () => Boolean(field()?.value.trim());

  const mark = (element, words) => {
    const text = element.textContent;
    element.textContent = text;
    if (!words.length) return;
    const pattern = new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "giu");
    const parts = [];
    let from = 0;
    for (const match of text.matchAll(pattern)) {
      const marked = document.createElement("mark");
      marked.textContent = match[0];
      parts.push(text.slice(from, match.index), marked);
      from = match.index + match[0].length;
    }
    element.replaceChildren(...parts, text.slice(from));
  };

  const search = () => {
    const words = field().value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    let hits = 0;
    for (const line of document.querySelectorAll("[data-line]")) {
      const texts = [...line.querySelectorAll("[data-text]")];
      const all = texts.map((one) => one.textContent).join(" ").toLowerCase();
      line.hidden = !words.every((word) => all.includes(word));
      if (!line.hidden) hits += 1;
      for (const one of texts) mark(one, line.hidden ? [] : words);
    }
    const list = document.querySelector("[data-transcript]");
    list.toggleAttribute("data-searching", words.length > 0);
    document.querySelector("[data-hits]").textContent = words.length ? `${hits} ${hits === 1 ? "place" : "places"}` : "";
    document.querySelector("[data-no-hits]").hidden = hits > 0;
    setEntry(lines()[0]);
  };

  document.addEventListener("input", (event) => event.target.matches("[data-search]") && search());
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[data-search]")) return;
    if (event.key === "Enter") lines()[0]?.click();
    if (event.key === "ArrowDown") lines()[0]?.focus();
  });

  // When a stage has ended there is more to show. What plays goes on playing and what was typed stays.
  const refresh = async () => {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    const inFront = tabs().findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    const query = field()?.value ?? "";
    const knewLength = document.getElementById("recording-box").dataset.length !== "";
    const parts = ["lecture-head", "timeline", "beside", "dialogs"];
    if (!knewLength) parts.push("recording-box");
    for (const id of parts) document.getElementById(id).replaceWith(page.getElementById(id));
    select(tabs()[inFront]);
    if (query) {
      field().value = query;
      search();
    }
  };

  document.addEventListener("stage-ended", refresh);
  setEntry(lines()[0]);
  selectByAddress();
})();
