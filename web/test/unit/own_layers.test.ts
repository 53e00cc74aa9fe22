// SPDX-License-Identifier: MIT
// Addresses of the user's own layers.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read_own_layer } from '../../src/map/own_layers';

test('tiles are told by their places of z, x and y', () => {
  const template = 'https://tiles.example/a/{z}/{x}/{y}.png?key=1';
  assert.deepEqual(read_own_layer(template), { kind: 'tiles', template, host: 'tiles.example' });
});

test('a WMTS by resources or by parameters becomes tiles', () => {
  const by_resource = read_own_layer('https://m.example/w/layer/{Style}/{TileMatrixSet}/{TileMatrix}/{TileRow}/{TileCol}.png');
  assert.deepEqual(by_resource, {
    kind: 'tiles',
    template: 'https://m.example/w/layer/default/GoogleMapsCompatible/{z}/{y}/{x}.png',
    host: 'm.example',
  });
  const by_key = read_own_layer('https://m.example/wmts?LAYER=geo&TILEMATRIXSET=PM&REQUEST=GetCapabilities');
  assert.deepEqual(by_key, {
    kind: 'tiles',
    template:
      'https://m.example/wmts?service=WMTS&request=GetTile&version=1.0.0&LAYER=geo&TILEMATRIXSET=PM&TileMatrix={z}&TileRow={y}&TileCol={x}',
    host: 'm.example',
  });
});

test('a WMS keeps its own parameters and gives those of pictures to the map', () => {
  assert.deepEqual(read_own_layer('https://m.example/wms?map=/a.map&LAYERS=x,y&Styles=s&REQUEST=GetMap&srs=1'), {
    kind: 'wms',
    base: 'https://m.example/wms?map=%2Fa.map',
    parameters: { layers: 'x,y', styles: 's', format: 'image/png', version: '1.1.1', transparent: true },
    host: 'm.example',
  });
});

test('what is no layer, or not https, is refused', () => {
  const addresses = ['', 'tiles', 'http://a.example/{z}/{x}/{y}.png', 'https://a.example/', 'javascript:alert(1)'];
  for (const address of [...addresses, 'https://a.example/{z}/{x}']) assert.equal(read_own_layer(address), null, address);
});
