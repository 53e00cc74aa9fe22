// SPDX-License-Identifier: MIT
// What has no numbers but kinds: class, flags, cluster. Each point gets the number of its kind.
import { kNone, kUnclassified, type Points } from '../points';
import { kClassChoices, kFlagNames, type ClassChoice } from '../state/filters';
import { class_colour, kClusterColours, kFlagColours, kOutsideClusters } from './class_colours';
import type { Rgb } from './rgb';

export type KindProperty = 'class' | 'flags' | 'cluster';

export interface Kinds {
  readonly codes: Uint16Array;
  readonly entries: readonly Kind[];
}

export interface Kind {
  /** Name in the store; '' for a kind that it has no name for. */
  readonly name: string;
  readonly colour: Rgb;
  /** The class that can be switched off by it. */
  readonly class_choice?: ClassChoice;
}

export function kinds_of(points: Points, by: KindProperty): Kinds {
  if (by === 'class') return classes(points);
  return by === 'flags' ? flags(points) : clusters(points);
}

function classes(points: Points): Kinds {
  const number_of = new Uint16Array(256).fill(kClassChoices.indexOf('unclassified'));
  points.classes.forEach((name, k) => {
    const place = kClassChoices.findIndex((choice) => choice === name);
    if (place >= 0) number_of[k] = place;
  });
  number_of[kUnclassified] = kClassChoices.indexOf('unclassified');
  return {
    codes: Uint16Array.from(points.class_index, (index) => number_of[index]),
    entries: kClassChoices.map((name) => ({ name, colour: class_colour(name), class_choice: name })),
  };
}

/** 0 = none, 1 to 4 = one flag, 5 = several. */
function flags({ flags }: Points): Kinds {
  const several = kFlagNames.length + 1;
  const number_of = Uint16Array.from({ length: 1 << kFlagNames.length }, (_, bits) => {
    if (bits === 0) return 0;
    return (bits & (bits - 1)) === 0 ? Math.log2(bits) + 1 : several;
  });
  const names = ['none', ...kFlagNames, 'several'];
  return {
    codes: Uint16Array.from(flags, (bits) => number_of[bits]),
    entries: names.map((name, k) => ({ name, colour: kFlagColours[k] })),
  };
}

/** Clusters take the colours in turn; neighbours in the list are neighbours in size, not on the map. */
function clusters({ cluster, clusters: ids }: Points): Kinds {
  return {
    codes: Uint16Array.from(cluster, (index) => (index === kNone ? 0 : 1 + index)),
    entries: [
      { name: 'none', colour: kOutsideClusters },
      ...ids.map((name) => ({ name, colour: kClusterColours[number_in(name) % kClusterColours.length] })),
    ],
  };
}

/** "CL_0012" is 12: a cluster keeps its colour whatever else is in view. */
function number_in(id: string): number {
  return Number(/\d+/.exec(id)?.[0] ?? 0);
}
