// SPDX-License-Identifier: MIT
// Answers of many points in columns: magic, JSON header, one array a column (layout: /api/v1/points in api/openapi.yaml).
import type { components } from './api_types';

export type ColumnsHeader = Pick<components['schemas']['PointsHeader'], 'count' | 'columns'>;

const kMagic = 0x54504c50; // "PLPT", read as little-endian uint32
const kLayoutVersion = 1;

export class BadAnswer extends Error {}

type ColumnType<Column> = {
  new (buffer: ArrayBuffer, offset: number, length: number): Column;
  readonly BYTES_PER_ELEMENT: number;
};

export class BinaryAnswer<Header extends ColumnsHeader> {
  readonly header: Header;
  readonly count: number;

  /** Throws BadAnswer when the bytes are not what the contract says. */
  constructor(private readonly body_: ArrayBuffer) {
    if (body_.byteLength < 16) throw new BadAnswer('The answer with points is too short.');
    const [magic, version, header_bytes, count] = new Uint32Array(body_, 0, 4);
    if (magic !== kMagic) throw new BadAnswer('The answer does not hold points.');
    if (version !== kLayoutVersion)
      throw new BadAnswer(`Layout ${version} of the points is not known; reload the page.`);
    if (16 + header_bytes > body_.byteLength) throw new BadAnswer('The answer with points was cut off.');
    this.count = count;
    this.header = JSON.parse(new TextDecoder().decode(new Uint8Array(body_, 16, header_bytes))) as Header;
  }

  /** A view of the body with `per_point` values a point. */
  column<Column>(name: string, type: ColumnType<Column>, per_point = 1): Column {
    const place = this.header.columns.find((candidate) => candidate.name === name);
    if (!place) throw new BadAnswer(`The answer has no column "${name}".`);
    const length = per_point * this.count;
    if (place.offset + type.BYTES_PER_ELEMENT * length > this.body_.byteLength)
      throw new BadAnswer('The answer with points was cut off.');
    return new type(this.body_, place.offset, length);
  }
}
