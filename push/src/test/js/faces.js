// The real clients behind one face, in Node and in pages, so that one scenario runs with each.
'use strict';

const TRANSPORTS = ['websocket', 'eventsource', 'long-polling', 'cross-origin-long-polling', 'callback-polling'];

const faces = {
  faye({ Faye }, url, { transport, hear }) {
    const client = new Faye.Client(url, { timeout: 60, retry: 0.2 });
    // it shakes hands by the one or the other, whatever comes later
    const first = transport.startsWith('c') ? 'callback-polling' : 'long-polling';
    TRANSPORTS.filter((each) => each !== transport && each !== first).forEach((each) => client.disable(each));
    let id, used;
    const answers = new Map();
    client.addExtension({
      outgoing(message, next) {
        if (message.channel === '/meta/connect') [id, used] = [message.clientId, message.connectionType];
        next(message);
      },
      incoming(message, next) {
        if (message.data !== undefined) answers.get(message.channel)?.(message.data);
        next(message);
      },
    });
    const subscriptions = new Map();
    return {
      connect: () => new Promise((done) => client.connect(done)),
      id: () => id,
      transport: () => used,
      subscribe: async (channel) => {
        subscriptions.set(channel, client.subscribe(channel).withChannel(hear));
        await subscriptions.get(channel);
      },
      unsubscribe: (channel) => subscriptions.get(channel).cancel(),
      publish: async (channel, data) => { await client.publish(channel, data); },
      publishAll: async (channel, all) => { await Promise.all(all.map((data) => client.publish(channel, data))); },
      call: (channel, data) => new Promise((done, failed) => {
        answers.set(channel, done);
        client.publish(channel, data).then(() => {}, failed);
      }),
      disconnect: async () => { await client.disconnect(); },
      abandon: () => { client.disconnect(); },
    };
  },

  cometd(lib, url, { transport, ack, hear }) {
    const client = new lib.CometD();
    // to servers of another origin it gives up its first transport when a request fails
    const next = globalThis.location && new URL(url).host !== location.host ? 'callback-polling' : transport;
    client.getTransportTypes().filter((each) => each !== transport && each !== next)
      .forEach((each) => client.unregisterTransport(each));
    client.registerExtension('timesync', new lib.TimeSyncExtension());
    if (ack) client.registerExtension('ack', new lib.AckExtension());
    client.configure({ url, logLevel: 'error', backoffIncrement: 100, maxNetworkDelay: 60000 });
    const subscriptions = new Map();
    const replied = (start) => new Promise((done, failed) => start((reply) => reply.successful ? done()
      : failed(new Error(JSON.stringify(reply)))));
    const subscribe = (channel, then) => subscriptions.set(channel,
      client.subscribe(channel, (message) => hear(message.channel, message.data), then));
    client.addListener('/meta/handshake', (reply) => { // subscriptions end with their session
      if (reply.successful) [...subscriptions.keys()].forEach((channel) => subscribe(channel, () => {}));
    });
    const publish = (channel, data) => replied((then) => client.publish(channel, data, then));
    return {
      connect: () => replied((then) => client.handshake(then)),
      id: () => client.getClientId(),
      transport: () => client.getTransport().type,
      subscribe: (channel) => replied((then) => subscribe(channel, then)),
      unsubscribe: (channel) => replied((then) => client.unsubscribe(subscriptions.get(channel), then)),
      publish,
      publishAll: async (channel, all) => {
        let published;
        client.batch(() => { published = all.map((data) => publish(channel, data)); });
        await Promise.all(published);
      },
      call: (channel, data) => new Promise((done, failed) => client.remoteCall(channel.replace('/service/', ''), data,
        10000, (answer) => answer.successful ? done(answer.data) : failed(new Error(JSON.stringify(answer))))),
      disconnect: () => replied((then) => client.disconnect(then)),
      abandon: () => { client.disconnect(() => {}); },
    };
  },
};

/** Makes and runs numbered clients: {@code run(client, act, args)} promises what the act gives. */
const crew = (lib, tell) => {
  const clients = new Map();
  return async (client, act, args) => {
    if (act !== 'open') return await clients.get(client)[act](...args) ?? null;
    const [kind, url, options] = args;
    clients.set(client, faces[kind](lib, url, { ...options, hear: (channel, data) => tell(client, channel, data) }));
    return null;
  };
};

if (typeof module !== 'undefined') module.exports = { crew };
