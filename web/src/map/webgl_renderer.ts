// SPDX-License-Identifier: MIT
// Points drawn by the graphics card: columns are uploaded once, and a change of colours is a new table of 65,536.
import { note_frame } from './frame_time';
import { kMarginPx, type PixelGrid } from './pixel_grid';
import type { PointRenderer } from './point_renderer';
import { kColourCount } from './rasteriser';
import { kPointFragmentShader, kPointVertexShader } from './point_shaders';
import type { Stamp } from './stamps';

const kColoursSide = 256;
/** A canvas is drawn by the processor anyway under these names, more slowly than our Worker does it. */
const kSoftware = /swiftshader|llvmpipe|softpipe|software|basic render/i;

const kColumns = ['x', 'y', 'shape', 'code'] as const;
type Column = (typeof kColumns)[number];

export class WebglRenderer implements PointRenderer {
  readonly kind = 'webgl';
  private readonly program_: WebGLProgram;
  private readonly buffers_: Readonly<Record<Column, WebGLBuffer>>;
  private readonly colours_: WebGLTexture;
  private readonly stamps_: WebGLTexture;
  private count_ = 0;

  /** Null where there is no WebGL2, or only one that runs on the processor and was not asked for. */
  static make(even_software: boolean, on_lost: () => void): WebglRenderer | null {
    const canvas = document.createElement('canvas');
    const gl = canvas.getContext('webgl2', {
      antialias: false,
      depth: false,
      preserveDrawingBuffer: true, // for printing
      failIfMajorPerformanceCaveat: !even_software,
    });
    if (!gl) return null;
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    if (kSoftware.test(name) && !even_software) return null;
    canvas.addEventListener('webglcontextlost', on_lost, { once: true });
    return new WebglRenderer(canvas, gl);
  }

  private constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly gl_: WebGL2RenderingContext,
  ) {
    const gl = gl_;
    this.program_ = linked(gl);
    this.buffers_ = { x: gl.createBuffer(), y: gl.createBuffer(), shape: gl.createBuffer(), code: gl.createBuffer() };
    const types = { x: gl.INT, y: gl.INT, shape: gl.UNSIGNED_BYTE, code: gl.UNSIGNED_SHORT };
    for (const column of kColumns) {
      const place = gl.getAttribLocation(this.program_, column);
      gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers_[column]);
      gl.enableVertexAttribArray(place);
      gl.vertexAttribIPointer(place, 1, types[column], 0, 0);
    }
    this.colours_ = table(gl, 0);
    this.stamps_ = table(gl, 1);
    gl.useProgram(this.program_);
    gl.uniform1i(gl.getUniformLocation(this.program_, 'colours'), 0);
    gl.uniform1i(gl.getUniformLocation(this.program_, 'stamps'), 1);
  }

  set_points(x: Int32Array, y: Int32Array): void {
    this.count_ = x.length;
    this.upload('x', x);
    this.upload('y', y);
  }

  set_shapes(shapes: Uint8Array): void {
    this.upload('shape', shapes);
  }

  set_codes(codes: Uint16Array): void {
    this.upload('code', codes);
  }

  set_colours(colours: Uint32Array): void {
    const gl = this.gl_;
    const bytes = new Uint8Array(colours.buffer, colours.byteOffset, 4 * kColourCount);
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.colours_);
    const [format, type] = [gl.RGBA_INTEGER, gl.UNSIGNED_BYTE];
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8UI, kColoursSide, kColoursSide, 0, format, type, bytes);
  }

  draw(grid: PixelGrid, stamps: readonly Stamp[], present: () => void): void {
    const gl = this.gl_;
    const started = performance.now();
    present();
    this.upload_stamps(stamps);
    const { width, height } = grid;
    // A margin all around: points whose middle lies outside are still drawn on every driver.
    gl.viewport(-kMarginPx, -kMarginPx, width + 2 * kMarginPx, height + 2 * kMarginPx);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const uniform = (name: string): WebGLUniformLocation | null => gl.getUniformLocation(this.program_, name);
    gl.uniform2i(uniform('corner'), grid.corner_x, grid.corner_y);
    gl.uniform1ui(uniform('scale'), grid.scale);
    gl.uniform2i(uniform('limit'), width + 2 * kMarginPx, height + 2 * kMarginPx);
    gl.uniform1iv(
      uniform('sizes'),
      stamps.map(({ size }) => size),
    );
    if (this.count_ > 0) gl.drawArrays(gl.POINTS, 0, this.count_);
    note_frame(performance.now() - started);
  }

  private upload(column: Column, values: ArrayBufferView): void {
    const gl = this.gl_;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.buffers_[column]);
    gl.bufferData(gl.ARRAY_BUFFER, values, gl.STATIC_DRAW);
  }

  /** The masks below one another. */
  private upload_stamps(stamps: readonly Stamp[]): void {
    const gl = this.gl_;
    const side = Math.max(...stamps.map(({ size }) => size));
    const masks = new Uint8Array(side * side * stamps.length);
    stamps.forEach(({ size, mask }, k) => {
      for (let row = 0; row < size; ++row)
        masks.set(mask.subarray(row * size, (row + 1) * size), (k * side + row) * side);
    });
    gl.activeTexture(gl.TEXTURE1);
    gl.bindTexture(gl.TEXTURE_2D, this.stamps_);
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    const [format, type] = [gl.RED_INTEGER, gl.UNSIGNED_BYTE];
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R8UI, side, side * stamps.length, 0, format, type, masks);
    gl.uniform1i(gl.getUniformLocation(this.program_, 'side'), side);
  }
}

/** A texture that is read by place and not mixed. */
function table(gl: WebGL2RenderingContext, unit: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  return texture;
}

function linked(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, kPointVertexShader],
    [gl.FRAGMENT_SHADER, kPointFragmentShader],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) continue; // the context was lost; linking says so
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`The points' shaders: ${gl.getProgramInfoLog(program)}`);
  return program;
}
