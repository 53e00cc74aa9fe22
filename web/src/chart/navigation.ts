// SPDX-License-Identifier: MIT
// Wheel, pointer and keyboard over a chart. Wheel zooms both axes, with Shift only the vertical one, with Ctrl or Alt
// only the horizontal one; a drag moves, two fingers zoom, a double click fits.
import { wheel_factor } from './range';

/** Places are shares of the plot's width and height, from its left and bottom. */
export interface ChartMotions {
  zoom(at_x: number, at_y: number, factor_x: number, factor_y: number): void;
  move(by_x: number, by_y: number): void;
  fit(): void;
  /** Moves the reading line by so many values. */
  step(values: number): void;
}

const kKeyZoom = 0.8;
const kKeyMove = 0.1;
/** A drag shorter than this is a click. */
const kDragPx = 3;

export function navigate_by_pointer(over: HTMLElement, motions: ChartMotions): void {
  over.addEventListener('wheel', (event) => on_wheel(event, over, motions), { passive: false });
  over.addEventListener('dblclick', () => motions.fit());
  follow_pointers(over, motions);
}

export function navigate_by_keys(focus: HTMLElement, motions: ChartMotions): void {
  focus.addEventListener('keydown', (event) => {
    if (event.target === focus && on_key(event, motions)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });
}

function on_wheel(event: WheelEvent, over: HTMLElement, motions: ChartMotions): void {
  event.preventDefault();
  // With Shift some browsers turn the wheel sideways.
  const factor = wheel_factor(event.deltaY || event.deltaX, event.deltaMode);
  const [x, y] = share_of(event, over);
  const only_y = event.shiftKey;
  const only_x = event.ctrlKey || event.altKey || event.metaKey;
  motions.zoom(x, y, only_y ? 1 : factor, only_x ? 1 : factor);
}

function follow_pointers(over: HTMLElement, motions: ChartMotions): void {
  const pointers = new Map<number, readonly [number, number]>();
  let travelled = 0;
  over.addEventListener('pointerdown', (event) => {
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    travelled = 0;
  });
  over.addEventListener('pointermove', (event) => {
    const before = pointers.get(event.pointerId);
    if (!before) return;
    const others = [...pointers].filter(([id]) => id !== event.pointerId);
    travelled += Math.hypot(event.clientX - before[0], event.clientY - before[1]);
    if (travelled < kDragPx) return;
    over.setPointerCapture(event.pointerId);
    pointers.set(event.pointerId, [event.clientX, event.clientY]);
    if (others.length > 0) pinch(others[0][1], before, event, over, motions);
    else
      motions.move(
        (before[0] - event.clientX) / over.clientWidth,
        (event.clientY - before[1]) / over.clientHeight,
      );
  });
  for (const end of ['pointerup', 'pointercancel'] as const)
    over.addEventListener(end, (event) => pointers.delete(event.pointerId));
}

/** Two fingers: what is between them grows with their distance. */
function pinch(
  fixed: readonly [number, number],
  before: readonly [number, number],
  now: PointerEvent,
  over: HTMLElement,
  motions: ChartMotions,
): void {
  const was = Math.hypot(before[0] - fixed[0], before[1] - fixed[1]);
  const is = Math.hypot(now.clientX - fixed[0], now.clientY - fixed[1]);
  const [x, y] = share_of({ clientX: fixed[0], clientY: fixed[1] }, over);
  const factor = was / Math.max(1, is);
  motions.zoom(x, y, factor, factor);
}

function on_key(event: KeyboardEvent, motions: ChartMotions): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const steps = event.shiftKey ? 10 : 1;
  switch (event.key) {
    case 'ArrowLeft':
      motions.step(-steps);
      return true;
    case 'ArrowRight':
      motions.step(steps);
      return true;
    case 'ArrowUp':
    case 'ArrowDown':
      motions.move(0, event.key === 'ArrowUp' ? kKeyMove : -kKeyMove);
      return true;
    case 'PageUp':
    case 'PageDown':
      motions.move(event.key === 'PageUp' ? -kKeyMove : kKeyMove, 0);
      return true;
    case '+':
    case '=':
      motions.zoom(0.5, 0.5, kKeyZoom, kKeyZoom);
      return true;
    case '-':
      motions.zoom(0.5, 0.5, 1 / kKeyZoom, 1 / kKeyZoom);
      return true;
    case '0':
      motions.fit();
      return true;
    default:
      return false;
  }
}

function share_of(event: { clientX: number; clientY: number }, over: HTMLElement): [number, number] {
  const box = over.getBoundingClientRect();
  return [(event.clientX - box.left) / box.width, (box.bottom - event.clientY) / box.height];
}
