// SPDX-License-Identifier: MIT
// Names and values behind the # of an address. What is as usual is left out; what cannot be understood is as if
// it were not there.

export class HashWriter {
  private readonly parts_: string[] = [];

  add(name: string, value: string | number | boolean | null, usual: string | number | boolean | null): void {
    if (value === usual || value === null) return;
    const written = typeof value === 'boolean' ? Number(value) : value;
    // Slashes, commas and colons stay readable.
    const encoded = encodeURIComponent(written).replace(/%(2F|2C|3A)/g, decodeURIComponent);
    this.parts_.push(`${name}=${encoded}`);
  }

  get text(): string {
    return `#${this.parts_.join('&')}`;
  }
}

export class HashReader {
  private readonly entries_: URLSearchParams;

  constructor(hash: string) {
    this.entries_ = new URLSearchParams(hash.replace(/^#/, ''));
  }

  text(name: string): string | null {
    return this.entries_.get(name);
  }

  number<Otherwise extends number | null>(
    name: string,
    least: number,
    most: number,
    otherwise: Otherwise,
  ): number | Otherwise {
    const value = number_of(this.entries_.get(name));
    return value >= least && value <= most ? value : otherwise;
  }

  flag(name: string, otherwise: boolean): boolean {
    return this.number(name, 0, 1, Number(otherwise)) !== 0;
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[], otherwise: Choice): Choice {
    return choices.find((choice) => choice === this.entries_.get(name)) ?? otherwise;
  }

  /** A list with commas, of which only the known entries stay. */
  list<Entry extends string>(name: string, known: readonly Entry[]): Entry[] {
    const given = (this.entries_.get(name) ?? '').split(',');
    return known.filter((entry) => given.includes(entry));
  }

  date(name: string): string | null {
    const value = this.entries_.get(name) ?? '';
    return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : null;
  }
}

/** NaN for whatever is not one number. */
export function number_of(text: string | null | undefined): number {
  return text === null || text === undefined || text.trim() === '' ? NaN : Number(text);
}
