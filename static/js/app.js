// Small behaviours that any page may ask for by an attribute.
(() => {
  // data-copy="text": copies the text and says so.
  const copy = async (button) => {
    const word = button.querySelector("[data-copy-word]") || button;
    const before = word.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      word.textContent = "Copied";
    } catch {
      word.textContent = "Copy it by hand";
    }
    setTimeout(() => (word.textContent = before), 1600);
  };

  document.addEventListener("click", (event) => {
    const copier = event.target.closest("[data-copy]");
    if (copier) copy(copier);

    // data-opens="id": opens that dialog; data-closes inside it closes it.
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
    if (event.target instanceof HTMLDialogElement) event.target.close();
  });

  // A fragment that was asked for by somebody who is no longer signed in must not swap the page away.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answeredBy = new URL(event.detail.xhr.responseURL).pathname;
    if (answeredBy !== document.body.dataset.signIn) return;
    event.detail.shouldSwap = false;
    location.reload();
  });

  // What a person asked for and did not get is said; a fragment that asks again by itself just asks again.
  const say = (sentence) => {
    const notice = document.createElement("div");
    notice.className = "notice";
    notice.dataset.tone = "wrong";
    notice.append(sentence);
    document.getElementById("messages").replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  };
  for (const name of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      if (event.detail.elt.matches("[hx-trigger]")) return;
      say("The server could not be reached. Nothing was changed; try it again in a moment.");
    });
  }

  // A form sends once: a second click while the first is under way is not a second row.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.matches("[hx-post]")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
})();
