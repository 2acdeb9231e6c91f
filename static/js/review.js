// Review by keyboard: a letter presses what carries it as data-key. And the editor's lines: key points, wrong choices.
(() => {
  const isTyping = (element) => element.matches?.("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    const scope = document.querySelector("dialog[open]") ?? document.getElementById("draft");
    const wanted = event.key.toLowerCase();
    const target = [...scope.querySelectorAll("[data-key]")].find((one) => {
      const isBehind = one.closest("dialog") && !one.closest("dialog").open;
      return one.dataset.key.toLowerCase() === wanted && !isBehind;
    });
    if (!target) return;
    event.preventDefault();
    target.click();
  });

  // After one question is judged the next is read: focus goes to its stem, so that a screen reader says it.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target?.id !== "draft") return;
    const focus = document.querySelector("#draft [data-editor] textarea, #draft #stem");
    focus?.focus({ preventScroll: false });
    if (matchMedia("(max-width: 64rem)").matches) document.getElementById("draft").scrollIntoView({ block: "start" });
  });

  // Whoever asks for another draft sees that it is looked for, also where that is said below the screen.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.requestConfig?.verb !== "post" || event.detail.target?.id !== "redraft") return;
    document.getElementById("redraft")?.scrollIntoView({ block: "center" });
  });

  // The editor
  document.addEventListener("click", (event) => {
    const add = event.target.closest("[data-add-line]");
    if (add) addLine(add.closest("[data-lines]"));
    const remove = event.target.closest("[data-remove-line]");
    if (remove) removeLine(remove.closest("[data-line]"));
    const take = event.target.closest("[data-take-moment]");
    if (take) document.getElementById(take.dataset.takeMoment).value = window.recordingOfPage.clock(window.recordingOfPage.now());
  });

  const addLine = (box) => {
    const total = box.querySelector("[name$=TOTAL_FORMS]");
    const template = box.querySelector("[data-empty-line]");
    const holder = document.createElement("div");
    holder.innerHTML = template.innerHTML.replaceAll("__prefix__", total.value);
    const row = holder.firstElementChild;
    total.value = Number(total.value) + 1;
    template.before(row);
    row.querySelector("input").focus();
  };

  // A line without text counts for nothing, so an emptied and hidden one is gone.
  const removeLine = (row) => {
    row.querySelector("input").value = "";
    row.hidden = true;
    row.closest("[data-lines]").querySelector("[data-add-line]").focus();
  };

  document.addEventListener("recording-time", (event) => {
    for (const word of document.querySelectorAll("[data-now-word]")) word.textContent = window.recordingOfPage.clock(event.detail);
  });
})();
