// SPDX-License-Identifier: MIT
import { Refused, ServerGone } from '../api_client';
import { BadAnswer } from '../binary_answer';
import { text } from '../strings';

/** What to tell the reader of a request that failed. Throws what is no such thing. */
export function failure_text(error: unknown): string {
  if (error instanceof ServerGone) return text.server_gone;
  if (error instanceof Refused) return text.refused(error.message);
  if (error instanceof BadAnswer) return error.message;
  throw error;
}
