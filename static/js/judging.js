// Judging an answer by keyboard: 1 2 3 for the part that is at hand, Enter keeps the grade (Ctrl Enter while writing), a
// letter presses what carries it as data-key.
(() => {
  const form = document.querySelector("[data-judge]");
  if (!form) return;
  const points = [...form.querySelectorAll("[data-point]")];
  const override = form.querySelector("[data-override]");
  const agree = form.querySelector("[data-agree]");
  const word = form.querySelector("[data-override-word]");
  let atHand = 0;

  const radios = (point) => [...point.querySelectorAll("input")];
  const chosen = (point) => radios(point).find((radio) => radio.checked);
  const isTyping = (element) => element.matches?.("textarea, select, [contenteditable], input:not([type=radio])");
  const said = (number) => String(Math.round(number * 100) / 100);

  const show = () => {
    points.forEach((point, i) => point.toggleAttribute("data-at-hand", i === atHand));
    const isWhole = points.every(chosen);
    const of = points.reduce((sum, point) => sum + Number(point.dataset.points), 0);
    const score = points.reduce((sum, point) => sum + Number(point.dataset.points) * Number(chosen(point)?.value ?? 0), 0);
    const isChanged = points.some((point) => chosen(point) && !("before" in chosen(point).dataset));
    word.textContent = isWhole ? `Give ${said(score)} of ${said(of)}` : "Give this grade";
    if (!agree) return;
    override.classList.toggle("button--primary", isChanged);
    agree.classList.toggle("button--primary", !isChanged);
    override.hidden = !isChanged;
  };

  const choose = (number) => {
    const radio = radios(points[atHand])[number - 1];
    radio.checked = true;
    radio.focus({ focusVisible: true });
    atHand = Math.min(atHand + 1, points.length - 1);
    show();
  };

  form.addEventListener("change", show);
  form.addEventListener("focusin", (event) => {
    const point = event.target.closest("[data-point]");
    if (!point) return;
    atHand = points.indexOf(point);
    show();
  });

  const keep = () => (override.hidden ? agree : override).click();

  // What is written beside a grade is sent from within, too.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    keep();
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    if (["1", "2", "3"].includes(event.key)) {
      event.preventDefault();
      choose(Number(event.key));
      return;
    }
    if (event.key === "Enter") {
      if (event.target.matches("a, button, summary")) return;
      event.preventDefault();
      keep();
      return;
    }
    const target = document.querySelector(`[data-judging] [data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!target) return;
    event.preventDefault();
    if (target.matches("textarea")) target.focus();
    else target.click();
  });

  show();
})();
