import { MAX_PART_COUNT } from '../../lib/core/part-plan.ts';
import { GatewayError } from './gateway-error.ts';

/** Refuses a part that S3 could not number. */
export function checkPartNumber(partNumber: number): void {
  if (partNumber < 1 || partNumber > MAX_PART_COUNT) {
    throw new GatewayError(400, `part is outside 1…${MAX_PART_COUNT}`);
  }
}
