// SPDX-License-Identifier: MIT
// The keys of the page, and the list of them under "?".
import { button } from '../controls/form';
import { element } from '../dom';
import { text } from '../strings';

export interface KeyActions {
  toggle_panel(): void;
  open_clusters(): void;
  close(): void;
}

export class Shortcuts {
  /** Opens the list. */
  readonly opener: HTMLButtonElement;
  private readonly dialog_ = element('dialog', { id: 'shortcuts', 'aria-labelledby': 'shortcuts-title' });

  constructor(private readonly actions_: KeyActions) {
    this.opener = button('?', () => this.dialog_.showModal(), { id: 'help' });
    this.opener.title = text.help_open;
    this.opener.setAttribute('aria-label', text.help_open);
    const rows = text.shortcuts.map(([keys, words]) =>
      element(
        'div',
        {},
        element('dt', {}, ...keys.map((key) => element('kbd', {}, key))),
        element('dd', {}, words),
      ),
    );
    this.dialog_.append(
      element('h2', { id: 'shortcuts-title' }, text.help_title),
      element('dl', {}, ...rows),
      button(text.close, () => this.dialog_.close()),
    );
    document.body.append(this.dialog_);
    document.addEventListener('keydown', (event) => this.on_key(event));
  }

  private on_key(event: KeyboardEvent): void {
    if (this.dialog_.open || event.ctrlKey || event.metaKey || event.altKey || is_typing(event.target))
      return;
    switch (event.key) {
      case '?':
        this.dialog_.showModal();
        break;
      case 'p':
        this.actions_.toggle_panel();
        break;
      case 'l':
        this.actions_.open_clusters();
        break;
      case 'Escape':
        this.actions_.close();
        break;
      default:
        return;
    }
    if (event.key !== 'Escape') event.preventDefault();
  }
}

function is_typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input:not([type=checkbox]):not([type=range]), select, textarea'))
  );
}
