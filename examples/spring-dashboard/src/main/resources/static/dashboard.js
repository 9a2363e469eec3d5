'use strict';

// Shows what the server sends. Whatever comes from outside is set as text, never as markup.

const $ = (id) => document.getElementById(id);
const WORDS = { queueing: 'Waiting', progress: 'Running', done: 'Done', error: 'Failed', stopped: 'Stopped' };
const OVER = new Set(['done', 'error', 'stopped']);
const SILENCE = 35000; // the server says something at least every ten seconds
const AGAIN = 3000;
const numbers = new Intl.NumberFormat('en');
const jobs = new Map();
const cards = new Map();

// ---- asking the server ----

async function ask(path, body) {
  const post = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body ?? {}) };
  let answer;
  try {
    answer = await fetch(path, body === undefined ? {} : post);
  } catch {
    throw new Error('The dashboard’s server can’t be reached. Is it still running?');
  }
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(json.detail ?? `The server answered ${answer.status}.`);
  }
  return json;
}

/** Says something to everybody, screen readers too. */
function say(text, bad = false) {
  $('said').textContent = text;
  $('said').classList.toggle('bad', bad);
}

/** Does one thing at a time per button, and says how it went. */
async function press(button, work) {
  if (button.getAttribute('aria-busy') === 'true') {
    return;
  }
  button.setAttribute('aria-busy', 'true');
  try {
    say((await work()) ?? '');
  } catch (error) {
    say(error.message, true);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

$('new').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = $('url');
  field.setAttribute('aria-invalid', String(!field.validity.valid));
  if (!field.validity.valid) {
    say('Give the full address of a page, beginning with https://', true);
    field.focus();
    return;
  }
  press($('new').querySelector('button'), async () => {
    const job = await ask('/api/jobs', { url: field.value });
    field.value = '';
    return `Export created: ${job.url}`;
  });
});

$('url').addEventListener('input', () => $('url').removeAttribute('aria-invalid'));

// ---- jobs ----

function makeCard(guid) {
  const card = $('job').content.firstElementChild.cloneNode(true);
  const part = (name) => card.querySelector(`.${name}`);
  card.dataset.guid = guid;
  part('stop').addEventListener('click', () =>
    press(part('stop'), () => ask(`/api/jobs/${guid}/stop`, {}).then(() => '')));
  part('retry').addEventListener('click', () =>
    press(part('retry'), () => ask(`/api/jobs/${guid}/retry`, {}).then((job) => `Another attempt: ${job.url}`)));
  part('show').addEventListener('click', () => press(part('show'), () => preview(guid)));
  part('json').href = `/api/jobs/${guid}/result.json`;
  part('xlsx').href = `/api/jobs/${guid}/result.xlsx`;
  cards.set(guid, card);
  $('jobs').prepend(card);
  return card;
}

function show(job) {
  const before = jobs.get(job.guid);
  jobs.set(job.guid, job);
  const card = cards.get(job.guid) ?? makeCard(job.guid);
  const part = (name) => card.querySelector(`.${name}`);
  const name = job.url || job.guid;
  card.dataset.status = job.status;
  part('status').textContent = WORDS[job.status] ?? job.status;
  part('platform').textContent = job.platform;
  part('attempt').textContent = job.attempt > 1 ? `attempt ${job.attempt}` : '';
  part('url').textContent = name;
  part('url').title = name;
  part('amount').textContent = amount(job);
  part('error').textContent = job.error ?? '';
  part('lost').textContent = job.trouble ? `No news of this one at the moment: ${job.trouble}` : '';
  showBar(card.querySelector('progress'), job, name);
  toggle(card, part('stop'), job.canStop, `Stop ${name}`);
  toggle(card, part('retry'), job.canRetry, `Retry ${name}`);
  toggle(card, part('show'), job.hasFiles, `Preview of ${name}`);
  toggle(card, part('json'), job.hasFiles, `JSON file of ${name}`);
  toggle(card, part('xlsx'), job.hasFiles, `XLSX file of ${name}`);
  if (before && before.status !== job.status && OVER.has(job.status)) {
    say(`${WORDS[job.status]}: ${name}`, job.status === 'error');
  }
}

function amount(job) {
  if (job.status === 'done' && !job.hasFiles) {
    return job.note ?? 'Nothing was found to export';
  }
  const exported = numbers.format(job.exported);
  if (job.total > 0) {
    return `${exported} of ${numbers.format(job.total)} comments`;
  }
  return job.status === 'queueing' ? 'Not begun yet' : `${exported} comments${OVER.has(job.status) ? '' : ' so far'}`;
}

function showBar(bar, job, name) {
  bar.setAttribute('aria-label', `Progress of ${name}`);
  bar.setAttribute('aria-valuetext', `${WORDS[job.status] ?? job.status}, ${amount(job)}`);
  if (job.status === 'done') {
    bar.value = 100;
  } else if (job.total > 0) {
    bar.value = Math.min(100, Math.floor((100 * job.exported) / job.total));
  } else if (OVER.has(job.status)) {
    bar.value = 0;
  } else {
    bar.removeAttribute('value');
  }
}

/** A control that goes away while it has the focus hands it to its card, so that a keyboard does not start over at the top. */
function toggle(card, control, wanted, label) {
  if (!wanted && document.activeElement === control) {
    card.focus();
  }
  control.hidden = !wanted;
  control.setAttribute('aria-label', label);
}

function showNews(news) {
  if (news.whole) {
    const there = new Set(news.jobs.map((job) => job.guid));
    for (const [guid, card] of cards) {
      if (!there.has(guid)) {
        card.remove();
        cards.delete(guid);
        jobs.delete(guid);
      }
    }
  }
  news.jobs.forEach(show);
  $('trouble').textContent = news.trouble ? `The list of exports can’t be read. ${news.trouble}` : '';
  $('count').textContent = jobs.size ? `(${jobs.size})` : '';
  $('empty').textContent = news.loaded ? 'None yet. Begin one above.' : 'Reading the list …';
  $('empty').hidden = jobs.size > 0;
}

// ---- the preview ----

async function preview(guid) {
  const { columns, rows, more } = await ask(`/api/jobs/${guid}/preview`);
  const table = document.createElement('table');
  table.setAttribute('role', 'table'); // said here, as it is lost where a phone shows the rows as blocks
  addRow(table.createTHead(), 'th', 'columnheader', columns, columns);
  const body = table.createTBody();
  rows.forEach((row) => addRow(body, 'td', 'cell', row, columns));
  $('preview-url').textContent = jobs.get(guid).url;
  $('preview-rows').replaceChildren(rows.length ? table : 'The result has no rows.');
  $('preview-more').textContent = more ? `The first ${rows.length} rows; the files have all.` : 'These are all rows.';
  $('preview').showModal();
  $('preview-title').focus();
  return '';
}

function addRow(part, kind, role, texts, columns) {
  const row = part.insertRow();
  row.setAttribute('role', 'row');
  texts.forEach((text, column) => {
    const cell = document.createElement(kind);
    cell.setAttribute('role', role);
    cell.dataset.column = columns[column];
    cell.classList.toggle('long', text.length > 32);
    cell.textContent = text;
    row.append(cell);
  });
}

$('close').addEventListener('click', () => $('preview').close());

// ---- the stream of events ----

let events = null;
let patience = null;

function state(name, text) {
  $('connection').dataset.state = name;
  $('connection').textContent = text;
}

function connect() {
  events?.close();
  events = new EventSource('/api/events');
  listen();
  events.addEventListener('news', (event) => {
    listen();
    state('live', 'Live');
    showNews(JSON.parse(event.data));
  });
  events.addEventListener('error', () => {
    state('down', 'Connection lost, trying again');
    if (events.readyState === EventSource.CLOSED) {
      clearTimeout(patience);
      patience = setTimeout(connect, AGAIN); // a refusal: a browser does not try again by itself
    }
  });
}

/** Connects anew when nothing comes for too long, as after a night's sleep. */
function listen() {
  clearTimeout(patience);
  patience = setTimeout(() => {
    state('down', 'Connection lost, trying again');
    connect();
  }, SILENCE);
}

connect();
