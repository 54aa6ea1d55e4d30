// One link to the server that comes back by itself, and small helpers of the pages.

const AGAIN = 1000; // milliseconds

/**
 * Keeps in touch with the server at `url`, over what it says it speaks: an event stream or a WebSocket. `on` maps event
 * names to functions that take the data; `on.opened` is called at every (re)connection, before any event. Shows the
 * state in the element with the id "link-state".
 *
 * Returns {close, ask}: `close` ends it for good; `ask(to, body, headers)` asks the server for something and gives "" or,
 * when it was refused, the server's sentence.
 */
export function live(url, on) {
  let link;
  let again;
  let closed = false;
  const state = {
    opened() {
      show("connected", "connected");
      on.opened?.();
    },
    lost(retry) {
      show("disconnected", "disconnected, trying again…");
      clearTimeout(again);
      if (retry && !closed) again = setTimeout(connect, AGAIN);
    },
    take: (name, data) => on[name]?.(data),
  };
  async function connect() {
    try {
      const answer = await fetch("transport");
      if (!answer.ok) throw new Error(answer.status);
      const open = await answer.text() === "websocket" ? socket : stream;
      if (!closed) link = open(url, state, Object.keys(on));
    } catch {
      state.lost(true);
    }
  }
  connect();
  return {
    close() {
      closed = true;
      clearTimeout(again);
      link?.close();
    },
    ask: (to, body = "", headers = {}) => (link?.ask ?? post)(to, body, headers),
  };
}

function show(state, text) {
  const place = document.getElementById("link-state");
  if (place.dataset.state !== state) {
    place.dataset.state = state;
    place.textContent = text;
  }
}

function stream(url, state, names) {
  const source = new EventSource(url);
  source.onopen = state.opened;
  // the browser itself tries again, except after an answer that is no event stream
  source.onerror = () => state.lost(source.readyState === EventSource.CLOSED);
  for (const name of names) {
    if (name !== "opened") source.addEventListener(name, event => state.take(name, JSON.parse(event.data)));
  }
  return {close: () => source.close()};
}

function socket(url, state) {
  const there = new URL(url, location.href);
  there.protocol = there.protocol.replace("http", "ws");
  const ws = new WebSocket(there);
  const asked = new Map(); // what to do with the replies that are to come, by id
  let ids = 0;
  ws.onopen = state.opened;
  ws.onclose = () => {
    for (const answer of asked.values()) answer("the connection was lost: try again when it is back");
    asked.clear();
    state.lost(true);
  };
  ws.onmessage = message => {
    const {event, data} = JSON.parse(message.data);
    if (event === "reply") {
      asked.get(data.id)?.(data.problem);
      asked.delete(data.id);
    } else {
      state.take(event, data);
    }
  };
  return {
    close: () => ws.close(),
    ask: (to, body) => new Promise(answer => {
      if (ws.readyState !== WebSocket.OPEN) return answer("the server cannot be reached: try again when it is back");
      const id = ++ids;
      asked.set(id, answer);
      ws.send(JSON.stringify({id, to, body}));
    }),
  };
}

/** Posts and returns "" or, when it was refused, the server's sentence. */
async function post(url, body, headers) {
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
