// The real clients behind one face, so that one scenario runs with each.
'use strict';

function faye(url, transport) {
  const faye = require('faye');
  const client = new faye.Client(url, { timeout: 60, retry: 0.2 });
  // its handshake is always a poll
  ['websocket', 'eventsource', 'long-polling', 'cross-origin-long-polling', 'callback-polling']
    .filter((each) => each !== transport && each !== 'long-polling').forEach((each) => client.disable(each));
  const subscriptions = new Map();
  return {
    connect: () => new Promise((done, failed) => {
      const sure = setTimeout(() => failed(new Error('no connect')), 20000);
      client.connect(() => { clearTimeout(sure); done(); });
    }),
    subscribe: async (channel, listener) => {
      const subscription = client.subscribe(channel).withChannel((from, data) => listener(data, from));
      subscriptions.set(channel, subscription);
      await subscription;
    },
    unsubscribe: async (channel) => subscriptions.get(channel).cancel(),
    publish: (channel, data) => client.publish(channel, data),
    disconnect: async () => client.disconnect(),
    call: (channel, data) => new Promise((done, failed) => {
      client.addExtension({ incoming(message, next) {
        if (message.channel === channel && message.data !== undefined) done(message.data);
        next(message);
      } });
      client.publish(channel, data).then(() => {}, failed);
    }),
    id: () => client._dispatcher.clientId,
  };
}

function cometd(url, transport, options = {}) {
  require('cometd-nodejs-client').adapt();
  const lib = require('cometd');
  const client = new lib.CometD();
  for (const each of client.getTransportTypes()) {
    if (each !== transport) client.unregisterTransport(each);
  }
  if (options.ack) client.registerExtension('ack', new (require('cometd/AckExtension.js').AckExtension)());
  if (options.timesync) client.registerExtension('timesync', new (require('cometd/TimeSyncExtension.js').TimeSyncExtension)());
  client.configure({ url, logLevel: 'error', backoffIncrement: 200, maxNetworkDelay: 60000 });
  const subscriptions = new Map();
  const replied = (start) => new Promise((done, failed) => start((reply) => reply.successful ? done(reply)
    : failed(new Error(reply.error || reply.failure?.reason || String(reply.failure?.exception)))));
  return {
    connect: () => replied((then) => client.handshake(then)),
    subscribe: (channel, listener) => replied((then) => subscriptions.set(channel,
      client.subscribe(channel, (message) => listener(message.data, message.channel), then))),
    unsubscribe: (channel) => replied((then) => client.unsubscribe(subscriptions.get(channel), then)),
    publish: (channel, data) => replied((then) => client.publish(channel, data, then)),
    disconnect: () => new Promise((done) => client.disconnect(done)),
    call: (channel, data) => new Promise((done, failed) => client.remoteCall(
      channel.replace('/service/', ''), data, 10000,
      (answer) => answer.successful ? done(answer.data) : failed(new Error(JSON.stringify(answer))))),
    batch: (work) => client.batch(work),
    id: () => client.getClientId(),
    raw: client,
  };
}

module.exports = { faye, cometd };
