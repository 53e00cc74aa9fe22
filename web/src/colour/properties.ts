// SPDX-License-Identifier: MIT
// What points can be coloured by: the words for it, its unit, its ranges.
import type { ColourBy, Preset, ScaleName } from '../state/colouring';
import type { Range } from './scales';

export interface NumberProperty {
  readonly unit: string;
  /** Decimals that make sense. */
  readonly digits: number;
  /** Positive and negative mean different things: the scale has two arms. */
  readonly is_signed: boolean;
  readonly presets: Readonly<Record<Preset, Range>>;
  /** Half-width of the band without significant motion. */
  readonly not_significant?: number;
}

/**
 * Below this a velocity is not significant for a single point: EGMS's communication of its accuracy.
 */
export const kNotSignificant = 2;

const kVelocity: NumberProperty = {
  unit: 'mm/yr',
  digits: 1,
  is_signed: true,
  presets: around_zero(5, 10, 20, 50),
  not_significant: kNotSignificant,
};

const kProperties: Readonly<Partial<Record<ColourBy, NumberProperty>>> = {
  velocity: kVelocity,
  window: kVelocity,
  displacement: { unit: 'mm', digits: 1, is_signed: true, presets: around_zero(10, 25, 50, 150) },
  coherence: {
    unit: '',
    digits: 2,
    is_signed: false,
    presets: { very_fine: [0.9, 1], fine: [0.7, 1], medium: [0.5, 1], coarse: [0, 1] },
  },
  height: { unit: 'm', digits: 0, is_signed: false, presets: from_zero(50, 200, 1000, 3000) },
  acceleration: { unit: 'mm/yr²', digits: 2, is_signed: true, presets: around_zero(0.5, 1, 2, 5) },
  seasonality: { unit: 'mm', digits: 1, is_signed: false, presets: from_zero(2, 5, 10, 20) },
  rmse: { unit: 'mm', digits: 1, is_signed: false, presets: from_zero(2, 5, 10, 20) },
};

/** Null for what has no numbers but kinds: class, cluster, flags. */
export function number_property(by: ColourBy): NumberProperty | null {
  return kProperties[by] ?? null;
}

/** Scales with two arms need numbers with two signs. */
export function scale_for(wanted: ScaleName, property: NumberProperty): ScaleName {
  return wanted === 'egms' && !property.is_signed ? 'batlow' : wanted;
}

function around_zero(very_fine: number, fine: number, medium: number, coarse: number): NumberProperty['presets'] {
  return {
    very_fine: [-very_fine, very_fine],
    fine: [-fine, fine],
    medium: [-medium, medium],
    coarse: [-coarse, coarse],
  };
}

function from_zero(very_fine: number, fine: number, medium: number, coarse: number): NumberProperty['presets'] {
  return { very_fine: [0, very_fine], fine: [0, fine], medium: [0, medium], coarse: [0, coarse] };
}
