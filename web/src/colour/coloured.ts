// SPDX-License-Identifier: MIT
// What the points are coloured by, worked out: a code for each, and the colours of the codes.
import type { Points } from '../points';
import type { ColourBy, Colouring } from '../state/colouring';
import { category_colours, number_codes, number_colours, type NumberCodes } from './codes';
import { kinds_of, type KindProperty, type Kinds } from './kinds';
import { scale_for, type NumberProperty } from './properties';
import { colour_range } from './ranges';
import type { Range } from './scales';

export type Coloured =
  | {
      readonly kind: 'numbers';
      readonly by: ColourBy;
      readonly property: NumberProperty;
      readonly values: Float32Array;
      readonly coded: NumberCodes;
    }
  | { readonly kind: 'kinds'; readonly by: KindProperty; readonly kinds: Kinds };

export function coloured_by_kind(points: Points, by: KindProperty): Coloured {
  return { kind: 'kinds', by, kinds: kinds_of(points, by) };
}

export function coloured_by_number(
  by: ColourBy,
  property: NumberProperty,
  values: Float32Array,
  coded: NumberCodes = number_codes(values),
): Coloured {
  return { kind: 'numbers', by, property, values, coded };
}

export function codes_of(coloured: Coloured): Uint16Array {
  return coloured.kind === 'numbers' ? coloured.coded.codes : coloured.kinds.codes;
}

/** `in_view`: the values of the points that are shown. */
export function colours_of(coloured: Coloured, colouring: Colouring, in_view: Float32Array): Uint32Array {
  if (coloured.kind === 'kinds') return category_colours(coloured.kinds.entries.map(({ colour }) => colour));
  const { coded, property } = coloured;
  return number_colours(coded, scale_for(colouring.scale, property), range_of(coloured, colouring, in_view));
}

export function range_of(
  coloured: Extract<Coloured, { kind: 'numbers' }>,
  colouring: Colouring,
  in_view: Float32Array,
): Range {
  return colour_range(colouring, coloured.property, in_view);
}

