'use strict';

// The mock's live page: reads the state once, then listens to the same WebSocket endpoint that the mock stands in for, and reads
// the state again whenever it may have missed something. Whatever comes from outside is set as text, never as markup.

const $ = (id) => document.getElementById(id);
const ENDED = new Set(['done', 'error', 'stopped']);
const WORDS = { queueing: 'in the queue', requeued: 'in the queue again', progress: 'running', done: 'done', error: 'failed', stopped: 'stopped' };
const jobs = new Map();
const cards = new Map();

// ---- asking the mock ----

async function ask(path, body) {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) };
  const answer = await fetch(path, body === undefined ? {} : post);
  const json = await answer.json();
  if (!answer.ok) {
    throw new Error(json.detail ?? `the mock answered ${answer.status}`);
  }
  return json;
}

let fading = null;

/** Says something to everybody, screen readers too; it goes away by itself. */
function say(text) {
  $('said').textContent = text;
  clearTimeout(fading);
  fading = text ? setTimeout(() => say(''), 12000) : null;
}

async function doing(what, then) {
  try {
    say(then(await what()) ?? '');
  } catch (error) {
    say(`That did not work: ${error.message}`);
  }
  readState();
}

let reading = null;
let again = false;

/** Reads the whole state; a call during a read makes one more, as that one may be too old. */
async function readState() {
  if (reading) {
    again = true;
    return reading;
  }
  reading = ask('/mock/state').then(showState, () => {});
  await reading;
  reading = null;
  if (again) {
    again = false;
    return readState();
  }
}

function showState(state) {
  jobs.clear();
  for (const job of state.jobs) {
    jobs.set(job.guid, job);
  }
  for (const [guid, card] of cards) {
    if (!jobs.has(guid)) {
      card.remove();
      cards.delete(guid);
    }
  }
  [...jobs.values()].reverse().forEach(show);
  const plan = state.unlimited ? 'no limits' : `the limits of the plan ${state.plan}`;
  $('about').textContent = `A stand-in for ExportComments, not the service. It has ${plan}.`;
  $('base').textContent = state.base;
  const others = state.sockets;
  $('sockets').textContent = `Beside this page, ${others === 1 ? '1 program is' : `${others} programs are`} connected in realtime.`;
  offer(state);
}

let offered = false;

function offer(state) {
  if (offered) {
    return;
  }
  offered = true;
  for (const course of state.courses) {
    $('course').append(new Option(course.label, course.name));
  }
  for (const group of state.faults) {
    const set = document.createElement('fieldset');
    const legend = document.createElement('legend');
    legend.textContent = group.label;
    const row = document.createElement('div');
    for (const fault of group.faults) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = fault.label;
      button.dataset.fault = fault.name;
      button.addEventListener('click', () => doing(() => ask('/mock/faults', { name: fault.name }), () => fault.said));
      row.append(button);
    }
    set.append(legend, row);
    $('faults').append(set);
  }
}

// ---- jobs ----

function makeCard(job) {
  const card = $('job').content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector(name);
  card.dataset.guid = job.guid;
  part('progress').setAttribute('aria-label', `Progress of ${job.url}`);
  for (const action of ['stop', 'retry']) {
    const button = part(`.${action}`);
    button.setAttribute('aria-label', `${button.textContent} ${job.url}`);
    button.addEventListener('click', () =>
      doing(() => ask(`/mock/jobs/${job.guid}/${action}`, {}), () => (action === 'stop' ? 'Stopped.' : 'A new attempt begins.')));
  }
  cards.set(job.guid, card);
  $('jobs').prepend(card);
  return card;
}

function show(job) {
  const card = cards.get(job.guid) ?? makeCard(job);
  const part = (name) => card.querySelector(name);
  const total = job.status === 'done' ? Math.max(job.exported, job.total ?? 0) : job.total;
  const bar = part('progress');
  card.dataset.status = job.status;
  part('.status').textContent = WORDS[job.status] ?? job.status;
  part('.platform').textContent = job.platform ?? '';
  part('.attempt').textContent = job.attempt > 0 ? `attempt ${job.attempt + 1}` : '';
  part('.url').textContent = job.url;
  if (job.status === 'done') {
    bar.value = 100;
  } else if (total > 0) {
    bar.value = Math.min(100, Math.round((100 * job.exported) / total));
  } else if (ENDED.has(job.status)) {
    bar.value = 0;
  } else {
    bar.removeAttribute('value');
  }
  part('.url').title = job.url;
  part('.amount').textContent = total > 0 ? `${job.exported} of ${total} comments` : `${job.exported} comments so far`;
  part('.error').hidden = !job.error;
  part('.error').textContent = job.error ?? '';
  toggle(card, part('.stop'), !ENDED.has(job.status));
  toggle(card, part('.retry'), job.status === 'error');
  $('count').textContent = jobs.size ? `(${jobs.size})` : '';
  $('empty').hidden = jobs.size > 0;
}

/** A button that goes away while it has the focus hands it to its card, so that a keyboard does not start over at the top. */
function toggle(card, button, wanted) {
  if (!wanted && document.activeElement === button) {
    card.focus();
  }
  button.hidden = !wanted;
}

$('start').addEventListener('submit', (event) => {
  event.preventDefault();
  const form = $('start');
  if (!form.reportValidity()) {
    return;
  }
  const limit = $('limit').value ? Number($('limit').value) : null;
  doing(() => ask('/mock/jobs', { url: $('url').value, course: $('course').value, limit }), () => 'Started.');
});

// ---- events ----

function note(text) {
  const line = document.createElement('li');
  line.textContent = `${new Date().toLocaleTimeString()}  ${text}`;
  $('events').prepend(line);
  while ($('events').childElementCount > 100) {
    $('events').lastElementChild.remove();
  }
}

function heard(event) {
  const name = String(event.event);
  const details = event.details ?? {};
  const amount = name === 'job.progress' ? ` ${event.current ?? '?'} of ${event.total ?? '?'}` : '';
  note([`${name}${amount}`, details.url ?? event.guid].filter(Boolean).join(', '));
  const job = jobs.get(event.guid);
  if (name === 'job.progress' && job && !ENDED.has(job.status)) {
    job.status = 'progress';
    job.exported = event.current ?? job.exported;
    job.total = event.total ?? job.total;
    show(job);
    return;
  }
  if (name === 'job.finished') {
    say(`Done: ${details.url ?? event.guid}`);
  } else if (name === 'job.failed') {
    say(`Failed: ${details.error ?? 'no reason given'}`);
  }
  readState();
}

// ---- the realtime connection: the Centrifuge protocol in JSON ----

const MAX_BACKOFF = 5000;
const HANDSHAKE = 5000;
const SLACK = 3000;
let socket = null;
let position = null; // { channel, epoch, offset } of the account's channel
let attempt = 0;
let silence = 0;
let patience = null;

function state(name, text) {
  $('connection').dataset.state = name;
  $('connection-text').textContent = text;
  $('reconnect').hidden = name !== 'down';
}

async function connect() {
  state('connecting', attempt ? 'connecting again' : 'connecting');
  let token;
  try {
    ({ token } = await ask('/mock/token', {}));
  } catch {
    later();
    return;
  }
  const opened = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/connection/websocket?mock-page`);
  socket = opened;
  listen(HANDSHAKE);
  opened.addEventListener('open', () => {
    const known = position && { [position.channel]: { recover: true, epoch: position.epoch, offset: position.offset } };
    send({ id: 1, connect: { token, name: 'mock-page', ...(known && { subs: known }) } });
  });
  opened.addEventListener('message', (message) => {
    if (socket === opened) {
      String(message.data).split('\n').filter(Boolean).forEach((line) => received(JSON.parse(line)));
    }
  });
  opened.addEventListener('close', (end) => {
    if (socket === opened) {
      over(end.code, end.reason);
    }
  });
}

function send(command) {
  if (socket.readyState === WebSocket.OPEN) {
    socket.send(JSON.stringify(command));
  }
}

/** Gives up on a socket that says nothing for so long; 0 waits for ever, as under a clock that stands still. */
function listen(millis) {
  clearTimeout(patience);
  if (millis) {
    patience = setTimeout(() => {
      const silent = socket;
      over(0, 'it fell silent');
      silent.close();
    }, millis);
  }
}

function over(code, reason) {
  listen(0);
  socket = null;
  note(`the connection ended: ${code ? `${code} ` : ''}${reason || 'cut'}`);
  if ((code >= 3500 && code < 4000) || (code >= 4500 && code < 5000)) {
    state('down', `closed for good: ${code} ${reason}`);
    say(`The realtime connection was closed for good: ${code} ${reason}.`);
  } else {
    later();
  }
}

function later() {
  attempt += 1;
  state('connecting', 'cut off, connecting again');
  setTimeout(connect, Math.random() * Math.min(MAX_BACKOFF, 300 * 2 ** attempt));
}

function received(reply) {
  listen(silence);
  if (Object.keys(reply).length === 0) {
    send({});
  } else if (reply.error) {
    socket.close();
  } else if (reply.connect) {
    connected(reply.connect);
  } else if (reply.push) {
    pushed(reply.push);
  }
}

function connected(reply) {
  attempt = 0;
  const wait = reply.data?.pingMillis;
  silence = wait ? wait + SLACK : 0;
  listen(silence);
  state('live', 'live');
  const [channel, sub] = Object.entries(reply.subs ?? {}).find(([name]) => name.startsWith('exports:')) ?? [];
  const missed = sub?.publications ?? [];
  if (channel) {
    position = { channel, epoch: sub.epoch, offset: sub.offset ?? 0 };
    missed.forEach((publication) => pushed({ channel, pub: publication }));
    if (sub.recovered) {
      note(`connected again, ${missed.length} missed events recovered`);
    } else {
      note(sub.was_recovering ? 'connected again, what was missed is gone: the state is read' : 'connected');
    }
  }
  readState();
}

function pushed(push) {
  if (!push.pub || !position || push.channel !== position.channel) {
    return;
  }
  const { offset, data } = push.pub;
  if (offset) {
    if (offset <= position.offset) {
      note(`event ${offset} came twice or late, passed over`);
      return;
    }
    if (offset > position.offset + 1) {
      note(`events ${position.offset + 1} to ${offset - 1} got lost: the state is read`);
      readState();
    }
    position.offset = offset;
  }
  heard(data);
}

$('reconnect').addEventListener('click', () => {
  $('connection').focus();
  attempt = 0;
  connect();
});

// A stopped job sends no event, and an event that was never sent leaves no gap: so the state is read now and then.
setInterval(() => document.hidden || readState(), 10000);
document.addEventListener('visibilitychange', () => document.hidden || readState());
readState();
connect();
