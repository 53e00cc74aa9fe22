// SPDX-License-Identifier: MIT
// The REST calls of the viewer, typed by the contract (api_types.ts is generated from api/openapi.yaml).
import type { components, operations } from './api_types';
import { BadAnswer, BinaryAnswer, type ColumnsHeader } from './binary_answer';
import { decode_points, type Points } from './points';

export type Info = components['schemas']['Info'];
export type TimeSeries = components['schemas']['TimeSeries'];
export type FittedSeries = components['schemas']['FittedSeries'];
export type Selection = components['schemas']['Selection'];
export type Profile = components['schemas']['Profile'];
export type ClusterSeries = components['schemas']['ClusterSeries'];
export type PolygonCollection = components['schemas']['FeatureCollection'];
export type PointsQuery = NonNullable<operations['points']['parameters']['query']>;
type WindowQuery = NonNullable<operations['get_clusters']['parameters']['query']>;

/** The server did not answer at all, or is too busy to. Asking again later makes sense. */
export class ServerGone extends Error {}

/** The server understood and said no; its message is for the reader. */
export class Refused extends Error {}

export function fetch_info(signal?: AbortSignal): Promise<Info> {
  return get_json<Info>('get_info', {}, signal);
}

export async function fetch_points(query: PointsQuery, signal: AbortSignal): Promise<Points> {
  const response = await get('api/v1/points', query, signal);
  return decode_points(await body_of(response.arrayBuffer()));
}

/** Columns of the points that /api/v1/points gives for the same question. */
export async function fetch_columns<Header extends ColumnsHeader>(
  path: 'values' | 'window_velocity' | 'displacements',
  query: Query,
  signal: AbortSignal,
): Promise<BinaryAnswer<Header>> {
  const response = await get(`api/v1/${path}`, query, signal);
  return new BinaryAnswer<Header>(await body_of(response.arrayBuffer()));
}

export function fetch_series(pid: string, tile: string): Promise<TimeSeries> {
  return get_json<TimeSeries>('get_timeseries', { pid, tile });
}

type FitQuery = NonNullable<operations['series']['parameters']['query']>;

/** The series of a window of time with a model fitted to it. */
export async function fetch_fit(
  { pid, tile }: { readonly pid: string; readonly tile: string },
  fit: FitQuery['fit'],
  from: string | null,
  to: string | null,
): Promise<FittedSeries> {
  const query: FitQuery = { pids: [pid], tile, fit, from: from ?? undefined, to: to ?? undefined };
  return (await get_json<{ series: [FittedSeries] }>('api/v1/series', query)).series[0];
}

export type SelectionQuery = NonNullable<operations['selection']['parameters']['query']>;
export type ProfileQuery = NonNullable<operations['profile']['parameters']['query']>;

/** What the points of an area have in common. */
export function fetch_selection(query: SelectionQuery, signal?: AbortSignal): Promise<Selection> {
  return get_json<Selection>('api/v1/selection', query, signal);
}

/** What lies along a line. */
export function fetch_profile(query: ProfileQuery, signal?: AbortSignal): Promise<Profile> {
  return get_json<Profile>('api/v1/profile', query, signal);
}

export function fetch_cluster_series(cluster: string): Promise<ClusterSeries> {
  return get_json<ClusterSeries>('api/v1/cluster_series', { cluster });
}

/** Where a file with the points of a question can be had. */
export function export_address(query: Query): string {
  return `api/v1/export?${parameters_of(query)}`;
}

export function fetch_clusters(window: WindowQuery, signal: AbortSignal): Promise<PolygonCollection> {
  return get_json<PolygonCollection>('get_clusters', window, signal);
}

export function fetch_subclusters(window: WindowQuery, signal: AbortSignal): Promise<PolygonCollection> {
  return get_json<PolygonCollection>('get_subclusters', window, signal);
}

/** True when a newer request has replaced this one: nothing to tell the reader. */
export function was_aborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

type Query = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | undefined>>;

async function get_json<Answer>(path: string, query: Query, signal?: AbortSignal): Promise<Answer> {
  const response = await get(path, query, signal);
  return (await body_of(response.json())) as Answer;
}

function parameters_of(query: Query): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value)); // lists with commas, as the contract asks
  }
  return parameters;
}

async function get(path: string, query: Query, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(`${path}?${parameters_of(query)}`, { signal, cache: 'no-store' }).catch(
    (error: unknown) => {
      if (was_aborted(error)) throw error;
      throw new ServerGone();
    },
  );
  if (response.ok) return response;
  const { code, message } = await refusal(response);
  // Busy, or not there at all. A question that took too long will take as long again.
  if (response.status >= 502 && code !== 'interrupted') throw new ServerGone();
  throw new Refused(message);
}

async function refusal(response: Response): Promise<components['schemas']['Error']['error']> {
  try {
    return ((await response.json()) as components['schemas']['Error']).error;
  } catch {
    return { code: '', message: `${response.status} ${response.statusText}` };
  }
}

/** An answer that breaks off is a server that went away. */
async function body_of<Body>(body: Promise<Body>): Promise<Body> {
  return body.catch((error: unknown) => {
    if (was_aborted(error) || error instanceof BadAnswer) throw error;
    throw new ServerGone();
  });
}
