// SPDX-License-Identifier: MIT
// The chart that is looked at as a file: SVG, or PNG drawn from that SVG.
import { save, save_text } from '../download';
import type { Chart } from './chart';
import { chart_svg, type ChartWords } from './svg';

/** Pixels of a PNG to one of SVG: sharp on paper. */
const kPngScale = 2;

export function save_chart_svg(chart: Chart, name: string, words: ChartWords): void {
  const svg = svg_of(chart, words);
  if (svg) save_text(`${name}.svg`, 'image/svg+xml', svg);
}

export async function save_chart_png(chart: Chart, name: string, words: ChartWords): Promise<void> {
  const svg = svg_of(chart, words);
  if (!svg) return;
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth * kPngScale;
  canvas.height = picture.naturalHeight * kPngScale;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (png) save(`${name}.png`, png);
}

function svg_of(chart: Chart, words: ChartWords): string | null {
  return chart.content && chart.limits ? chart_svg(chart.content, chart.limits, words) : null;
}
