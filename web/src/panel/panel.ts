// SPDX-License-Identifier: MIT
// The panel under the map: tabs, and one page for each.
import { button } from '../controls/form';
import { element } from '../dom';
import type { PanelTab } from '../state/panel_state';
import type { View, ViewState } from '../state/view_state';
import { text } from '../strings';

export interface Page {
  readonly tab: PanelTab;
  readonly place: HTMLElement;
  title(view: View): string;
  /** Whether there is anything to show. */
  available(view: View): boolean;
}

export class Panel {
  private readonly message_ = element('p', { class: 'message', role: 'status' });
  private readonly tabs_ = element('div', { class: 'tabs', role: 'tablist', 'aria-label': text.panel_tabs });
  private readonly pages_: Page[] = [];
  private last_: PanelTab = 'series';
  private readonly buttons_ = new Map<PanelTab, HTMLButtonElement>();

  constructor(
    private readonly place_: HTMLElement,
    private readonly state_: ViewState,
  ) {
    const close = button('×', () => this.close(), { class: 'close' });
    close.setAttribute('aria-label', text.panel_close);
    close.title = text.panel_close;
    place_.setAttribute('aria-label', text.panel);
    const grip = button('', () => this.toggle_height(grip), { class: 'grip' });
    grip.setAttribute('aria-label', text.panel_taller);
    grip.setAttribute('aria-expanded', 'false');
    place_.append(grip, element('header', {}, this.tabs_, this.message_, close));
    this.tabs_.addEventListener('keydown', (event) => this.on_key(event));
    state_.subscribe((view) => this.update(view));
  }

  get is_open(): boolean {
    return !this.place_.hidden;
  }

  /** Opens what was open before, or the series. */
  toggle(): void {
    if (this.is_open) this.close();
    else this.state_.change({ panel: { tab: this.last_ } });
  }

  private toggle_height(grip: HTMLElement): void {
    grip.setAttribute('aria-expanded', String(this.place_.classList.toggle('tall')));
  }

  close(): void {
    this.state_.change({ panel: { tab: null } });
  }

  say(message: string): void {
    this.message_.textContent = message;
  }

  add(page: Page): void {
    const { tab, place } = page;
    const opener = button('', () => this.open(tab), { id: `tab-${tab}` });
    opener.setAttribute('role', 'tab');
    opener.setAttribute('aria-controls', `page-${tab}`);
    place.id = `page-${tab}`;
    place.setAttribute('role', 'tabpanel');
    place.setAttribute('aria-labelledby', opener.id);
    this.buttons_.set(tab, opener);
    this.tabs_.append(opener);
    this.place_.append(place);
    this.pages_.push(page);
    this.refresh();
  }

  /** After something became available. */
  refresh(): void {
    this.update(this.state_.view);
  }

  private open(tab: PanelTab): void {
    this.say('');
    this.state_.change({ panel: { tab } });
  }

  private update(view: View): void {
    const { tab } = view.panel;
    this.last_ = tab ?? this.last_;
    this.place_.hidden = tab === null;
    for (const page of this.pages_) {
      const opener = this.buttons_.get(page.tab) as HTMLButtonElement;
      const selected = page.tab === tab;
      opener.textContent = page.title(view);
      opener.hidden = !selected && !page.available(view);
      opener.setAttribute('aria-selected', String(selected));
      opener.tabIndex = selected ? 0 : -1;
      page.place.hidden = !selected;
    }
  }

  /** Arrow keys go from tab to tab. */
  private on_key(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const shown = this.pages_.map(({ tab }) => tab).filter((tab) => !this.buttons_.get(tab)?.hidden);
    const at = shown.findIndex((tab) => this.buttons_.get(tab) === document.activeElement);
    const next = shown[(at + step + shown.length) % shown.length];
    this.open(next);
    this.buttons_.get(next)?.focus();
    event.preventDefault();
  }
}
