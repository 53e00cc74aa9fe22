// SPDX-License-Identifier: MIT
// The points on the map: asks for those of the window, filters them in memory where memory holds enough, colours them,
// and says what is shown.
import { fetch_points, was_aborted, type Info, type PointsQuery } from '../api_client';
import type { Window } from '../colour/columns';
import { codes_of, coloured_by_kind, coloured_by_number, colours_of, type Coloured } from '../colour/coloured';
import { number_property, type NumberProperty } from '../colour/properties';
import type { KindProperty } from '../colour/kinds';
import { PointLoader, type LoadState } from '../point_loader';
import type { Points } from '../points';
import { filter_query, is_within, same_filters, type Filters } from '../state/filters';
import type { View, ViewState } from '../state/view_state';
import type { Reference } from '../state/reference';
import { window_in } from '../state/time_choice';
import { coded_frame, frame_at, type Frames } from '../time/frames';
import { shown_shapes, type Component } from './point_filter';
import { PointLayer } from './point_layer';
import { ReferencePoints, reference_window } from './reference_points';
import { asked_frames, asked_values, own_values, type Asked } from './relative_motion';
import { kHidden } from './stamps';

/** What is on the map now. */
export interface ShownPoints {
  readonly points: Points;
  /** The question that the points are the answer to. */
  readonly query: PointsQuery;
  readonly components: readonly Component[];
  /** kHidden for points that do not pass the filters. */
  readonly shapes: Uint8Array;
  /** Points that pass, and those of them that are drawn. */
  readonly total: number;
  readonly drawn: number;
  readonly coloured: Coloured;
  /** Values of the points that are drawn; empty for kinds. */
  readonly in_view: Float32Array;
}

interface Loaded extends Asked {
  readonly filters: Filters;
}

export interface MapPointsReports {
  loading(state: LoadState): void;
  shown(shown: ShownPoints): void;
  /** Dates of the time slider; none while they are not known. */
  dates(dates: readonly string[]): void;
}

export class MapPoints {
  readonly layer = new PointLayer();
  private readonly loader_: PointLoader;
  /** By stem of the tile. */
  private component_of_: ReadonlyMap<string, Component> = new Map();
  private loaded_: Loaded | null = null;
  private coloured_: Coloured | null = null;
  private reference_: ReferencePoints | null = null;
  private frames_: Frames | null = null;
  private days_ = { first: '', last: '' };
  private request_ = new AbortController();
  private last_shapes_: { points: Points; filters: Filters; shapes: Uint8Array } | null = null;

  constructor(
    private readonly state_: ViewState,
    private readonly window_: () => PointsQuery,
    private readonly reports_: MapPointsReports,
  ) {
    this.loader_ = new PointLoader(
      () => ({
        ...this.window_(),
        ...filter_query(this.state_.view.filters),
        max_pts: this.state_.view.layers.most_points,
      }),
      (state) => this.on_load(state),
    );
    state_.subscribe((view, before) => this.on_view(view, before));
  }

  start(info: Info): void {
    this.component_of_ = new Map(info.tiles.map(({ stem, component }) => [stem, component]));
    if (info.dates) this.days_ = info.dates;
    this.layer.set_look(this.state_.view.layers);
    void this.load_reference();
  }

  load_soon(): void {
    this.loader_.load_soon();
  }

  load_now(): void {
    this.loader_.load_now();
  }

  private on_view(view: View, before: View): void {
    if (view.layers !== before.layers) this.layer.set_look(view.layers);
    if (view.layers.most_points !== before.layers.most_points) this.loader_.load_soon();
    if (view.filters !== before.filters) this.refilter(view.filters);
    const is_other_release = view.filters.release !== before.filters.release;
    if (view.reference !== before.reference || is_other_release) void this.load_reference();
    if (!this.loaded_) return;
    const is_timed = view.colouring.by === 'window' || view.colouring.by === 'displacement';
    const is_other_window = view.time.from !== before.time.from || view.time.to !== before.time.to;
    if (view.colouring.by !== before.colouring.by || (is_timed && is_other_window)) void this.recolour();
    else if (view.time.at !== before.time.at && this.frames_) this.show_frame(this.frames_);
    else if (view.colouring !== before.colouring) this.show();
  }

  private refilter(filters: Filters): void {
    const loaded = this.loaded_;
    const is_complete = loaded !== null && loaded.points.count === loaded.points.total;
    if (loaded && (same_filters(filters, loaded.filters) || (is_complete && is_within(filters, loaded.filters))))
      this.show();
    else this.loader_.load_soon();
  }

  private on_load(state: LoadState): void {
    if (state.kind === 'ready') {
      const { points, query } = state;
      const components = this.components_of(points);
      this.loaded_ = { points, query, components, filters: this.state_.view.filters };
      this.coloured_ = null;
      void this.recolour();
    }
    this.reports_.loading(state);
  }

  /** Works out what the points are coloured by; those that need the server are grey until it has answered. */
  private async recolour(): Promise<void> {
    this.request_.abort();
    const request = (this.request_ = new AbortController());
    const loaded = this.loaded_ as Loaded;
    const { by } = this.state_.view.colouring;
    const property = number_property(by);
    this.frames_ = null;
    this.reports_.dates([]);
    if (!property) {
      this.take(coloured_by_kind(loaded.points, by as KindProperty));
      return;
    }
    const own = own_values(loaded, by, this.reference_);
    this.take(coloured_by_number(by, property, own ?? new Float32Array(loaded.points.count).fill(NaN)));
    if (own) return;
    try {
      await this.ask(loaded, property, request.signal);
    } catch (error) {
      if (request.signal.aborted || was_aborted(error)) return;
      this.reports_.loading({ kind: 'refused', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** For what the points do not have themselves. */
  private async ask(loaded: Loaded, property: NumberProperty, signal: AbortSignal): Promise<void> {
    const { by } = this.state_.view.colouring;
    const window: Window = window_in(this.state_.view.time, this.days_);
    if (by === 'displacement') {
      const frames = await asked_frames(loaded, window, this.reference_, signal);
      if (signal.aborted) return;
      this.frames_ = frames;
      this.reports_.dates(frames.dates);
      this.show_frame(frames);
      return;
    }
    const values = await asked_values(loaded, by, window, this.reference_, signal);
    if (!signal.aborted) this.take(coloured_by_number(by, property, values));
  }

  private show_frame(frames: Frames): void {
    const { values, coded } = coded_frame(frames, frame_at(frames, this.state_.view.time.at));
    const property = number_property('displacement') as NumberProperty;
    this.take(coloured_by_number('displacement', property, values, coded));
  }

  private async load_reference(): Promise<void> {
    const { reference } = this.state_.view;
    const points = reference && (await this.reference_points(reference).catch(() => null));
    if (reference !== this.state_.view.reference) return;
    const is_change = points !== this.reference_;
    this.reference_ = points;
    if (is_change && this.loaded_) void this.recolour();
  }

  private async reference_points(reference: Reference): Promise<ReferencePoints> {
    const query = { ...reference_window(reference), release: this.state_.view.filters.release ?? undefined };
    const points = await fetch_points(query, new AbortController().signal);
    return new ReferencePoints(reference, points, query, this.components_of(points));
  }

  private components_of({ tiles }: Points): Component[] {
    return tiles.map((stem) => this.component_of_.get(stem) ?? 'LOS');
  }

  private take(coloured: Coloured): void {
    const is_first = this.coloured_ === null;
    this.coloured_ = coloured;
    this.show(is_first);
  }

  /** As long as neither changes, the same object. */
  private shapes_of({ points, components }: Asked, filters: Filters): Uint8Array {
    const last = this.last_shapes_;
    if (last?.points === points && last.filters === filters) return last.shapes;
    const shapes = shown_shapes(points, filters, components);
    this.last_shapes_ = { points, filters, shapes };
    return shapes;
  }

  private show(has_new_points = false): void {
    const { loaded_: loaded, coloured_: coloured } = this;
    if (!loaded || !coloured) return;
    const { view } = this.state_;
    const { points, query, components } = loaded;
    const shapes = this.shapes_of(loaded, view.filters);
    const in_view = coloured.kind === 'numbers' ? coloured.values.filter((_, i) => shapes[i] !== kHidden) : kNoValues;
    const colours = colours_of(coloured, view.colouring, in_view);
    const codes = codes_of(coloured);
    if (has_new_points) this.layer.show({ points, shapes, codes, colours });
    else {
      this.layer.reshape(shapes);
      this.layer.recode(codes);
      this.layer.recolour(colours);
    }
    const drawn = shapes.reduce((count, shape) => count + Number(shape !== kHidden), 0);
    const total = points.count === points.total ? drawn : points.total;
    this.reports_.shown({ points, query, components, shapes, total, drawn, coloured, in_view });
  }
}

const kNoValues = new Float32Array(0);
