// SPDX-License-Identifier: MIT
// Light or dark: as the user has chosen, otherwise as the system is.
import type { Theme } from './state/layers';
import type { ViewState } from './state/view_state';

export function keep_theme(state: ViewState): void {
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const theme: Theme = state.view.layers.theme;
    const is_dark = theme === 'system' ? system.matches : theme === 'dark';
    document.documentElement.dataset.theme = is_dark ? 'dark' : 'light';
  };
  system.addEventListener('change', apply);
  state.subscribe((view, before) => {
    if (view.layers.theme !== before.layers.theme) apply();
  });
  apply();
}
