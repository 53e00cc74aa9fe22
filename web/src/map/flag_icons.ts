// SPDX-License-Identifier: MIT
// One small drawing a flag, in a square of ten by ten.
import type { FlagName } from '../state/filters';

export const kFlagIcons: Readonly<Record<FlagName, string>> = {
  periodic: 'M1 5c1-4.5 3-4.5 4 0s3 4.5 4 0',
  jumpy: 'M1 7.5h4v-5h4',
  variable_flag: 'M1 8l2-6 2 5 2-4 2 5',
  noisy_trend: 'M1 8.5 9 1.5M2 3v1.5M4.5 8v1M7.5 5.5v1.5',
};
