// SPDX-License-Identifier: MIT
// Names of places over the points, the largest first, as many as do not run into each other.
import { world_x, world_y, type Frame } from '../projection';
import { CanvasLayer } from './canvas_layer';

/** [name, longitude, latitude, population], the largest first. */
type PlaceRow = readonly [string, number, number, number];

interface NamedPlace {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly population: number;
}

export interface PlaceColours {
  readonly text: string;
  readonly halo: string;
}

/** Room around a name, CSS pixels. */
const kRoomPx = { x: 26, y: 12 };

export class PlacesLayer extends CanvasLayer {
  private places_: NamedPlace[] = [];

  constructor(private colours_: PlaceColours) {
    super('places');
  }

  show(rows: readonly PlaceRow[]): void {
    this.places_ = rows.map(([name, longitude, latitude, population]) => ({
      name,
      x: world_x(longitude),
      y: world_y(latitude),
      population,
    }));
    this.redraw_soon();
  }

  repaint(colours: PlaceColours): void {
    this.colours_ = colours;
    this.redraw_soon();
  }

  protected override draw(frame: Frame, present: () => void): void {
    present();
    const context = this.canvas.getContext('2d');
    if (!context) return;
    const ratio = frame.pixel_ratio;
    const taken: Box[] = [];
    context.lineJoin = 'round';
    for (const place of this.places_) {
      if (place.population < least_population(this._map.getZoom())) break; // and all that follow
      const x = place.x * frame.scale - frame.left;
      const y = place.y * frame.scale - frame.top;
      if (x < 0 || y < 0 || x > frame.width || y > frame.height) continue;
      context.font = `${place.population >= 200000 ? 600 : 400} ${12 * ratio}px system-ui, sans-serif`;
      const width = context.measureText(place.name).width;
      const box = { left: x, top: y - 8 * ratio, right: x + 8 * ratio + width, bottom: y + 8 * ratio };
      if (taken.some((other) => overlap(box, other, ratio))) continue;
      taken.push(box);
      this.draw_name(context, place.name, x, y, ratio);
    }
  }

  private draw_name(context: CanvasRenderingContext2D, name: string, x: number, y: number, ratio: number): void {
    context.textBaseline = 'middle';
    context.strokeStyle = this.colours_.halo;
    context.fillStyle = this.colours_.text;
    context.lineWidth = 3.5 * ratio;
    context.strokeText(name, x + 6 * ratio, y);
    context.fillText(name, x + 6 * ratio, y);
    context.lineWidth = 1.5 * ratio;
    context.beginPath();
    context.arc(x, y, 2.2 * ratio, 0, 2 * Math.PI);
    context.stroke();
    context.fill();
  }
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function overlap(a: Box, b: Box, ratio: number): boolean {
  const [x, y] = [kRoomPx.x * ratio, kRoomPx.y * ratio];
  return a.left < b.right + x && b.left < a.right + x && a.top < b.bottom + y && b.top < a.bottom + y;
}

/** Fewer people are enough the closer one looks. */
export function least_population(zoom: number): number {
  if (zoom <= 4) return 1500000;
  if (zoom <= 6) return 400000;
  if (zoom <= 8) return 80000;
  return zoom <= 10 ? 25000 : 0;
}
