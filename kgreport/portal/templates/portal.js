// Filter and sort the two tables of the index; without this, both show everything in their usual order.
(() => {
  const form = document.querySelector('.kg-filter');
  const output = form.querySelector('output');
  const plain = text => text.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f]/g, '').replace(/đ/g, 'd');
  const list = [...document.querySelectorAll('.kg-list tbody tr')];
  const units = [...document.querySelectorAll('.kg-units tbody tr')];
  const texts = new Map(list.map(row => [row, plain(row.dataset.unit + ' ' + row.cells[2].textContent)]));
  function filter() {
    const text = plain(form.text.value.trim()), year = form.year.value, status = form.status.value;
    const fits = one => (!year || one.dataset.year === year) && (!status || one.dataset.status === status);
    const shown = new Set();
    let count = 0;
    for (const row of list) {
      row.hidden = !(fits(row) && texts.get(row).includes(text));
      if (!row.hidden) { count++; shown.add(row.dataset.unit); }
    }
    for (const row of units) row.hidden = !shown.has(row.dataset.unit);
    output.textContent = output.dataset.text.replace('{n}', count);
  }
  function sort(table, place, down) {
    const body = table.tBodies[0];
    const value = row => { const cell = row.cells[place]; return cell.dataset.value ?? cell.textContent.trim(); };
    const known = one => one !== '' && one !== '–';
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const rows = [...body.rows].map(row => [value(row), row]);
    const numbers = rows.every(([one]) => !known(one) || !isNaN(one));
    rows.sort(([a], [b]) => known(b) - known(a)
      || (down ? -1 : 1) * (numbers ? a - b : order.compare(a, b)));
    body.append(...rows.map(([, row]) => row));
  }
  for (const table of document.querySelectorAll('table[data-sort]')) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, place) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'kg-sort';
      button.title = table.dataset.sort.replace('{column}', head.textContent);
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') === 'ascending';
        heads.forEach(one => one.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        sort(table, place, down);
      });
    });
  }
  form.addEventListener('input', filter);
  form.addEventListener('submit', event => event.preventDefault());
  form.hidden = false;
  filter();
})();
