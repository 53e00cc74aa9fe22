// SPDX-License-Identifier: MIT
// Shapes of markers, so that colour is not the only thing that tells series apart. Corners about the origin; all have
// about the area of a circle with radius 1.

export type Corner = readonly [x: number, y: number];
export type Marker = readonly Corner[];

function regular(corners: number, radius: number, turn_degrees: number): Marker {
  return Array.from({ length: corners }, (_, k) => {
    const angle = ((turn_degrees + (360 * k) / corners) * Math.PI) / 180;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
}

function cross(arm: number, width: number, turn_degrees: number): Marker {
  const quarter: Corner[] = [
    [arm, -width],
    [arm, width],
    [width, width],
  ];
  const turn = (turn_degrees * Math.PI) / 180;
  return [0, 1, 2, 3].flatMap((k) =>
    quarter.map(([x, y]): Corner => {
      const angle = turn + (k * Math.PI) / 2;
      return [x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)];
    }),
  );
}

/** Ten of them, one for each colour of series. */
export const kMarkers: readonly Marker[] = [
  regular(20, 1, 0),
  regular(4, 1.25, 45),
  regular(3, 1.5, -90),
  regular(4, 1.3, 0),
  regular(3, 1.5, 90),
  cross(1.4, 0.45, 0),
  cross(1.4, 0.45, 45),
  regular(5, 1.2, -90),
  regular(3, 1.5, 0),
  regular(3, 1.5, 180),
];

/** The marker as SVG draws it, about a place. */
export function marker_path(marker: Marker, x: number, y: number, radius: number): string {
  const corners = marker.map(([dx, dy]) => `${(x + dx * radius).toFixed(1)},${(y + dy * radius).toFixed(1)}`);
  return `M${corners.join('L')}Z`;
}

export function trace_marker(path: Path2D, marker: Marker, x: number, y: number, radius: number): void {
  marker.forEach(([dx, dy], k) => {
    if (k === 0) path.moveTo(x + dx * radius, y + dy * radius);
    else path.lineTo(x + dx * radius, y + dy * radius);
  });
  path.closePath();
}
