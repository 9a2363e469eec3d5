// Centrifugo's JavaScript client, unchanged: does what the lines on standard input say, and says what happens, a line each.
// Arguments: json or protobuf, the realtime address, the address that hands out tokens, the token for that.
import readline from 'node:readline';
import { Centrifuge as JsonClient } from 'centrifuge';
import { Centrifuge as ProtobufClient } from 'centrifuge/build/protobuf';
import WebSocket from 'ws';

const [format, address, tokens, apiToken] = process.argv.slice(2);
const protobuf = format === 'protobuf';
const say = (...words) => console.log(words.join(' '));
const text = (data) => (data instanceof Uint8Array ? new TextDecoder().decode(data) : JSON.stringify(data));
const recovery = (event) => (event.wasRecovering ? (event.recovered ? ' recovered' : ' not recovered') : '');

const Client = protobuf ? ProtobufClient : JsonClient;
const client = new Client(address, {
  websocket: WebSocket,
  name: 'centrifuge-js',
  minReconnectDelay: 50,
  maxReconnectDelay: 200,
  maxServerPingDelay: 2000,
  timeout: 1500,
  getToken: async () => {
    const answer = await fetch(tokens, { method: 'POST', headers: { 'X-AUTH-TOKEN': apiToken } });
    const { token } = await answer.json();
    say('token');
    return token;
  },
});
client.on('connecting', (event) => say('connecting', event.code, event.reason));
client.on('connected', () => say('connected'));
client.on('disconnected', (event) => say('disconnected', event.code, event.reason));
client.on('error', (event) => say('error', event.error.code, event.error.message));
client.on('message', (event) => say('message', text(event.data)));
client.on('subscribed', (event) => say(`subscribed ${event.channel}${recovery(event)}`));
client.on('unsubscribed', (event) => say('unsubscribed', event.channel));
client.on('publication', (event) => say('publication', event.channel, event.offset ?? 0, text(event.data)));

function subscribe(channel) {
  const own = client.newSubscription(channel);
  own.on('subscribed', () => say('subscribed', channel));
  own.on('unsubscribed', (event) => say('unsubscribed', channel, event.code));
  own.on('publication', (event) => say('publication', channel, event.offset ?? 0, text(event.data)));
  own.subscribe();
}

const commands = { connect: () => client.connect(), disconnect: () => client.disconnect(), subscribe };
const lines = readline.createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const [command, argument] = line.split(' ');
  commands[command](argument);
});
lines.on('close', () => process.exit(0));
