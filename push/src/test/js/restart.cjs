// node restart.cjs URL KIND TRANSPORT: subscribes to /news, and ends when "after" has come, whatever happens meanwhile.
'use strict';
const clients = require('./clients.cjs');
const [url, kind, transport] = process.argv.slice(2);

const sure = setTimeout(() => {
  console.error('nothing came after the restart');
  process.exit(1);
}, 60000);

(async () => {
  const client = clients[kind](url, transport, { ack: true });
  const listener = (data) => {
    console.log(data);
    if (data === 'after') {
      clearTimeout(sure);
      console.log('passed');
      process.exit(0);
    }
  };
  if (kind === 'cometd') { // its applications subscribe at each handshake
    client.raw.addListener('/meta/handshake', (reply) => reply.successful
      && client.raw.subscribe('/news', (message) => listener(message.data)));
    await client.connect();
  } else {
    await client.connect();
    await client.subscribe('/news', listener);
  }
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
