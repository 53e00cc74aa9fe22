// SPDX-License-Identifier: MIT
// The user's own layers by their address: tiles (XYZ), WMS and WMTS in the web's usual projection. Only pictures, and
// only over https: the page's policy lets nothing else through.

export type OwnLayer =
  | { readonly kind: 'tiles'; readonly template: string; readonly host: string }
  | { readonly kind: 'wms'; readonly base: string; readonly parameters: WmsParameters; readonly host: string };

interface WmsParameters {
  readonly layers: string;
  readonly styles: string;
  readonly format: string;
  readonly version: string;
  readonly transparent: boolean;
}

/** Null for what is none of these. */
export function read_own_layer(address: string): OwnLayer | null {
  const text = address.trim();
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return null;
  }
  if (url.protocol !== 'https:') return null;
  const { host } = url;
  if (/\{x\}/.test(text) && /\{-?y\}/.test(text) && /\{z\}/.test(text)) return { kind: 'tiles', template: text, host };
  if (/\{TileCol\}/i.test(text)) return { kind: 'tiles', template: wmts_template(text), host };
  const parameter = parameters_of(url);
  if (parameter('layers') !== null) return wms(url, parameter);
  if (parameter('layer') !== null && parameter('tilematrixset') !== null)
    return { kind: 'tiles', template: wmts_by_key(url), host };
  return null;
}

/** Names of parameters may be written in capitals. */
function parameters_of(url: URL): (name: string) => string | null {
  const entries = [...url.searchParams].map(([name, value]) => [name.toLowerCase(), value] as const);
  const values = new Map(entries);
  return (name) => values.get(name) ?? null;
}

/** A template of WMTS by resources, with the set of matrices of Web Mercator unless it names one. */
function wmts_template(text: string): string {
  return text
    .replace(/\{TileMatrixSet\}/gi, 'GoogleMapsCompatible')
    .replace(/\{TileMatrix\}/gi, '{z}')
    .replace(/\{TileRow\}/gi, '{y}')
    .replace(/\{TileCol\}/gi, '{x}')
    .replace(/\{style\}/gi, 'default');
}

/** WMTS by parameters. */
function wmts_by_key(url: URL): string {
  const given = [...url.searchParams].filter(
    ([name]) => !/^(tilematrix|tilerow|tilecol|request|service|version)$/i.test(name),
  );
  const query = new URLSearchParams(given);
  const fixed = `service=WMTS&request=GetTile&version=1.0.0&${query}`;
  return `${url.origin}${url.pathname}?${fixed}&TileMatrix={z}&TileRow={y}&TileCol={x}`;
}

function wms(url: URL, parameter: (name: string) => string | null): OwnLayer {
  const format = parameter('format') ?? 'image/png';
  const own = /^(service|request|version|layers|styles|format|transparent|srs|crs|bbox|width|height)$/i;
  const others = new URLSearchParams([...url.searchParams].filter(([name]) => !own.test(name)));
  return {
    kind: 'wms',
    base: `${url.origin}${url.pathname}${others.size > 0 ? `?${others}` : ''}`,
    parameters: {
      layers: parameter('layers') ?? '',
      styles: parameter('styles') ?? '',
      format,
      version: parameter('version') ?? '1.1.1',
      transparent: format === 'image/png',
    },
    host: url.host,
  };
}
