// The form works without this; with it, the page shows how far an upload has come in at the server.
const at = id => document.getElementById(id);

document.addEventListener("submit", async event => {
  const form = event.target;
  if (form.id !== "write") return;
  event.preventDefault();
  form.querySelector("button").disabled = true;
  form.querySelectorAll(".problem").forEach(problem => problem.textContent = "");
  const upload = name();
  const events = at("file").value ? await watch(form.dataset.progress + upload) : undefined;
  try {
    const answer = await fetch(`${form.action}?upload=${upload}`,
      {method: "POST", body: new FormData(form), headers: {accept: "text/html"}});
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (answer.ok) {
      document.querySelector("main").replaceWith(page.querySelector("main"));
      return;
    }
    show(answer.status, page);
  } catch {
    at("problem").textContent = "The server cannot be reached: try again when it is back.";
  } finally {
    events?.close();
  }
  at("progress").hidden = true;
  at("percent").textContent = "";
  document.querySelector("#write button").disabled = false;
});

/** Opens the event stream of an upload, and waits until the server listens. */
function watch(url) {
  const events = new EventSource(url);
  events.addEventListener("progress", event => {
    at("progress").hidden = false;
    at("progress").value = Number(event.data);
    at("percent").textContent = `${event.data} %`;
  });
  return new Promise(done => {
    events.addEventListener("ready", () => done(events));
    events.onerror = () => done(events); // an upload does not fail for want of its progress
  });
}

/** Shows what is wrong: in the form, when the page that came back has it, else as its sentence. */
function show(status, page) {
  if (status === 422) {
    for (const field of ["title-problem", "text-problem"]) {
      at(field).textContent = page.getElementById(field)?.textContent ?? "";
    }
  } else {
    at("problem").textContent = page.querySelector("[data-problem]")?.textContent ?? `The server said ${status}.`;
  }
}

function name() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");
}
