// SPDX-License-Identifier: MIT
// What the colours of points mean.
import type { HashReader, HashWriter } from './hash';

export const kColourBy = [
  'velocity',
  'class',
  'coherence',
  'height',
  'acceleration',
  'seasonality',
  'rmse',
  'cluster',
  'flags',
  'window',
  'displacement',
] as const;
export type ColourBy = (typeof kColourBy)[number];

/** Motion can be measured against other motion; height or coherence cannot. */
export function is_motion(by: ColourBy): boolean {
  return by === 'velocity' || by === 'window' || by === 'displacement';
}

export const kScaleNames = ['egms', 'roma', 'vik', 'batlow'] as const;
export type ScaleName = (typeof kScaleNames)[number];

/** Ranges of fixed width, so that views can be compared. */
export const kPresets = ['very_fine', 'fine', 'medium', 'coarse'] as const;
export type Preset = (typeof kPresets)[number];
export const kStretches = [...kPresets, 'percentiles', 'custom'] as const;
export type Stretch = (typeof kStretches)[number];

export interface Colouring {
  readonly by: ColourBy;
  readonly scale: ScaleName;
  readonly stretch: Stretch;
  /** Limits of the stretch "custom", in the unit of what is coloured. */
  readonly least: number;
  readonly most: number;
  /** Small icons over points that have flags. */
  readonly flag_icons: boolean;
}

export const kDefaultColouring: Colouring = {
  by: 'velocity',
  scale: 'egms',
  stretch: 'fine',
  least: -10,
  most: 10,
  flag_icons: false,
};

export function write_colouring(to: HashWriter, colouring: Colouring): void {
  const usual = kDefaultColouring;
  to.add('colour', colouring.by, usual.by);
  to.add('scale', colouring.scale, usual.scale);
  to.add('stretch', colouring.stretch, usual.stretch);
  to.add('colours_from', colouring.least, usual.least);
  to.add('colours_to', colouring.most, usual.most);
  to.add('flag_icons', colouring.flag_icons, usual.flag_icons);
}

export function read_colouring(from: HashReader): Colouring {
  const usual = kDefaultColouring;
  const least = from.number('colours_from', -1e6, 1e6, usual.least);
  const most = from.number('colours_to', -1e6, 1e6, usual.most);
  return {
    by: from.choice('colour', kColourBy, usual.by),
    scale: from.choice('scale', kScaleNames, usual.scale),
    stretch: from.choice('stretch', kStretches, usual.stretch),
    least: least < most ? least : usual.least,
    most: least < most ? most : usual.most,
    flag_icons: from.flag('flag_icons', usual.flag_icons),
  };
}
