// SPDX-License-Identifier: MIT
// The buttons of the drawing tools, on the map, and what they say while drawing.
import * as L from 'leaflet';
import { element, svg_element } from '../dom';
import { length_m, ring_area_m2, circle_ring, bounds_of } from '../map/shape_geometry';
import type { Position, Shape } from '../state/shape';
import type { ViewState } from '../state/view_state';
import { text } from '../strings';
import { Drawing } from './drawing';
import { ShapeLayer } from './shape_layer';
import { kTools, type Tool } from './sketch';

const kIcons: Readonly<Record<Tool | 'clear', string>> = {
  rectangle: 'M3 5h14v10H3z',
  circle: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14z',
  polygon: 'M4 15 3 6l7-3 7 5-4 9z',
  line: 'M3 15 8 7l4 5 5-8',
  measure: 'M2 12 12 2l6 6L8 18zM6 8l2 2M9 5l2 2',
  clear: 'M5 5l10 10M15 5 5 15',
};

export class Toolbar {
  private readonly drawing_: Drawing;
  private readonly selection_: ShapeLayer;
  private readonly measured_: ShapeLayer;
  private readonly buttons_: Readonly<Record<Tool, HTMLButtonElement>>;
  private readonly clear_: HTMLButtonElement;
  private readonly note_ = element('div', { id: 'tool-note', role: 'status', hidden: true });
  private is_measuring_ = false;

  constructor(
    map: L.Map,
    private readonly state_: ViewState,
  ) {
    this.selection_ = new ShapeLayer(map, '#7a1fa2');
    this.measured_ = new ShapeLayer(map, '#b34700');
    this.drawing_ = new Drawing(map, {
      sketch: (shape) => this.on_sketch(shape),
      done: (tool, shape) => this.on_done(tool, shape),
      tool: (tool) => this.on_tool(tool),
    });
    const made = kTools.map((tool) => [tool, this.tool_button(tool)] as const);
    this.buttons_ = Object.fromEntries(made) as Record<Tool, HTMLButtonElement>;
    this.clear_ = this.button('clear', text.tool_clear, () => this.clear());
    this.add_to(map);
    state_.subscribe((view, before) => {
      if (view.selection !== before.selection) this.show_selection();
    });
    this.show_selection();
  }

  /** A click on the map belongs to the drawing. */
  get is_active(): boolean {
    return this.drawing_.is_active;
  }

  private add_to(map: L.Map): void {
    const bar = element('div', { class: 'map-tools leaflet-bar', role: 'toolbar', 'aria-label': text.tools });
    bar.append(...Object.values(this.buttons_), this.clear_);
    L.DomEvent.disableClickPropagation(bar);
    const control = new L.Control({ position: 'topleft' });
    control.onAdd = () => bar;
    control.addTo(map);
    map.getContainer().append(this.note_);
  }

  private tool_button(tool: Tool): HTMLButtonElement {
    const made = this.button(tool, text.tool_name[tool], () => {
      const is_in_hand = made.getAttribute('aria-pressed') === 'true';
      this.drawing_.take(is_in_hand ? null : tool);
    });
    made.setAttribute('aria-pressed', 'false');
    return made;
  }

  private button(icon: Tool | 'clear', label: string, action: () => void): HTMLButtonElement {
    const made = element('button', { type: 'button', 'data-tool': icon, title: label, 'aria-label': label });
    const drawing = svg_element('svg', { viewBox: '0 0 20 20', 'aria-hidden': 'true' });
    drawing.append(svg_element('path', { d: kIcons[icon] }));
    made.append(drawing);
    made.addEventListener('click', action);
    return made;
  }

  private on_tool(tool: Tool | null): void {
    for (const [name, button] of Object.entries(this.buttons_))
      button.setAttribute('aria-pressed', String(name === tool));
    this.measured_.show(null);
    this.is_measuring_ = tool === 'measure';
    this.say(tool ? text.tool_hint[tool] : '');
    this.update_clear();
  }

  private on_sketch(shape: Shape | null): void {
    if (shape) this.say(measures(shape));
  }

  private on_done(tool: Tool, shape: Shape): void {
    if (tool !== 'measure') {
      this.state_.change({ selection: shape });
      return;
    }
    this.measured_.show(shape, shape.kind === 'line' ? shape.corners : []);
    this.is_measuring_ = true;
    this.say(measures(shape));
    this.update_clear();
  }

  private show_selection(): void {
    this.selection_.show(this.state_.view.selection);
    this.update_clear();
  }

  private clear(): void {
    this.drawing_.take(null);
    if (this.state_.view.selection) this.state_.change({ selection: null });
  }

  private update_clear(): void {
    this.clear_.hidden = this.state_.view.selection === null && !this.is_measuring_;
  }

  /** What the tool in hand wants, or has found. */
  say(words: string): void {
    this.note_.textContent = words;
    this.note_.hidden = words === '';
  }
}

/** "1.25 km · 0.4 km²": length of a line, size of an area; a line that comes back to its start has an area as well. */
export function measures(shape: Shape): string {
  if (shape.kind === 'line') {
    const length = text.length(length_m(shape.corners));
    return shape.corners.length < 3 ? length : `${length} · ${text.enclosed(ring_area_m2(shape.corners))}`;
  }
  if (shape.kind === 'circle') {
    const area = ring_area_m2(circle_ring(shape.centre, shape.radius_m, 180));
    return `${text.radius(shape.radius_m)} · ${text.area(area)}`;
  }
  return text.area(ring_area_m2(shape.kind === 'polygon' ? shape.corners : corners_of(shape)));
}

function corners_of(shape: Shape): Position[] {
  const [west, south, east, north] = bounds_of(shape);
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}
