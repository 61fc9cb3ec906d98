/** The environment that children get: the host's, without the way to the data key. */
import type { Environment } from './platform.ts';

export function childEnvironment(env: Environment, added: Readonly<Record<string, string>> = {}): Record<string, string> {
  const given = Object.entries({ ...env, ...added }).filter(([name, value]) => value !== undefined && name !== 'INTAKE_KEY_FILE');
  return Object.fromEntries(given) as Record<string, string>;
}
