// SPDX-License-Identifier: MIT
// The values of series as a table that is filled when it is opened: rows that most readers never ask for.
import { element } from '../dom';
import { fixed, text } from '../strings';
import { filled_values, type Values } from './series_values';

export function table_of_values(label: string, series: Values): HTMLElement {
  const details = element(
    'details',
    { class: 'table-of-values' },
    element('summary', {}, `${text.panel_table}: ${label}`),
  );
  details.addEventListener('toggle', () => details.append(table(series)), { once: true });
  return details;
}

function table(series: Values): HTMLElement {
  const filled = filled_values(series);
  const rows = series.dates.map((date, i) => {
    const value = element('td', { class: 'number' }, fixed(series.values[i], 1));
    const row = element('tr', {}, element('td', {}, date), value);
    const filling = filled[i];
    if (filling !== null) row.append(element('td', { class: 'filled' }, text.filled_with(fixed(filling, 1))));
    return row;
  });
  const head = element(
    'tr',
    {},
    element('th', { scope: 'col' }, text.table_date),
    element('th', { scope: 'col' }, text.axis_displacement),
  );
  return element('table', { class: 'values' }, element('thead', {}, head), element('tbody', {}, ...rows));
}
