// SPDX-License-Identifier: MIT
// Days of the calendar and the seconds that charts count in.

export function seconds_of(iso_date: string): number {
  return Date.parse(`${iso_date}T00:00:00Z`) / 1000;
}

export function iso_date_of(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}

export function days_between(from: string, to: string): number {
  return Math.round((seconds_of(to) - seconds_of(from)) / 86400);
}
