// SPDX-License-Identifier: MIT
// A hint for who is here for the first time; it goes with the first thing that is done.
import { button } from '../controls/form';
import { element } from '../dom';
import { text } from '../strings';

const kVisited = 'plumbline.visited';

export function show_first_hint(place: HTMLElement, open_help: () => void): void {
  if (remembered()) return;
  const hint = element(
    'aside',
    { id: 'hint', 'aria-label': text.hint_title },
    element('p', {}, text.hint),
    button(text.help_title, open_help),
    button(text.hint_close, () => done()),
  );
  function done(): void {
    hint.remove();
    remember();
  }
  place.append(hint);
  place.addEventListener('click', (event) => !hint.contains(event.target as Node) && done(), { once: true });
}

/** Where the browser keeps nothing, the hint is shown every time. */
function remembered(): boolean {
  try {
    return localStorage.getItem(kVisited) !== null;
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(kVisited, '1');
  } catch {
    // As if this were a first visit again.
  }
}
