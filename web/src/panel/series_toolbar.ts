// SPDX-License-Identifier: MIT
// The controls over the chart of series.
import { button, checkbox, follow, select } from '../controls/form';
import { element } from '../dom';
import { kFitModels, type FitModel } from '../state/panel_state';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { menu } from './menu';

export interface SeriesActions {
  fit_chart(): void;
  compare_geometries(): void;
  export_csv(): void;
  export_svg(): void;
  export_png(): void;
}

export function series_toolbar(state: ViewState, actions: SeriesActions): HTMLElement {
  const model = select(
    state,
    {
      id: 'fit',
      label: text.fit,
      read: ({ panel }) => panel.fit ?? '',
      write: (value) => {
        const fit = kFitModels.find((name) => name === value) ?? null;
        return { panel: { fit, residuals: fit ? state.view.panel.residuals : false } };
      },
    },
    [['', text.fit_none], ...kFitModels.map((name): [FitModel, string] => [name, text.fit_name[name]])],
  );
  const residuals = checkbox(state, {
    id: 'residuals',
    label: text.residuals,
    read: ({ panel }) => panel.residuals,
    write: (value) => ({ panel: { residuals: value } }),
  });
  follow(state, ({ panel }) => (residuals.hidden = panel.fit === null));
  const start = checkbox(state, {
    id: 'from-zero',
    label: text.from_zero,
    read: ({ panel }) => panel.from_zero,
    write: (value) => ({ panel: { from_zero: value } }),
  });
  return element(
    'div',
    { class: 'chart-bar', role: 'group', 'aria-label': text.chart_controls },
    model,
    residuals,
    start,
    button(text.fit_chart, actions.fit_chart, { id: 'fit-chart' }),
    button(text.compare_geometries, actions.compare_geometries, { id: 'compare' }),
    menu(text.export_menu, [
      [text.export_csv, actions.export_csv],
      [text.export_svg, actions.export_svg],
      [text.export_png, actions.export_png],
    ]),
  );
}
