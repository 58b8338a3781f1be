import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies a built extension to `to`, as it is once a person has allowed hosts: a question that only a person can answer.
 */
export function copyPermitted(
  from: string,
  to: string,
  hosts: readonly string[] = ['http://127.0.0.1/*'],
): void {
  cpSync(from, to, { recursive: true });
  const path = join(to, 'manifest.json');
  const manifest: object = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions: hosts }));
}
