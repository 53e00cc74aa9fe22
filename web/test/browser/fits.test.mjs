// SPDX-License-Identifier: MIT
// The viewer's own least squares, for series that the server does not have, against those of /api/v1/series.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { get_points } from './support.mjs';

async function own_fit() {
  const source = fileURLToPath(new URL('../../src/panel/model_fit.ts', import.meta.url));
  const bundle = { entryPoints: [source], bundle: true, format: 'esm', write: false };
  const [{ text }] = (await build(bundle)).outputFiles;
  return (await import(`data:text/javascript,${encodeURIComponent(text)}`)).fit_model;
}

export const checks = [
  {
    name: 'fits of the page and of the server agree, for all models',
    async run(_, { base_url }) {
      const fit_model = await own_fit();
      const { points } = await get_points(base_url, {});
      const some = points.filter((_, i) => i % Math.ceil(points.length / 5) === 0);
      for (const { pid, tile } of some) {
        for (const model of ['linear', 'seasonal', 'quadratic', 'egms']) {
          const query = new URLSearchParams({ pids: pid, tile, fit: model });
          const { series } = await (await fetch(`${base_url}/api/v1/series?${query}`)).json();
          const { fit } = series[0];
          const own = fit_model(series[0], model);
          const near = (a, b, what) =>
            assert.ok(
              Math.abs(a - b) <= 2e-3 * Math.max(1, Math.abs(b)),
              `${pid} ${model} ${what}: ${a}, ${b}`,
            );
          near(own.velocity.value, fit.velocity, 'velocity');
          near(own.velocity.std, fit.velocity_std, 'velocity_std');
          near(own.velocity_std_correlated, fit.velocity_std_correlated, 'velocity_std_correlated');
          near(own.rmse, fit.rmse, 'rmse');
          if (fit.acceleration !== null) near(own.acceleration.value, fit.acceleration, 'acceleration');
          if (fit.amplitude !== null) near(own.amplitude.value, fit.amplitude, 'amplitude');
          if (fit.amplitude !== null) near(own.amplitude.std, fit.amplitude_std, 'amplitude_std');
          fit.curve.forEach((value, i) => near(own.curve[i], value, `curve at ${i}`));
        }
      }
    },
  },
];
