// SPDX-License-Identifier: MIT
// Titles of what points are coloured by.
import type { ColourBy } from '../state/colouring';
import { text } from '../strings';
import { number_property } from './properties';

/** "Mean velocity, mm/yr". */
export function title_with_unit(by: ColourBy): string {
  const unit = number_property(by)?.unit;
  return unit ? `${text.colour_name[by]}, ${unit}` : text.colour_name[by];
}
