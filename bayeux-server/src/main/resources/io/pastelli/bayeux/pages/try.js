// Subscribes and publishes with Faye's client, which the server's mount has.
const MOST = 200;
const byId = (id) => document.getElementById(id);
const show = (state) => {
  byId('state').dataset.state = state;
  byId('state').textContent = state;
};
const problem = (text) => { byId('problem').textContent = text; };

if (!window.Faye) {
  show('lost');
  problem('This server was built without Faye\'s client: build it where npm is.');
} else {
  const client = new Faye.Client(new URL(document.body.dataset.mount || '/', location.href).href, { retry: 1 });
  const subscribed = new Set();
  client.on('transport:up', () => show('connected'));
  client.on('transport:down', () => show('lost'));
  client.addExtension({
    outgoing(message, next) {
      if (message.connectionType) byId('transport').textContent = message.connectionType;
      next(message);
    },
  });
  client.connect();

  byId('subscribe').addEventListener('submit', (event) => {
    event.preventDefault();
    const pattern = byId('pattern').value.trim();
    if (subscribed.has(pattern)) return;
    client.subscribe(pattern).withChannel((channel, data) => {
      const item = document.createElement('li');
      item.textContent = `${channel} ${JSON.stringify(data)}`;
      byId('events').append(item);
      if (byId('events').children.length > MOST) byId('events').firstElementChild.remove();
      item.scrollIntoView({ block: 'nearest' });
    }).then(() => {
      problem('');
      subscribed.add(pattern);
      byId('subscribed').textContent = [...subscribed].join(', ');
    }, (error) => problem(`Not subscribed: ${error.message}`));
  });

  byId('publish').addEventListener('submit', (event) => {
    event.preventDefault();
    let data;
    try {
      data = JSON.parse(byId('data').value);
    } catch {
      return problem('This is no JSON: a text needs quotes, "like this".');
    }
    client.publish(byId('channel').value.trim(), data)
      .then(() => problem(''), (error) => problem(`Not published: ${error.message}`));
  });
}
