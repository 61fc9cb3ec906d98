/** Scenario files: what goes wrong in each job, in turn, with the story behind it. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { faultSchema } from './faults.ts';

export const scenarioSchema = z.strictObject({
  story: z.string().min(20),
  model: z.string().optional(),
  /** Faults of the first job, of the second, …; later jobs have none. */
  jobs: z.array(z.array(faultSchema)),
  /** What has to come of it with four single sheets and an operator who does as told: error codes of the pauses, in turn. */
  pauses: z.array(z.string()),
});
export type Scenario = z.infer<typeof scenarioSchema>;

const folder = fileURLToPath(new URL('./scenarios/', import.meta.url));

/** The shipped scenarios. */
export function scenarioNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => basename(name, '.json'))
    .sort();
}

/** @param nameOrFile a shipped scenario, or the path of a JSON file @throws Error when it cannot be read or is no scenario */
export function loadScenario(nameOrFile: string): Scenario {
  const file = scenarioNames().includes(nameOrFile) ? `${folder}${nameOrFile}.json` : nameOrFile;
  return scenarioSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
