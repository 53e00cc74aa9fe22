// SPDX-License-Identifier: MIT
// Every word that the reader sees. English; numbers are grouped the English way.

const kGrouping = new Intl.NumberFormat('en-GB');
const kMonths = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const kMinus = '\u2212';

export function whole(value: number): string {
  return kGrouping.format(value);
}

/** With a true minus sign; a missing value is a dash. */
export function fixed(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  return value.toFixed(digits).replace('-', kMinus);
}

export function signed(value: number | null | undefined, digits: number): string {
  const text = fixed(value, digits);
  return typeof value === 'number' && value > 0 ? `+${text}` : text;
}

/** "2021-03-07" as "7 Mar 2021". */
export function day(iso_date: string): string {
  const [year, month, day_of_month] = iso_date.split('-').map(Number);
  return `${day_of_month} ${kMonths[month - 1]} ${year}`;
}

function between(least: number | null, most: number | null): string {
  const tidy = (value: number): string => String(value).replace('-', kMinus);
  if (least === null) return `≤ ${tidy(most ?? 0)}`;
  return most === null ? `≥ ${tidy(least)}` : `${tidy(least)} to ${tidy(most)}`;
}

const kKindNames: Readonly<Record<string, string>> = {
  stable: 'Stable',
  noisy: 'Noisy',
  linear: 'Linear',
  accel: 'Accelerating',
  decel: 'Decelerating',
  variable: 'Variable',
  other: 'Other',
  mixed: 'Mixed',
  unclassified: 'Unclassified',
  periodic: 'Periodic',
  jumpy: 'Jumpy',
  variable_flag: 'Variable (flag)',
  noisy_trend: 'Noisy trend',
  several: 'Several flags',
  none: 'None',
};

const kGeometryNames = {
  A: 'Ascending',
  D: 'Descending',
  LOS: 'Line of sight',
  E: 'East',
  U: 'Up',
} as const;

/** Where a negative and a positive velocity go. */
const kDirections: Readonly<Record<keyof typeof kGeometryNames, readonly [string, string]>> = {
  A: ['Moves away from the satellite', 'Moves towards the satellite'],
  D: ['Moves away from the satellite', 'Moves towards the satellite'],
  LOS: ['Moves away from the satellite', 'Moves towards the satellite'],
  E: ['Moves west', 'Moves east'],
  U: ['Sinks', 'Rises'],
};

interface Described {
  readonly count: number;
  readonly first: string;
  readonly last: string;
  readonly least: number;
  readonly most: number;
}

export const text = {
  product: 'Plumbline',
  subtitle: 'Ground motion',
  map_label:
    'Map of measurement points. Arrow keys move it, plus and minus zoom, Enter opens the point nearest to the centre.',
  zoom_in: 'Zoom in',
  zoom_out: 'Zoom out',
  menu: 'Layers and filters',
  attribution_data: 'Contains modified Copernicus Sentinel data / EGMS',
  attribution_basemap: 'Land and borders: Natural Earth',
  attribution_places: 'Names: GeoNames (CC BY)',

  colour_group: 'Colour',
  colour_by: 'Colour by',
  colour_name: {
    velocity: 'Mean velocity',
    class: 'Class of motion',
    coherence: 'Coherence',
    height: 'Height',
    acceleration: 'Acceleration',
    seasonality: 'Seasonality',
    rmse: 'RMSE',
    cluster: 'Cluster',
    flags: 'Flags',
    window: 'Velocity in a window',
    displacement: 'Displacement at a date',
  },
  scale: 'Scale',
  scale_name: { egms: 'EGMS', roma: 'roma', vik: 'vik', batlow: 'batlow' },
  range: 'Range',
  stretch_name: {
    very_fine: 'Very fine',
    fine: 'Fine',
    medium: 'Medium',
    coarse: 'Coarse',
    percentiles: '2–98 % of the view',
    custom: 'Custom',
  },
  range_least: 'Least value of the colours',
  range_most: 'Greatest value of the colours',
  point_size: 'Point size',
  point_opacity: 'Opacity',
  flag_icons: 'Icons of flags',
  filter_group: 'Filters',
  least_speed: 'Speed |v| at least',
  least_coherence: 'Coherence at least',
  speed_value: (speed: number): string => (speed === 0 ? 'any' : `${speed.toFixed(1)} mm/yr`),
  coherence_value: (coherence: number): string => (coherence === 0 ? 'any' : coherence.toFixed(2)),
  ascending: 'Ascending orbit',
  descending: 'Descending orbit',
  east: 'East (L3)',
  up: 'Up (L3)',
  more_filters: 'More filters',
  velocity_between: 'Velocity, mm/yr',
  height_between: 'Height, m',
  from: 'from',
  to: 'to',
  flag_any: 'any',
  flag_set: 'set',
  flag_not_set: 'not set',
  cluster_filter: 'Only cluster',
  reference_group: 'Reference',
  reference_none: 'Velocities as the store has them.',
  reference_point: (pid: string): string =>
    `Relative to point ${pid}; other lines of sight to the points within 100 m of it.`,
  reference_is_area: 'Relative to the mean of an area, for each line of sight.',
  reference_pick: 'Pick a point',
  reference_area: 'Use the drawn area',
  reference_clear: 'Clear',
  reference_hint: 'Click the point that others are measured against. Esc gives up.',

  time_from: 'First day of the window',
  time_to: 'Last day of the window',
  time_at: 'Date of the displacements',
  time_play: 'Play',
  time_pause: 'Pause',
  time_loading: 'Loading…',

  tools: 'Drawing tools',
  tool_name: {
    rectangle: 'Select a rectangle',
    circle: 'Select a circle',
    polygon: 'Select a polygon',
    line: 'Profile along a line',
    measure: 'Measure lengths and areas',
  },
  tool_clear: 'Remove what was drawn',
  tool_hint: {
    rectangle: 'Drag from corner to corner. Esc gives up.',
    circle: 'Drag from the centre to the edge. Esc gives up.',
    polygon: 'Click the corners; a double click or Enter ends, Backspace takes one back.',
    line: 'Click along the line; a double click or Enter ends, Backspace takes one back.',
    measure: 'Click along what is measured; a double click or Enter ends.',
  },
  length: (metres: number): string =>
    metres < 1000 ? `${metres.toFixed(0)} m` : `${(metres / 1000).toFixed(metres < 1e4 ? 2 : 1)} km`,
  area: (square_metres: number): string =>
    square_metres < 1e5
      ? `${whole(Math.round(square_metres))} m²`
      : `${(square_metres / 1e6).toFixed(square_metres < 1e8 ? 2 : 0)} km²`,
  radius: (metres: number): string => `radius ${text.length(metres)}`,
  enclosed: (square_metres: number): string => `encloses ${text.area(square_metres)}`,

  switch_system: 'Switch between WGS 84 and EPSG:3035',
  go_to: 'Go to coordinates',
  go_to_label: 'Go to coordinates: latitude and longitude, or easting and northing of EPSG:3035',
  go_to_refused: 'Latitude and longitude such as “38.7057, 13.1763”, or easting and northing of EPSG:3035.',

  map_group: 'Map',
  basemap: 'Basemap',
  basemap_name: {
    offline: 'Land and borders',
    osm: 'OpenStreetMap',
    topography: 'OpenTopoMap',
    satellite: 'Sentinel-2',
    none: 'None',
  },
  online_note: 'Asked for over the Internet: its server learns which part of the map you look at.',
  own_layers: 'Own layers',
  own_layer_label: 'Address of tiles with {z}, {x} and {y}, of a WMS with “layers=”, or of a WMTS; https only',
  own_layer_refused:
    'An address with https of tiles ({z}/{x}/{y}), of a WMS (…?layers=NAME) or of a WMTS (…{TileMatrix}/{TileRow}/{TileCol}).',
  own_layer_add: 'Add',
  own_layer_remove: (address: string): string => `Remove the layer ${address}`,
  own_attribution: (host: string): string => `layer of ${host}`,
  places: 'Names of places',
  theme: 'Appearance',
  theme_name: { system: 'As the system', light: 'Light', dark: 'Dark' },
  print: 'Print',
  view_3d: '3-D view',
  exaggeration: 'Heights',
  relief_hint: 'Drag or arrow keys turn, wheel or + and − zoom, Esc closes.',
  relief_aria: (count: number): string => `${whole(count)} points by height, seen from aside`,
  grid_width: (metres: number): string => `grid of ${text.length(metres)}`,

  overlay_group: 'Overlays',
  clusters: 'Clusters',
  subclusters: 'Sub-clusters',
  none_in_store: 'none',
  polygon_count: (shown: number): string => whole(shown),
  most_points: 'Points at most',
  reset_filters: 'Reset filters',
  whole_extent: 'Show all data',
  data_group: 'Data',
  data_points: (points: number, tiles: number): string =>
    `${whole(points)} points in ${whole(tiles)} ${tiles === 1 ? 'tile' : 'tiles'}`,
  data_dates: (first: string, last: string): string => `${day(first)} – ${day(last)}`,
  release: 'Release',
  newest_release: (release: string): string => (release === '' ? 'newest' : `newest (${release})`),
  store_changed: 'The store has changed since the server started. Restart the server to see it.',

  legend_not_significant: 'no significant motion (±2)',
  legend_away: 'away from satellite',
  legend_towards: 'towards',
  legend_reference: 'relative to the reference',
  legend_east_up: 'East, Up',
  legend_more: (count: number): string => `and ${whole(count)} more`,
  histogram_aria: (count: string, peak: number): string =>
    `Histogram of ${count} points in view; most are near ${fixed(peak, 1)}`,
  histogram_hint: 'Drag to show only these; click to show all',
  legend_class_note: 'number of points shown',
  legend_ascending: 'ascending',
  legend_descending: 'descending',
  class_name: (name: string | null | undefined): string =>
    name ? (kKindNames[name] ?? name) : 'Unclassified',
  kind_name: (name: string): string => kKindNames[name] ?? name,

  status_points: (shown: number, total: number, zoom: number): string =>
    `${whole(shown)} of ${whole(total)} points shown · zoom ${zoom}`,
  status_speed: (speed: number): string => `|v| ≥ ${speed} mm/yr`,
  status_coherence: (coherence: number): string => `coherence ≥ ${coherence}`,
  status_velocity: (least: number | null, most: number | null): string => `v ${between(least, most)} mm/yr`,
  status_height: (least: number | null, most: number | null): string => `height ${between(least, most)} m`,
  status_without: (names: readonly string[]): string => `without ${names.join(', ').toLowerCase()}`,
  status_not: (what: string): string => `not ${what}`,
  status_ascending_only: 'ascending only',
  status_descending_only: 'descending only',
  status_no_orbit: 'no orbit',
  status_no_filter: 'no filter',
  status_thinned: 'one point a grid cell, the most coherent; zoom in for all',
  status_too_many: 'too many points here: the most coherent are shown; zoom in for all, or allow more',
  status_starting: 'Starting…',

  loading: 'Loading points…',
  empty_no_points: 'No points in this part of the map.',
  empty_filtered: 'No point here passes the filters.',
  empty_store: 'This store holds no points yet. Ingest a delivery and start the server again.',
  server_gone: 'The server does not answer. Is “plumbline serve” still running?',
  retry_soon: (seconds: number): string => `Trying again in ${seconds} s.`,
  retry_now: 'Try now',
  refused: (message: string): string => `The server refused the request: ${message}`,
  basemap_missing: 'The basemap could not be loaded.',

  panel: 'Results',
  panel_close: 'Close the panel (Esc)',
  panel_tabs: 'Results',
  panel_title: (count: number): string => (count === 1 ? 'Time series' : `${whole(count)} time series`),
  panel_hint:
    'Ctrl or Shift + click adds a point. Wheel zooms, with Shift the vertical axis only, with Ctrl the time only.',
  panel_empty: 'Click a point on the map to see how it has moved.',
  panel_loading: 'Loading…',
  panel_full: (most: number): string => `At most ${most} series fit; remove one first.`,
  panel_remove: (pid: string): string => `Remove the series of point ${pid}`,
  panel_no_values: 'no values',
  panel_table: 'Table of values',
  table_date: 'Date',
  filled_with: (value: string): string => `filled: ${value}`,
  axis_displacement: 'Displacement, mm',
  axis_residual: 'Series minus model, mm',
  chart_role: 'chart',
  chart_controls: 'Chart',
  chart_keys:
    'Left and right arrow read the values, plus and minus zoom, up and down arrow and the page keys move, 0 fits.',
  fit: 'Model',
  fit_none: 'none',
  fit_name: {
    linear: 'Linear',
    seasonal: 'Linear + season',
    quadratic: 'Quadratic',
    egms: 'EGMS (season, cubic)',
  },
  fit_impossible: 'Too few values for a model: ten are needed.',
  fit_rate_in_middle: (rate: string): string => `${rate} in mid-window`,
  fit_acceleration: (value: string, std: string): string => `acceleration ${value} ± ${std} mm/yr²`,
  fit_season: (value: string, std: string, month: number): string =>
    `season ${value} ± ${std} mm, highest in ${kMonths[month]}`,
  fit_rmse: (value: string): string => `scatter ${value} mm`,
  residuals: 'Residuals',
  from_zero: 'Start at zero',
  fit_chart: 'Fit',
  compare_geometries: 'Compare geometries',
  found_geometry: (geometry: keyof typeof kGeometryNames, metres: number): string =>
    `${kGeometryNames[geometry]} found ${metres.toFixed(0)} m away`,
  no_other_geometry: 'No point of another geometry within 100 m.',
  export_menu: 'Export',
  export_csv: 'Values (CSV)',
  export_svg: 'Chart (SVG)',
  export_png: 'Chart (PNG)',
  use_as_reference: 'Reference',
  use_as_reference_of: (pid: string): string => `Measure motion against point ${pid}`,
  reference_subtracted: 'Relative to the reference: its series is subtracted.',
  reference_other: 'Not referenced: the reference was measured in another geometry.',
  reference_no_dates: 'The reference has no date in common with this series.',

  selection_title: 'Selection',
  profile_title: 'Profile',
  selection_empty: 'Draw a rectangle, polygon, circle or line on the map to see what is in it.',
  selection_no_points: 'No point that passes the filters lies here.',
  selection_count: (count: number): string => `${whole(count)} ${count === 1 ? 'point' : 'points'}`,
  selection_series_points: (count: number): string => `series: the ${whole(count)} most coherent`,
  selection_as_reference: 'Reference',
  selection_as_reference_long: 'Measure motion against the mean of this area',
  group_label: (geometry: keyof typeof kGeometryNames, track: number | null): string =>
    track === null ? kGeometryNames[geometry] : `${kGeometryNames[geometry]}, track ${track}`,
  group_heading: 'Seen from',
  group_points: 'Points',
  group_mean: 'Mean ± spread',
  group_median: 'Median (range)',
  group_fit: 'Mean series',
  plus_minus: (value: string, std: string): string => `${value} ± ${std}`,
  value_and_range: (value: string, least: string, most: string): string => `${value} (${least} to ${most})`,
  axis_mean_displacement: 'Mean displacement, mm',
  mean_series_aria: (labels: string): string => `Mean displacement and its spread: ${labels}.`,
  class_shares: 'Classes',
  area_histogram: 'Velocities, mm/yr',
  area_histogram_bin: (from: string, to: string, count: number): string =>
    `${from} to ${to}: ${whole(count)}`,
  area_histogram_aria: (least: string, most: string, fullest: string): string =>
    `Histogram of velocities from ${least} to ${most} mm/yr; most points near ${fullest} mm/yr.`,
  download_points: 'Download points',
  download_format: {
    csv: 'CSV',
    geojson: 'GeoJSON',
    gpkg: 'GeoPackage',
    parquet: 'GeoParquet',
    csv_series: 'CSV with series',
  },
  download_too_many: (most: number): string =>
    `More than ${whole(most)} points: select fewer to download them.`,
  profile_view: 'Show',
  profile_velocity: 'Velocity along the line',
  profile_time: 'Displacement along the line and time',
  profile_geometry: 'Seen from',
  profile_width: 'Width, m',
  profile_length: (metres: number): string =>
    metres < 1000 ? `${metres.toFixed(0)} m long` : `${(metres / 1000).toFixed(2)} km long`,
  profile_thinned: (shown: number): string => `the ${whole(shown)} most coherent are drawn`,
  profile_points: 'Points',
  profile_mean: 'Mean of a stretch ± spread',
  axis_distance: 'Distance along the line, m',
  axis_velocity: 'Velocity, mm/yr',
  profile_aria: (count: number, metres: string): string =>
    `Velocity of ${whole(count)} points along a line ${metres}.`,
  profile_time_aria: (first: string, last: string): string =>
    `Mean displacement along the line since ${day(first)}, until ${day(last)}.`,
  profile_since: (first: string): string => `mm since ${day(first)}`,

  clusters_title: 'Clusters',
  cluster_list: 'Clusters',
  cluster_open: 'List of clusters…',
  panel_open: 'Results',
  panel_open_long: 'Open or close the results (P)',
  cluster_column: {
    id: 'Cluster',
    points: 'Points',
    velocity: 'mm/yr',
    quality: 'Quality',
    accelerating: 'Accelerating',
  },
  cluster_quality: (value: string, of_class: number | null): string =>
    of_class === null ? value : `${value} (${of_class})`,
  cluster_quality_words: (of_class: number, value: string): string =>
    `${['', 'very reliable', 'reliable', 'look twice', 'not reliable'][of_class] ?? '–'} (${value})`,
  cluster_worst_quality: ['', '1 very reliable', 'to 2 reliable', 'to 3 look twice', 'any'],
  cluster_count: (shown: number, all: number): string =>
    shown === all ? `${whole(all)}` : `${whole(shown)} of ${whole(all)}`,
  cluster_none_passes: 'None is like this.',
  cluster_which: 'Which clusters are listed',
  cluster_find: 'Part of an id',
  cluster_least_points: 'Points, at least',
  cluster_accelerating: 'accelerating',
  cluster_fly: 'Go to it',
  cluster_only: 'Only its points on the map',
  cluster_orbits: (ascending: number | null, descending: number | null): string =>
    `${whole(ascending ?? 0)} ascending, ${whole(descending ?? 0)} descending`,
  cluster_velocity: (mean: string, least: string, most: string): string =>
    `${mean} mm/yr (${least} to ${most})`,
  cluster_east_up: 'East and Up',
  cluster_east_up_value: (east: string, up: string): string => `${east} and ${up} mm/yr`,
  cluster_area: 'Area',
  cluster_points: (count: string): string => `${count} points`,
  cluster_series_aria: (id: string): string => `Mean displacement of cluster ${id} and its spread.`,
  hectares: (value: string): string => `${value} ha`,
  show_more: (count: number): string => `Show more (${whole(count)})`,

  help_open: 'Keys and help (?)',
  help_title: 'Keys and help',
  shortcuts: [
    [['Tab', 'Shift+Tab'], 'from control to control'],
    [['←', '↑', '→', '↓'], 'on the map: move it'],
    [['+', '−'], 'on the map or a chart: zoom'],
    [['Enter'], 'on the map: the series of the point nearest to the centre; with Shift one more'],
    [['←', '→'], 'on a chart: read its values, with Shift ten at a time'],
    [['↑', '↓', 'Page Up', 'Page Down'], 'on a chart: move it'],
    [['0'], 'on a chart: all of it'],
    [
      ['Wheel'],
      'on a chart: zoom; with Shift the vertical axis only, with Ctrl or Alt the horizontal one only',
    ],
    [['p'], 'open or close the results'],
    [['l'], 'the list of clusters'],
    [['Esc'], 'close what is open'],
    [['?'], 'this list'],
  ] as readonly (readonly [keys: readonly string[], words: string])[],
  hint_title: 'First steps',
  hint: 'Every dot is a place whose motion was measured from space. Click one to see how it has moved since the first image; draw an area to see it as a whole.',
  hint_close: 'Got it',
  panel_taller: 'Make the results taller or lower',

  geometry: kGeometryNames,
  all_columns: 'All columns',
  rate: (velocity: string, std: string): string => `${velocity} ± ${std} mm/yr`,
  rate_explained: (formal: string, correlated: string, floor: number): string =>
    `The fit alone says ± ${formal}, with neighbouring residuals alike ± ${correlated} mm/yr. ` +
    `EGMS specifies ${floor} mm/yr; no less is shown.`,
  motion_unknown: 'No velocity',
  motion_not_significant: (rate: string): string => `No significant motion (${rate})`,
  motion: (geometry: keyof typeof kGeometryNames, negative: boolean, rate: string): string =>
    `${kDirections[geometry][negative ? 0 : 1]} (${rate})`,
  fact_motion: 'Motion',
  fact_acceleration: 'Acceleration',
  acceleration: (value: string): string => `${value} mm/yr²`,
  fact_season: 'Yearly wave',
  season: (value: string): string => `${value} mm up and down about the trend`,
  fact_scatter: 'Scatter',
  scatter: (value: string): string => `${value} mm about the model`,
  coherence_of_one: (value: string): string => `${value} of 1`,
  flags_in_words: [
    ['periodic', 'with seasons'],
    ['jumpy', 'with jumps'],
    ['variable_flag', 'changing pace'],
    ['noisy_trend', 'noisy trend'],
  ] as const,
  fact_view: 'Measured',
  view_component: (component: 'E' | 'U'): string =>
    component === 'E' ? 'along east and west' : 'up and down',
  view_satellite: (
    geometry: keyof typeof kGeometryNames,
    side: 'east' | 'west' | null,
    degrees: string | null,
  ): string =>
    [
      `${kGeometryNames[geometry].toLowerCase()} pass`,
      ...(side ? [`seen from the ${side}`] : []),
      ...(degrees ? [`${degrees}° off the vertical`] : []),
    ].join(', '),
  fact_reflector: 'Reflector',
  reflector: (area_m2: number): string =>
    area_m2 === 0 ? 'a single strong one' : `many together over ${whole(area_m2)} m²`,
  height: 'Height',
  metres: (value: string): string => `${value} m`,
  fact_gnss: 'GNSS model',
  gnss: (value: string): string => `${value} mm/yr of the velocity`,
  velocity: 'Velocity',
  velocity_unit: 'mm/yr',
  coherence: 'Coherence',
  motion_class: 'Class',
  orbit: 'Orbit',
  gaps: 'Gaps',
  gap_summary: (count: number, longest_days: number): string =>
    count === 0 ? 'none' : `${count}, longest ${longest_days} days`,
  series_aria: (pid: string, { count, first, last, least, most }: Described): string =>
    `Displacement of point ${pid}: ${count} values from ${day(first)} to ${day(last)}, ` +
    `between ${fixed(least, 1)} and ${fixed(most, 1)} mm.`,
  mm: (value: number): string => `${signed(value, 1)} mm`,

  cluster_title: (id: string): string => `Cluster ${id}`,
  subcluster_title: (id: string): string => `Sub-cluster ${id}`,
  close: 'Close',
};

/** The place under the pointer. */
export const coordinates_text = {
  degrees: (longitude: number, latitude: number): string => {
    const [north, east] = [latitude >= 0 ? 'N' : 'S', longitude >= 0 ? 'E' : 'W'];
    return `${Math.abs(latitude).toFixed(5)}° ${north}  ${Math.abs(longitude).toFixed(5)}° ${east}`;
  },
  laea: (easting: number, northing: number): string =>
    `E ${whole(Math.round(easting))}  N ${whole(Math.round(northing))}  EPSG:3035`,
};
