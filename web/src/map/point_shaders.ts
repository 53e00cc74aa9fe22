// SPDX-License-Identifier: MIT
// rasteriser.ts for the graphics card, in whole numbers.

export const kPointVertexShader = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
in int x;
in int y;
in uint shape;
in uint code;
uniform ivec2 corner;
uniform uint scale;
uniform ivec2 limit;    // size of the picture with its margins
uniform int sizes[3];   // of the stamps
uniform usampler2D colours;
flat out uvec4 colour;
flat out int which;

// floor(offset * scale / 2^30): the product has 64 bits, made of halves.
uint pixels(uint offset) {
  uint a = offset >> 16, b = offset & 0xffffu;
  uint c = scale >> 16, d = scale & 0xffffu;
  uint low = b * d;
  uint middle = a * d + (low >> 16);
  uint other = b * c + (middle & 0xffffu);
  uint high = a * c + (middle >> 16) + (other >> 16);
  uint rest = (other << 16) | (low & 0xffffu);
  return (high << 2) | (rest >> 30);
}

void main() {
  gl_Position = vec4(2.0, 2.0, 2.0, 1.0); // nowhere
  gl_PointSize = 1.0;
  colour = texelFetch(colours, ivec2(int(code) & 255, int(code) >> 8), 0);
  which = int(shape);
  ivec2 offset = ivec2(x, y) - corner;
  if (which > 2 || colour.a == 0u || offset.x < 0 || offset.y < 0) return;
  uvec2 place = uvec2(pixels(uint(offset.x)), pixels(uint(offset.y)));
  if (place.x >= uint(limit.x) || place.y >= uint(limit.y)) return;
  int size = sizes[which];
  vec2 middle = vec2(ivec2(place) - size / 2) + 0.5 * float(size);
  gl_Position = vec4(middle / vec2(limit) * 2.0 - 1.0, 0.0, 1.0) * vec4(1.0, -1.0, 1.0, 1.0);
  gl_PointSize = float(size);
}
`;

export const kPointFragmentShader = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D stamps;
uniform int side;       // of the largest stamp
uniform int sizes[3];
flat in uvec4 colour;
flat in int which;
out vec4 pixel;

void main() {
  ivec2 place = ivec2(floor(gl_PointCoord * float(sizes[which])));
  uint kind = texelFetch(stamps, ivec2(place.x, which * side + place.y), 0).r;
  if (kind == 0u) discard;
  uvec3 shown = kind == 2u ? (colour.rgb >> 1) + (colour.rgb >> 2) : colour.rgb;
  pixel = vec4(vec3(shown) / 255.0, 1.0);
}
`;
