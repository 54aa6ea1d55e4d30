// Faye's client comes from the server's mount; ?transport=websocket keeps the page to one way. Faye's handshake is always
// a poll, so long-polling stays.
const byId = (id) => document.getElementById(id);
const client = new Faye.Client(new URL('bayeux', location.href).href, { timeout: 60, retry: 1 });
const only = new URLSearchParams(location.search).get('transport');
if (only) {
  ['websocket', 'eventsource', 'long-polling', 'cross-origin-long-polling', 'callback-polling']
    .filter((each) => each !== only && !(each === 'long-polling' && only !== 'callback-polling')).forEach((each) => client.disable(each));
}

const show = (state) => {
  byId('link-state').dataset.state = state;
  byId('link-state').textContent = state;
};
client.on('transport:up', () => show('connected'));
client.on('transport:down', () => show('offline'));

// subscriptions ask for what was said before
client.addExtension({
  outgoing(message, next) {
    if (message.channel === '/meta/subscribe') message.ext = { ...message.ext, history: { last: 50 } };
    if (message.connectionType) byId('transport').textContent = message.connectionType;
    next(message);
  },
});

const pen = byId('canvas').getContext('2d');
pen.lineWidth = 3;
pen.lineCap = 'round';
const draw = ({ from, to, color }) => {
  pen.strokeStyle = color;
  pen.beginPath();
  pen.moveTo(...from);
  pen.lineTo(...to);
  pen.stroke();
};
const color = `hsl(${Math.floor(Math.random() * 360)} 70% 50%)`;

client.subscribe('/board/strokes', draw);
client.subscribe('/board/present', ({ count }) => { byId('present').textContent = count; });
client.subscribe('/board/words', ({ text }) => {
  const item = document.createElement('li');
  item.textContent = text;
  byId('words').append(item);
  item.scrollIntoView({ block: 'nearest' });
}).then(() => show('connected'));

byId('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('text').value.trim();
  byId('text').value = '';
  if (text) client.publish('/board/words', { text });
});

let last = null;
const at = (event) => {
  const box = byId('canvas').getBoundingClientRect();
  return [Math.round((event.clientX - box.left) * 800 / box.width),
    Math.round((event.clientY - box.top) * 450 / box.height)];
};
byId('canvas').addEventListener('pointerdown', (event) => { last = at(event); });
addEventListener('pointerup', () => { last = null; });
byId('canvas').addEventListener('pointermove', (event) => {
  const to = at(event);
  if (!last || Math.hypot(to[0] - last[0], to[1] - last[1]) < 6) return; // fewer, longer strokes
  client.publish('/board/strokes', { from: last, to, color });
  last = to;
});
