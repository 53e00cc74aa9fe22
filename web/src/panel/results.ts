// SPDX-License-Identifier: MIT
// The panel with its pages: what can be looked at under the map.
import type { SeriesMarks } from '../map/series_marks';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { Panel } from './panel';
import { SeriesSource } from './series_source';
import { SeriesTab } from './series_tab';

export class Results {
  readonly panel: Panel;

  constructor(place: HTMLElement, state: ViewState, marks: SeriesMarks) {
    this.panel = new Panel(place, state);
    const source = new SeriesSource();
    const say = (message: string): void => this.panel.say(message);
    this.panel.add({
      tab: 'series',
      place: new SeriesTab(state, source, say, (places) => marks.show(places)).place,
      title: ({ panel }) => text.panel_title(Math.max(1, panel.series.length)),
      available: () => true,
    });
  }
}
