// One server-sent event stream that comes back by itself, and small helpers of the pages.

/**
 * Opens the stream at `url`. `on` maps event names to functions that take the parsed data; `on.opened` is called at
 * every (re)connection, before any event. Shows the state in the element with the id "link-state".
 * Returns a function that closes the stream for good.
 */
export function live(url, on) {
  let source;
  let again;
  const show = (state, text) => {
    const place = document.getElementById("link-state");
    if (place.dataset.state !== state) {
      place.dataset.state = state;
      place.textContent = text;
    }
  };
  const connect = () => {
    source = new EventSource(url);
    source.onopen = () => {
      show("connected", "connected");
      on.opened?.();
    };
    source.onerror = () => {
      show("disconnected", "disconnected, trying again…");
      // the browser itself tries again, except after an answer that is no event stream
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(again);
        again = setTimeout(connect, 2000);
      }
    };
    for (const [name, take] of Object.entries(on)) {
      if (name !== "opened") source.addEventListener(name, event => take(JSON.parse(event.data)));
    }
  };
  connect();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

/** Posts and returns "" or, when it was refused, the server's sentence. */
export async function post(url, body = "", headers = {}) {
  try {
    const answer = await fetch(url, {method: "POST", body, headers: {"content-type": "text/plain", ...headers}});
    return answer.ok ? "" : (await answer.text()) || `the server said ${answer.status}`;
  } catch {
    return "the server cannot be reached: try again when it is back";
  }
}

/** Makes an element; text is text, never markup. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * Shows `people` ({id, name, and mark: a letter, or icon: a class}) in a list without touching the entries that stay, so that only newcomers move.
 */
export function showPresent(list, people, me) {
  const wanted = new Map(people.map(one => [String(one.id), one]));
  for (const shown of [...list.children]) {
    if (!wanted.has(shown.dataset.id)) shown.remove();
  }
  for (const one of people) {
    let shown = [...list.children].find(item => item.dataset.id === String(one.id));
    if (!shown) {
      const mark = element("span", {class: `mark tint-${one.id % 5} ${one.icon ?? ""}`, "aria-hidden": "true"}, one.mark ?? "");
      shown = element("li", {"data-id": one.id}, mark, element("span", {}, one.name));
      list.append(shown);
    }
    if (one.id === me && !shown.querySelector(".me")) shown.append(element("span", {class: "me"}, "(this tab)"));
  }
}
