// SPDX-License-Identifier: MIT
// A chart as an SVG file that stands alone: white paper, axes, lines, a legend and where the data come from.
import type { ChartContent, ChartLine, Limits } from './content';
import { band_edges } from './content';
import { marker_path } from './markers';
import { number_ticks, time_ticks } from './ticks';

const kWidth = 960;
const kLeft = 66;
const kRight = 16;
const kTop = 44;
const kPlotHeight = 380;
const kLegendRow = 18;
const kInk = '#16202a';
const kGrid = '#d5dbe1';

export interface ChartWords {
  readonly title: string;
  readonly credit: string;
}

export function chart_svg(content: ChartContent, limits: Limits, words: ChartWords): string {
  const bottom = kTop + kPlotHeight;
  const legend = content.lines.filter(({ look }) => look === 'measured' || look === 'loose');
  const height = bottom + 56 + kLegendRow * legend.length + 22;
  const across = scale(limits.x, kLeft, kWidth - kRight);
  const up = scale(limits.y, bottom, kTop);
  const shaded = content.shaded.map(
    ([from, to]) =>
      `<rect x="${n(across(from))}" y="${kTop}" width="${n(across(to) - across(from))}" height="${kPlotHeight}" fill="#6e7d8c" fill-opacity="0.14"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${kWidth}" height="${height}" viewBox="0 0 ${kWidth} ${height}" font-family="sans-serif" font-size="12" fill="${kInk}">
<rect width="${kWidth}" height="${height}" fill="#ffffff"/>
<text x="${kLeft}" y="24" font-size="15" font-weight="bold">${escaped(words.title)}</text>
<clipPath id="plot"><rect x="${kLeft}" y="${kTop}" width="${kWidth - kRight - kLeft}" height="${kPlotHeight}"/></clipPath>
${axes(content, limits, across, up)}
<g clip-path="url(#plot)">
${[...shaded, ...content.lines.map((line) => drawn(line, across, up))].join('\n')}
</g>
${legend.map((line, k) => legend_row(line, bottom + 62 + kLegendRow * k)).join('\n')}
<text x="${kWidth - kRight}" y="${height - 10}" text-anchor="end" font-size="10" fill="#4a5866">${escaped(words.credit)}</text>
</svg>
`;
}

type Scale = (value: number) => number;

function scale([least, most]: Limits['x'], from: number, to: number): Scale {
  return (value) => from + ((value - least) / (most - least)) * (to - from);
}

function axes(content: ChartContent, limits: Limits, across: Scale, up: Scale): string {
  const bottom = kTop + kPlotHeight;
  const x_ticks = content.x_is_time ? time_ticks(limits.x, 10) : number_ticks(limits.x, 10);
  const vertical = x_ticks.map(
    ({ at, label }) =>
      `<path d="M${n(across(at))},${kTop}V${bottom}" stroke="${kGrid}"/><text x="${n(across(at))}" y="${bottom + 18}" text-anchor="middle">${label}</text>`,
  );
  const horizontal = number_ticks(limits.y, 7).map(
    ({ at, label }) =>
      `<path d="M${kLeft},${n(up(at))}H${kWidth - kRight}" stroke="${kGrid}"/><text x="${kLeft - 8}" y="${n(up(at) + 4)}" text-anchor="end">${label}</text>`,
  );
  const middle = kTop + kPlotHeight / 2;
  const x_label = content.x_label
    ? `<text x="${(kLeft + kWidth) / 2}" y="${bottom + 36}" text-anchor="middle">${escaped(content.x_label)}</text>`
    : '';
  return [
    ...vertical,
    ...horizontal,
    `<text transform="translate(18 ${middle}) rotate(-90)" text-anchor="middle">${escaped(content.y_label)}</text>`,
    x_label,
  ].join('\n');
}

function drawn(line: ChartLine, across: Scale, up: Scale): string {
  const { look, colour, marker, x, y } = line;
  const parts: string[] = [];
  if (line.spread) parts.push(band(line, across, up));
  if (look !== 'loose') {
    const style = look === 'model' ? 'stroke-width="2.5"' : look === 'filled' ? 'stroke-dasharray="2 3"' : '';
    parts.push(`<path d="${path(x, y, across, up)}" fill="none" stroke="${colour}" ${style}/>`);
  }
  if (look !== 'model') {
    const markers = y.flatMap((value, i) =>
      value === null ? [] : [marker_path(marker, across(x[i]), up(value), 2.6)],
    );
    parts.push(
      `<path d="${markers.join('')}" fill="${look === 'filled' ? '#ffffff' : colour}" stroke="${colour}"/>`,
    );
  }
  return parts.join('\n');
}

function path(x: readonly number[], y: readonly (number | null)[], across: Scale, up: Scale): string {
  let pen = 'M';
  return y
    .map((value, i) => {
      if (value === null) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${n(across(x[i]))},${n(up(value))}`;
      pen = 'L';
      return step;
    })
    .join('');
}

function band(line: ChartLine, across: Scale, up: Scale): string {
  const [upper, lower] = [band_edges(line, 1), band_edges(line, -1)];
  const present = line.x.map((_, i) => i).filter((i) => upper[i] !== null);
  const corner = (i: number, edge: readonly (number | null)[]): string =>
    `${n(across(line.x[i]))},${n(up(edge[i] as number))}`;
  const corners = [
    ...present.map((i) => corner(i, upper)),
    ...present.reverse().map((i) => corner(i, lower)),
  ];
  return `<path d="M${corners.join('L')}Z" fill="${line.colour}" fill-opacity="0.22"/>`;
}

function legend_row(line: ChartLine, y: number): string {
  const mark = marker_path(line.marker, kLeft + 8, y - 4, 4);
  return `<path d="${mark}" fill="${line.colour}"/><text x="${kLeft + 22}" y="${y}">${escaped(line.label)}</text>`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(words: string): string {
  return words
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
