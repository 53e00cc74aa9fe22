// SPDX-License-Identifier: MIT
// What the colours and shapes on the map mean, with the number of points of each class.
import { class_colour } from '../colour/class_colours';
import { css_colour, kNotSignificant, velocity_colour } from '../colour/velocity_scale';
import { element } from '../dom';
import { count_classes, type Points } from '../points';
import { signed, text, whole } from '../strings';
import type { View } from '../state/view_state';
import { shape_mark } from './form';

export class Legend {
  private readonly title_ = element('summary');
  private readonly body_ = element('div', { class: 'body' });

  constructor(place: HTMLElement) {
    const narrow = window.matchMedia('(max-width: 720px)').matches;
    place.append(element('details', { open: !narrow }, this.title_, this.body_, orbit_shapes()));
  }

  show(view: View, points: Points | null): void {
    if (view.colouring.by === 'velocity') {
      this.title_.textContent = text.legend_velocity;
      this.body_.replaceChildren(...velocity_bar(view.colouring.range_mm_per_year));
    } else {
      this.title_.textContent = text.legend_class;
      this.body_.replaceChildren(...class_list(points));
    }
  }
}

function velocity_bar(range: number): HTMLElement[] {
  const steps = 32;
  const colours = Array.from({ length: steps + 1 }, (_, k) =>
    css_colour(velocity_colour((2 * k) / steps - 1, 1)),
  );
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.background = `linear-gradient(to right, ${colours.join(', ')})`;
  const band = element('div', { class: 'band' });
  band.style.width = `${(100 * kNotSignificant) / range}%`;
  const ticks = element('div', { class: 'ticks' });
  for (const share of [-1, -0.5, 0, 0.5, 1])
    ticks.append(element('span', {}, signed(share * range, range < 10 && share % 1 ? 1 : 0)));
  return [
    ticks,
    bar,
    band,
    element('div', { class: 'band-name' }, text.legend_not_significant),
    element(
      'div',
      { class: 'ends' },
      element('span', {}, text.legend_away),
      element('span', {}, text.legend_towards),
    ),
  ];
}

function class_list(points: Points | null): HTMLElement[] {
  if (!points) return [];
  const counts = count_classes(points);
  const list = element('ul', { class: 'classes' });
  [...points.classes, null].forEach((name, index) => {
    if (name === null && counts[index] === 0) return;
    const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
    swatch.style.background = css_colour(class_colour(name));
    const label = element('span', {}, text.class_name(name));
    list.append(element('li', {}, swatch, label, element('span', { class: 'count' }, whole(counts[index]))));
  });
  return [list, element('div', { class: 'note' }, text.legend_class_note)];
}

function orbit_shapes(): HTMLElement {
  return element(
    'div',
    { class: 'orbits' },
    shape_mark('circle'),
    text.legend_ascending,
    shape_mark('square'),
    text.legend_descending,
  );
}
