// SPDX-License-Identifier: MIT
// What the colours and shapes on the map mean: a histogram in the colours of the scale, or a list of kinds with the
// number of points of each.
import { css_colour } from '../colour/rgb';
import { range_of, type Coloured } from '../colour/coloured';
import { kNotSignificant, scale_for } from '../colour/properties';
import { scale_colour, type Range } from '../colour/scales';
import { title_with_unit } from '../colour/words';
import { element, svg_element } from '../dom';
import { kFlagIcons } from '../map/flag_icons';
import type { ShownPoints } from '../map/map_points';
import { is_motion, type ColourBy, type ScaleName } from '../state/colouring';
import { kFlagNames } from '../state/filters';
import type { ViewState } from '../state/view_state';
import { fixed, signed, text } from '../strings';
import { shape_mark } from './form';
import { histogram_chart, type Brush } from './histogram';
import { kind_list } from './kind_list';

export class Legend {
  private readonly title_ = element('summary');
  private readonly body_ = element('div', { class: 'body' });
  private readonly flags_ = flag_icons();
  private readonly reference_ = element('div', { class: 'note reference' }, text.legend_reference);

  constructor(
    place: HTMLElement,
    private readonly state_: ViewState,
  ) {
    const narrow = window.matchMedia('(max-width: 720px)').matches;
    const details = element(
      'details',
      { open: !narrow },
      ...[this.title_, this.body_, this.reference_, shapes(), this.flags_],
    );
    place.append(details);
    this.title_.textContent = title_with_unit(state_.view.colouring.by);
    this.reference_.hidden = true;
  }

  show(shown: ShownPoints): void {
    const { view } = this.state_;
    const { coloured } = shown;
    this.flags_.hidden = !view.colouring.flag_icons;
    this.title_.textContent = title_with_unit(coloured.by);
    this.reference_.hidden = view.reference === null || !is_motion(coloured.by);
    this.body_.replaceChildren(
      ...(coloured.kind === 'numbers' ? this.scale(shown, coloured) : kind_list(this.state_, shown, coloured)),
    );
  }

  private scale({ in_view }: ShownPoints, coloured: Extract<Coloured, { kind: 'numbers' }>): Element[] {
    const { colouring } = this.state_.view;
    const { property, by } = coloured;
    const range = range_of(coloured, colouring, in_view);
    const scale = scale_for(colouring.scale, property);
    const is_significant = property.not_significant === undefined || range[0] >= 0 || range[1] <= 0;
    return [
      histogram_chart(in_view, range, scale, this.brush(by)),
      colour_bar(scale),
      ticks(range, property.is_signed, property.digits),
      ...(is_significant ? [] : band(range)),
      ...(by === 'velocity' || by === 'window' ? [ends()] : []),
    ];
  }

  /** What is coloured by and can be filtered by. */
  private brush(by: ColourBy): Brush | null {
    const { filters, reference } = this.state_.view;
    if (by === 'velocity' && reference === null) {
      return {
        least: filters.least_velocity_mm_per_year,
        most: filters.most_velocity_mm_per_year,
        set: (least, most) =>
          this.state_.change({ filters: { least_velocity_mm_per_year: least, most_velocity_mm_per_year: most } }),
      };
    }
    if (by === 'coherence') {
      return {
        least: filters.least_coherence,
        most: null,
        set: (least) => this.state_.change({ filters: { least_coherence: least ?? 0 } }),
      };
    }
    if (by !== 'height') return null;
    return {
      least: filters.least_height_m,
      most: filters.most_height_m,
      set: (least, most) => this.state_.change({ filters: { least_height_m: least, most_height_m: most } }),
    };
  }
}

function colour_bar(scale: ScaleName): HTMLElement {
  const steps = 32;
  const colours = Array.from({ length: steps + 1 }, (_, k) => css_colour(scale_colour(scale, k / steps)));
  const bar = element('div', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.background = `linear-gradient(to right, ${colours.join(', ')})`;
  return bar;
}

function ticks([least, most]: Range, is_signed: boolean, digits: number): HTMLElement {
  const row = element('div', { class: 'ticks' });
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const value = least + share * (most - least);
    const needed = (most - least) % 4 === 0 ? 0 : Math.max(digits, most - least < 10 ? 1 : 0);
    row.append(element('span', {}, is_signed ? signed(value, needed) : fixed(value, needed)));
  }
  return row;
}

/** The bracket under the velocities that are no motion. */
function band([least, most]: Range): HTMLElement[] {
  const share = (value: number): number => (100 * (value - least)) / (most - least);
  const [from, to] = [Math.max(0, share(-kNotSignificant)), Math.min(100, share(kNotSignificant))];
  const bracket = element('div', { class: 'band' });
  bracket.style.marginLeft = `${from}%`;
  bracket.style.width = `${to - from}%`;
  return [bracket, element('div', { class: 'band-name' }, text.legend_not_significant)];
}

function ends(): HTMLElement {
  const [away, towards] = [text.legend_away, text.legend_towards].map((end) => element('span', {}, end));
  return element('div', { class: 'ends' }, away, towards);
}

function flag_icons(): HTMLElement {
  const entries = kFlagNames.map((name) => {
    const icon = svg_element('svg', { viewBox: '0 0 10 10', class: 'flag', 'aria-hidden': 'true' });
    icon.append(svg_element('path', { d: kFlagIcons[name] }));
    return element('span', {}, icon, text.kind_name(name));
  });
  return element('div', { class: 'orbits', hidden: true }, ...entries);
}

function shapes(): HTMLElement {
  return element(
    'div',
    { class: 'orbits' },
    element('span', {}, shape_mark('circle'), text.legend_ascending),
    element('span', {}, shape_mark('square'), text.legend_descending),
    element('span', {}, shape_mark('diamond'), text.legend_east_up),
  );
}
