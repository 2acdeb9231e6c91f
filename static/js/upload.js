// Uploads recordings one after another, each with its own bar. A refusal is the server's own sentence.
(() => {
  const form = document.querySelector("[data-upload]");
  if (!form) return;
  const list = document.getElementById("uploads");
  const template = document.getElementById("upload-row");
  const input = form.querySelector("input[type=file]");
  const waiting = [];
  let current = null;

  const showList = () => (list.hidden = list.children.length === 0);

  const refreshLectures = () => htmx.ajax("GET", form.dataset.rows, { target: "#lectures", swap: "outerHTML" });

  const add = (file) => {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelector("[data-name]").textContent = file.name;
    list.append(row);
    const upload = { file, row };
    showList();
    row.querySelector("[data-cancel]").addEventListener("click", () => cancel(upload));
    row.querySelector("[data-again]").addEventListener("click", () => enqueue(upload));
    row.querySelector("[data-dismiss]").addEventListener("click", () => remove(upload));
    const refusal = refusalOf(file);
    if (refusal) show(upload, refusal, { failed: true });
    else enqueue(upload);
  };

  // What the server would refuse by size alone is refused before it has travelled.
  const refusalOf = (file) => {
    const most = Number(form.dataset.maxBytes);
    if (file.size === 0) return "This file is empty.";
    if (file.size > most) return `This file is larger than ${Math.floor(most / 2 ** 20)} MB, the most that is taken here.`;
    return "";
  };

  const enqueue = (upload) => {
    show(upload, "Waiting for the upload before it", { percent: 0 });
    waiting.push(upload);
    next();
  };

  const next = () => {
    if (current || waiting.length === 0) return;
    current = waiting.shift();
    send(current);
  };

  const done = () => {
    current = null;
    next();
  };

  const show = (upload, sentence, { percent, failed = false, canRetry = false } = {}) => {
    const { row } = upload;
    row.dataset.tone = failed ? "wrong" : "processing";
    row.querySelector("[data-state]").textContent = sentence;
    row.querySelector("[data-again]").hidden = !canRetry;
    row.querySelector("[data-dismiss]").hidden = !failed;
    row.querySelector("[data-cancel]").hidden = failed;
    const bar = row.querySelector("[data-bar]");
    bar.hidden = failed;
    if (percent !== undefined) bar.value = percent;
  };

  const remove = (upload) => {
    upload.row.remove();
    showList();
  };

  const cancel = (upload) => {
    const position = waiting.indexOf(upload);
    if (position >= 0) waiting.splice(position, 1);
    upload.cancelled = true;
    if (upload === current) upload.request.abort();
    remove(upload);
  };

  const send = (upload) => {
    const request = new XMLHttpRequest();
    let percent = 0;
    upload.request = request;
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
    request.upload.addEventListener("progress", (event) => {
      percent = Math.floor((100 * event.loaded) / event.total);
      show(upload, percent < 100 ? `Uploading, ${percent} %` : "Storing the recording", { percent });
    });
    request.addEventListener("load", () => {
      answered(upload, request);
      done();
    });
    request.addEventListener("error", () => {
      const sentence = `The upload stopped at ${percent} %. Nothing was stored; your file is untouched. Try it again when the line is back.`;
      show(upload, sentence, { failed: true, canRetry: true });
      done();
    });
    request.addEventListener("abort", done);
    const data = new FormData();
    data.append("file", upload.file);
    show(upload, "Uploading", { percent: 0 });
    request.send(data);
  };

  const answered = (upload, request) => {
    if (request.status === 201) {
      remove(upload);
      refreshLectures();
      return;
    }
    if (request.status === 200) {
      showKnown(upload, JSON.parse(request.responseText));
      return;
    }
    show(upload, sentenceOf(request), { failed: true, canRetry: request.status >= 500 });
  };

  // The same recording in the same course is the same lecture: the row leads to it.
  const showKnown = (upload, lecture) => {
    show(upload, "", { failed: true });
    upload.row.dataset.tone = "neutral";
    const link = document.createElement("a");
    link.href = lecture.url;
    link.textContent = lecture.title;
    upload.row.querySelector("[data-state]").replaceChildren("This recording is here already, as ", link, ". Nothing was stored twice.");
  };

  const sentenceOf = (request) => {
    try {
      return JSON.parse(request.responseText).sentence;
    } catch {
      if (request.status === 413) return "This file is larger than the server in front of the site takes.";
      return `The server could not take this file (${request.status}). Nothing was stored.`;
    }
  };

  const takeChosen = () => {
    for (const file of input.files) add(file);
    input.value = "";
  };

  input.addEventListener("change", takeChosen);
  // On a slow line a file may be chosen before this script is here.
  takeChosen();
  form.addEventListener("submit", (event) => event.preventDefault());

  // The whole window takes a drop, so that a near miss does not open the video in place of the page.
  const carriesFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  window.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.dataset.over = "yes";
  });
  window.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete form.dataset.over;
  });
  window.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    delete form.dataset.over;
    for (const file of event.dataTransfer.files) add(file);
  });
  window.addEventListener("beforeunload", (event) => {
    if (current) event.preventDefault();
  });
})();
