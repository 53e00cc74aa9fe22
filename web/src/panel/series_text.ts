// SPDX-License-Identifier: MIT
// Series as CSV: a row a date, a column a series, and what was done to them in the first lines.
import type { Values } from './series_values';

export interface CsvColumn extends Values {
  readonly name: string;
}

export function csv_of(remarks: readonly string[], columns: readonly CsvColumn[]): string {
  const dates = [...new Set(columns.flatMap((column) => column.dates))].sort();
  const at = columns.map((column) => new Map(column.dates.map((date, i) => [date, column.values[i]])));
  const lines = [
    ...remarks.map((remark) => `# ${remark.replaceAll('\n', ' ')}`),
    ['date', ...columns.map(({ name }) => quoted(name))].join(','),
    ...dates.map((date) => [date, ...at.map((values) => number_text(values.get(date)))].join(',')),
  ];
  return `${lines.join('\n')}\n`;
}

/** As short as the float32 of the store allows; differences keep four decimals. */
function number_text(value: number | null | undefined): string {
  return value === null || value === undefined ? '' : String(Math.round(value * 1e4) / 1e4);
}

function quoted(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
