'use strict';
(() => {
  const root = document.documentElement;
  const { top, page, version } = root.dataset;
  root.classList.add('js');

  // Colors: the system's, or the reader's own.
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const kept = (() => {
    try { return localStorage; } catch { return null; }
  })();
  root.dataset.colors = kept?.getItem('colors') ?? '';
  const isDark = () => (root.dataset.colors || (dark.matches ? 'dark' : 'light')) === 'dark';

  function offerColors(button) {
    const show = () => { button.textContent = isDark() ? 'Light' : 'Dark'; };
    button.addEventListener('click', () => {
      root.dataset.colors = isDark() ? 'light' : 'dark';
      kept?.setItem('colors', root.dataset.colors);
      show();
    });
    dark.addEventListener('change', show);
    button.hidden = false;
    show();
  }

  // Versions: the same page of another one, if it is there.
  const placeIn = (other) => `${top}../${other.version}/${other.pages.includes(page) ? page : 'index.html'}`;

  function offerVersions(link) {
    const { latest, all } = window.siteVersions;
    const choice = document.createElement('select');
    choice.setAttribute('aria-label', 'Version');
    choice.append(...all.map((other) => new Option(other.version, placeIn(other), false, other.version === version)));
    choice.addEventListener('change', () => { location.href = choice.value; });
    if (all.length > 1) link.replaceWith(choice);
    if (version === latest) return;
    const notice = document.getElementById('site-notice');
    const way = document.createElement('a');
    way.href = placeIn(all.find((other) => other.version === latest));
    way.textContent = latest;
    notice.append(`This is about ${version}. The latest release is `, way, '.');
    notice.hidden = false;
  }

  // Lists of links: open where there is room for them.
  function openWithRoom(details, width) {
    const room = matchMedia(`(min-width: ${width})`);
    const fit = () => { details.open = room.matches; };
    room.addEventListener('change', fit);
    fit();
  }

  function offerCopies() {
    for (const listing of document.querySelectorAll('article pre')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'copy';
      button.textContent = 'Copy';
      button.addEventListener('click', async () => {
        try {
          await navigator.clipboard.writeText(listing.textContent);
          button.textContent = 'Copied';
        } catch {
          getSelection().selectAllChildren(listing);
          button.textContent = 'Selected';
        }
        setTimeout(() => { button.textContent = 'Copy'; }, 2000);
      });
      const frame = document.createElement('div');
      frame.className = 'listing';
      listing.replaceWith(frame);
      frame.append(listing, button);
    }
  }

  // Search.
  const MOST = 30;
  const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

  /** How well a text has a word: as a whole, at the beginning of one, or within one. */
  function fit(text, word, weight) {
    const place = text.indexOf(word);
    if (place < 0) return 0;
    if (text === word) return 4 * weight;
    return new RegExp(`(^|[^\\p{L}\\p{N}])${escaped(word)}`, 'u').test(text) ? 2 * weight : weight;
  }

  function rank(entry, words) {
    let sum = 0;
    for (const word of words) {
      const best = fit(entry.title.toLowerCase(), word, entry.type ? 12 : entry.heading ? 3 : 20)
        + fit(entry.heading.toLowerCase(), word, 10) + fit(entry.text.toLowerCase(), word, 1);
      if (best === 0) return 0;
      sum += best;
    }
    return sum;
  }

  const find = (words) => window.searchIndex
    .map((entry) => ({ entry, rank: rank(entry, words) }))
    .filter((hit) => hit.rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map((hit) => hit.entry);

  /** The part of a text around the first of the words. */
  function excerpt(text, words) {
    const places = words.map((word) => text.toLowerCase().indexOf(word)).filter((place) => place >= 0);
    const from = places.length === 0 ? 0 : Math.max(0, Math.min(...places) - 50);
    const begin = from === 0 ? 0 : text.indexOf(' ', from) + 1;
    const rest = text.slice(begin, begin + 150);
    const whole = begin + 150 >= text.length;
    return (begin > 0 ? '… ' : '') + (whole ? rest : `${rest.replace(/ \S*$/, '')} …`);
  }

  function marked(text, words) {
    const parts = text.split(new RegExp(`(${words.map(escaped).join('|')})`, 'i'));
    return parts.filter((part) => part).map((part) => {
      if (!words.includes(part.toLowerCase())) return part;
      const mark = document.createElement('mark');
      mark.textContent = part;
      return mark;
    });
  }

  function item(entry, words) {
    const link = document.createElement('a');
    link.href = top + entry.link;
    const title = document.createElement('b');
    title.textContent = entry.heading ? `${entry.title} › ${entry.heading}` : entry.title;
    const text = document.createElement('small');
    text.append(...marked(entry.type ? `Javadoc, ${entry.text}` : excerpt(entry.text, words), words));
    link.append(title, text);
    const row = document.createElement('li');
    row.append(link);
    return row;
  }

  function offerSearch(form) {
    const input = document.getElementById('site-words');
    const results = document.getElementById('site-results');
    const list = results.querySelector('ol');
    const links = () => [...list.querySelectorAll('a')];
    let asked = false;

    function show() {
      const words = input.value.toLowerCase().split(/\s+/).filter((word) => word);
      if (words.length === 0 || !window.searchIndex) {
        results.hidden = true;
        return;
      }
      const hits = find(words);
      document.getElementById('site-found').textContent = hits.length === 0 ? 'Nothing was found.'
        : hits.length === 1 ? '1 place' : `${hits.length} places${hits.length > MOST ? `, the first ${MOST}` : ''}`;
      list.replaceChildren(...hits.slice(0, MOST).map((entry) => item(entry, words)));
      results.hidden = false;
      results.scrollTop = 0;
    }

    function close() { results.hidden = true; }

    function load() {
      if (asked) return;
      asked = true;
      const script = document.createElement('script');
      script.src = `${top}search-index.js`;
      script.addEventListener('load', show);
      document.head.append(script);
    }

    input.addEventListener('focus', () => { load(); show(); });
    input.addEventListener('input', show);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      links()[0]?.click();
    });
    list.addEventListener('click', (event) => { if (event.target.closest('a')) close(); });
    form.addEventListener('focusout', (event) => { if (event.relatedTarget && !form.contains(event.relatedTarget)) close(); });
    document.addEventListener('pointerdown', (event) => { if (!form.contains(event.target)) close(); });
    form.addEventListener('keydown', (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const all = [input, ...links()];
      if (event.key === 'Escape') {
        close();
        input.focus();
        close();
      } else if (step && !results.hidden) {
        event.preventDefault();
        all[Math.min(all.length - 1, Math.max(0, all.indexOf(document.activeElement) + step))].focus();
      }
    });
    document.addEventListener('keydown', (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('input, select')) return;
      event.preventDefault();
      input.focus();
    });
    form.hidden = false;
  }

  document.addEventListener('DOMContentLoaded', () => {
    const here = (selector, then) => {
      const found = document.querySelector(selector);
      if (found) then(found);
    };
    here('#site-colors', offerColors);
    here('.pages > details', (details) => openWithRoom(details, '55.01rem'));
    here('.contents > details', (details) => openWithRoom(details, '75.01rem'));
    if (window.siteVersions) here('#site-version', offerVersions);
    here('#site-search', offerSearch);
    offerCopies();
    here('.pages [aria-current]', (link) => {
      const pages = link.closest('.pages');
      pages.scrollTop = Math.max(0, link.offsetTop - pages.clientHeight / 2);
    });
  });
})();
