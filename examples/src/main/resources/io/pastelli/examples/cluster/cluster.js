// Faye's client, with CometD's acknowledgements: a batch that was on its way when its node died comes again, from another.
const byId = (id) => document.getElementById(id);
const client = new Faye.Client(new URL('bayeux', location.href).href, { timeout: 30, retry: 0.5 });
const me = `guest ${Math.floor(Math.random() * 1000)}`;
let batch = 0;

client.addExtension({
  outgoing(message, next) {
    if (message.channel === '/meta/handshake') {
      message.ext = { ...message.ext, ack: true };
      batch = 0;
    }
    if (message.channel === '/meta/connect') message.ext = { ...message.ext, ack: batch };
    next(message);
  },
  incoming(message, next) {
    if (message.channel === '/meta/connect' && Number.isInteger(message.ext?.ack)) batch = message.ext.ack;
    if (message.channel === '/chat/words') message.data = { ...message.data, by: message.ext?.node };
    next(message);
  },
});

const show = (state) => {
  byId('link-state').dataset.state = state;
  byId('link-state').textContent = state;
};
client.on('transport:up', () => show('connected'));
client.on('transport:down', () => show('disconnected'));

const beats = new Map(); // node: when it last said that it is there
const showNodes = () => {
  const now = Date.now();
  for (const [node, beat] of beats) if (now - beat > 30_000) beats.delete(node);
  byId('nodes').replaceChildren(...[...beats].sort().map(([node, beat]) => {
    const [adapter, pid] = node.split(' ');
    const item = document.createElement('li');
    const gone = now - beat > 3500;
    item.className = gone ? 'gone' : '';
    item.textContent = gone ? `${adapter} ${pid}` : `${adapter}: kill -9 ${pid}`;
    return item;
  }));
};
setInterval(showNodes, 1000);

const seen = new Set(); // what was sent again, because its answer did not come, is shown once
client.subscribe('/chat/nodes', ({ node }) => {
  const fresh = !beats.has(node);
  beats.set(node, Date.now());
  if (fresh) showNodes();
});
client.subscribe('/chat/words', ({ id, who, text, through, by }) => {
  if (seen.has(id)) return;
  seen.add(id);
  const item = document.createElement('li');
  for (const [kind, words] of [['text', `${who}: ${text}`], ['way', `said through ${through}, came by ${by}`]]) {
    const part = document.createElement('span');
    part.className = kind;
    part.textContent = words;
    item.append(part);
  }
  byId('words').append(item);
  item.scrollIntoView({ block: 'nearest' });
}).then(() => show('connected'));

byId('say').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = byId('text').value.trim();
  byId('text').value = '';
  if (text) client.publish('/service/say', { id: `${me} ${Date.now()} ${Math.random()}`, who: me, text });
});
