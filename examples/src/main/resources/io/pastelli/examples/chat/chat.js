import {element, live, showPresent} from "./live.js";

const at = id => document.getElementById(id);
let link;
let me; // {key, number}, given by the server for as long as this tab is connected
let known; // people by number, to tell who came and went

function join(name) {
  sessionStorage.setItem("chat-name", name); // a reload joins again, another tab does not
  at("join").hidden = true;
  at("room").hidden = false;
  at("text").focus();
  link = live(`events?${new URLSearchParams({name})}`, {
    opened() {
      known = undefined;
      me = undefined;
      at("log").replaceChildren();
    },
    welcome(data) {
      me = data;
      data.messages.forEach(add);
      [...at("log").children].forEach(mark);
      markMe();
    },
    message: add,
    people(state) {
      announce(state.people);
      at("people-count").textContent = `(${state.people.length})`;
      showPresent(at("people"),
        state.people.map(one => ({id: one.number, name: one.name, mark: initial(one.name)})), me?.number);
    },
  });
}

const initial = name => [...name.trim()][0].toUpperCase();

function markMe() {
  const mine = [...at("people").children].find(item => item.dataset.id === String(me.number));
  if (mine && !mine.querySelector(".me")) mine.append(element("span", {class: "me"}, "(this tab)"));
}

function announce(people) {
  const now = new Map(people.map(one => [one.number, one.name]));
  if (known) {
    for (const [number, name] of now) if (!known.has(number) && number !== me?.number) note(`${name} came in`);
    for (const [number, name] of known) if (!now.has(number)) note(`${name} left`);
  }
  known = now;
}

function note(text) {
  append(element("li", {class: "note"}, text));
}

/** Adds a message in its place: one may overtake the history that is on its way. */
function add(message) {
  const items = [...at("log").querySelectorAll("[data-id]")];
  if (items.some(item => Number(item.dataset.id) === message.id)) return;
  const time = new Date(message.at).toLocaleTimeString([], {hour: "2-digit", minute: "2-digit"});
  const who = element("div", {class: "who"}, element("b", {}, message.name), element("span", {class: "soft"}, time));
  const bubble = element("div", {class: `bubble tint-${message.from % 5}`}, message.text);
  const item = element("li", {"data-id": message.id, "data-from": message.from}, who, bubble);
  mark(item);
  const later = items.find(other => Number(other.dataset.id) > message.id);
  if (later) later.before(item); else append(item);
}

function mark(item) {
  item.classList.toggle("mine", me !== undefined && item.dataset.from === String(me.number));
}

function append(item) {
  const log = at("log");
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
  log.append(item);
  while (log.children.length > 500) log.firstChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}

at("join").onsubmit = event => {
  event.preventDefault();
  const name = at("name").value.trim();
  at("join-problem").textContent = name ? "" : "A name has at least one letter.";
  if (name) join(name);
};

at("say").onsubmit = async event => {
  event.preventDefault();
  const text = at("text").value.trim();
  if (!text) return;
  at("problem").textContent = me
    ? await link.ask("messages", text, {"x-chat-key": me.key})
    : "not connected: the message is kept until the server is back";
  if (!at("problem").textContent) at("text").value = "";
};

at("leave").onclick = () => {
  link?.close();
  sessionStorage.removeItem("chat-name");
  location.reload();
};

const before = sessionStorage.getItem("chat-name");
if (before) join(before);
