// SPDX-License-Identifier: MIT
// Series and their fits, asked for once each.
import {
  fetch_fit,
  fetch_info,
  fetch_series,
  type FittedSeries,
  type Info,
  type TimeSeries,
} from '../api_client';
import { point_name_text, type PointName } from '../state/reference';
import type { FitModel } from '../state/panel_state';
import type { TimeChoice } from '../state/time_choice';
import type { Fit } from './model_fit';

export type FitWindow = Pick<TimeChoice, 'from' | 'to'>;

/** A fit and the dates of its curve. */
export type DatedFit = Fit & { readonly dates: readonly string[] };

const kMostRemembered = 100;

export class SeriesSource {
  private readonly series_ = new Map<string, Promise<TimeSeries>>();
  private readonly fits_ = new Map<string, Promise<DatedFit | null>>();
  private info_: Promise<Info> | null = null;

  info(): Promise<Info> {
    this.info_ ??= fetch_info().catch((error: unknown) => {
      this.info_ = null;
      throw error;
    });
    return this.info_;
  }

  series({ tile, pid }: PointName): Promise<TimeSeries> {
    return remembered(this.series_, `${tile}/${pid}`, () => fetch_series(pid, tile));
  }

  fit(name: PointName, model: FitModel, { from, to }: FitWindow): Promise<DatedFit | null> {
    const key = [point_name_text(name), model, from, to].join(' ');
    return remembered(this.fits_, key, async () => fit_of(await fetch_fit(name, model, from, to)));
  }
}

/** What failed is asked for again. */
function remembered<Value>(
  store: Map<string, Promise<Value>>,
  key: string,
  fetch_it: () => Promise<Value>,
): Promise<Value> {
  const known = store.get(key);
  if (known) return known;
  const asked = fetch_it();
  asked.catch(() => store.delete(key));
  store.set(key, asked);
  const [oldest] = store.keys();
  if (store.size > kMostRemembered && oldest !== undefined) store.delete(oldest);
  return asked;
}

function fit_of({ dates, fit }: FittedSeries): DatedFit | null {
  if (!fit) return null;
  const estimate = (value: number | null, std: number | null) =>
    value === null || std === null ? null : { value, std };
  return {
    dates,
    model: fit.model,
    velocity: { value: fit.velocity, std: fit.velocity_std },
    velocity_std_correlated: fit.velocity_std_correlated,
    acceleration: estimate(fit.acceleration, fit.acceleration_std),
    amplitude: estimate(fit.amplitude, fit.amplitude_std),
    peak_year: fit.peak_year,
    rmse: fit.rmse,
    curve: fit.curve,
    residuals: fit.residuals,
  };
}
