// SPDX-License-Identifier: MIT
// The 3-D view: a dialog with the points of the map by height, turned by dragging, by wheel and by keys.
import { css_variable, element } from '../dom';
import { text } from '../strings';
import { draw_relief, projection, type Camera, type Projection, type ReliefPoints } from './relief';

const kStart: Camera = { azimuth: 20, tilt: 35, zoom: 1, exaggeration: 3 };
/** Degrees a pixel of a drag, and a key. */
const kTurnByDrag = 0.4;
const kTurnByKey = 10;

export class ReliefView {
  private readonly canvas_ = element('canvas', { tabindex: 0, role: 'img' });
  private readonly height_ = element('input', { type: 'range', id: 'exaggeration', min: 1, max: 20, step: 1 });
  private readonly height_text_ = element('output', { for: 'exaggeration' });
  private readonly dialog_: HTMLDialogElement;
  private camera_ = kStart;
  private points_: ReliefPoints | null = null;
  private request_ = 0;

  constructor() {
    const close = element('button', { type: 'button', class: 'close', 'aria-label': text.close }, '×');
    close.addEventListener('click', () => this.dialog_.close());
    const label = element('label', { for: 'exaggeration' }, text.exaggeration);
    this.dialog_ = element(
      'dialog',
      { id: 'relief', 'aria-label': text.view_3d },
      element('header', {}, element('h2', {}, text.view_3d), label, this.height_, this.height_text_, close),
      this.canvas_,
      element('p', { class: 'note' }, text.relief_hint),
    );
    document.body.append(this.dialog_);
    this.height_.addEventListener('input', () => this.turn({ exaggeration: Number(this.height_.value) }));
    this.listen();
    new ResizeObserver(() => this.draw_soon()).observe(this.canvas_);
  }

  show(points: ReliefPoints): void {
    this.points_ = points;
    this.canvas_.setAttribute('aria-label', text.relief_aria(points.east.length));
    this.dialog_.showModal();
    this.canvas_.focus();
    this.turn(kStart);
  }

  private listen(): void {
    const { canvas_: canvas } = this;
    canvas.addEventListener('pointerdown', (event) => canvas.setPointerCapture(event.pointerId));
    canvas.addEventListener('pointermove', (event) => {
      if (!canvas.hasPointerCapture(event.pointerId)) return;
      const { azimuth, tilt } = this.camera_;
      this.turn({ azimuth: azimuth + kTurnByDrag * event.movementX, tilt: tilt + kTurnByDrag * event.movementY });
    });
    canvas.addEventListener('wheel', (event) => {
      event.preventDefault();
      this.turn({ zoom: this.camera_.zoom * 2 ** (-event.deltaY / 400) });
    });
    canvas.addEventListener('keydown', (event) => {
      const { azimuth, tilt, zoom } = this.camera_;
      const change: Partial<Camera> | undefined = {
        ArrowLeft: { azimuth: azimuth - kTurnByKey },
        ArrowRight: { azimuth: azimuth + kTurnByKey },
        ArrowUp: { tilt: tilt + kTurnByKey },
        ArrowDown: { tilt: tilt - kTurnByKey },
        '+': { zoom: zoom * 1.25 },
        '-': { zoom: zoom / 1.25 },
      }[event.key];
      if (!change) return;
      event.preventDefault();
      this.turn(change);
    });
  }

  private turn(change: Partial<Camera>): void {
    const camera = { ...this.camera_, ...change };
    const [tilt, zoom] = [between(camera.tilt, 5, 90), between(camera.zoom, 0.3, 30)];
    this.camera_ = { ...camera, tilt, zoom, azimuth: (camera.azimuth + 360) % 360 };
    this.height_.value = String(camera.exaggeration);
    this.height_text_.textContent = `× ${camera.exaggeration}`;
    this.draw_soon();
  }

  private draw_soon(): void {
    cancelAnimationFrame(this.request_);
    this.request_ = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const ratio = window.devicePixelRatio || 1;
    const width = Math.round(this.canvas_.clientWidth * ratio);
    const height = Math.round(this.canvas_.clientHeight * ratio);
    const context = this.canvas_.getContext('2d');
    if (!context || !this.points_ || width === 0 || height === 0) return;
    this.canvas_.width = width;
    this.canvas_.height = height;
    const project = projection(this.camera_, this.points_.radius_m, width, height);
    const image = context.createImageData(width, height);
    const side = Math.max(2, Math.round(3 * ratio * Math.min(2, Math.sqrt(this.camera_.zoom))));
    draw_relief(new Uint32Array(image.data.buffer), width, height, this.points_, project, side);
    context.putImageData(image, 0, 0);
    context.globalCompositeOperation = 'destination-over'; // the ground lies below the points
    draw_ground(context, project, this.points_.radius_m, ratio);
    context.globalCompositeOperation = 'source-over';
  }
}

/** A grid of a round width at the mean height, and where north is. */
function draw_ground(context: CanvasRenderingContext2D, project: Projection, radius: number, ratio: number): void {
  const step = 10 ** Math.floor(Math.log10(radius));
  const half = Math.ceil(radius / step) * step;
  context.strokeStyle = css_variable('--line');
  context.lineWidth = ratio;
  context.beginPath();
  for (let k = -half; k <= half + step / 2; k += step) {
    line(context, project, [k, -half], [k, half]);
    line(context, project, [-half, k], [half, k]);
  }
  context.stroke();
  const [x, y] = project(0, half * 1.08, 0);
  context.fillStyle = css_variable('--text');
  context.font = `600 ${13 * ratio}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.fillText('N', x, y);
  const [scale_x, scale_y] = project(0, -half * 1.08, 0);
  context.font = `${12 * ratio}px system-ui, sans-serif`;
  context.fillText(text.grid_width(step), scale_x, scale_y + 10 * ratio);
}

function line(
  context: CanvasRenderingContext2D,
  project: Projection,
  from: readonly [number, number],
  to: readonly [number, number],
): void {
  const [x0, y0] = project(...from, 0);
  const [x1, y1] = project(...to, 0);
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
}

function between(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
