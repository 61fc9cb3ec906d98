/** What every bench shares: its options, the bars with their limits, and how results leave: a table, JSON, a kept file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, hostname, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** A promise with a number: `pass` compares `value` with `limit` in the direction that the bar's name says. */
export type Bar = {
  name: string;
  value: number;
  limit: number;
  pass: boolean;
  /** Why it was not measured; `value` is then NaN, and nothing has failed. */
  skipped?: string;
};

export type BenchOptions = {
  /** Under 45 seconds on two cores: fewer pages, fewer peers; nothing is kept. */
  quick: boolean;
  /** Exactly one object on stdout; everything for people goes to stderr. */
  json: boolean;
  /** Further switches that the bench named. */
  flags: ReadonlySet<string>;
};

/** @param flags names of further boolean switches, without dashes */
export function benchOptions(flags: readonly string[] = [], args: readonly string[] = process.argv.slice(2)): BenchOptions {
  const options = Object.fromEntries(['quick', 'json', ...flags].map((name) => [name, { type: 'boolean' as const }]));
  const { values } = parseArgs({ args: [...args], options });
  const set = new Set(Object.keys(values).filter((name) => values[name] === true));
  return { quick: set.has('quick'), json: set.has('json'), flags: set };
}

export const atMost = (name: string, value: number, limit: number): Bar => ({ name, value, limit, pass: value <= limit });
export const atLeast = (name: string, value: number, limit: number): Bar => ({ name, value, limit, pass: value >= limit });
export const above = (name: string, value: number, limit: number): Bar => ({ name, value, limit, pass: value > limit });

/** So unlikely a sample speaks against a share. */
const refuted = 0.05;

/** A share told from few pages, where one page may weigh more than the limit leaves: fails only when the pages speak against it. */
export function atLeastOfFew(name: string, value: number, limit: number, pages: number): Bar {
  const right = Math.round(value * pages);
  const pass = value >= limit || chanceOfAtMost(right, pages, limit) >= refuted;
  return { name: `${name} (${pages} pages)`, value, limit, pass };
}

/** Binomial: how likely at most `right` of `pages` are right when `share` of all are. */
function chanceOfAtMost(right: number, pages: number, share: number): number {
  let [term, sum] = [(1 - share) ** pages, 0];
  for (let count = 0; count <= right; count++) {
    sum += term;
    term *= ((pages - count) / (count + 1)) * (share / (1 - share));
  }
  return sum;
}

export const skipped = (name: string, limit: number, reason: string): Bar => ({ name, value: NaN, limit, pass: true, skipped: reason });

/** Ends the bench with code 2 where it has nothing to measure on. @param reason what is missing and how to get it; null = nothing */
export function endWithout(options: BenchOptions, reason: string | null): void {
  if (reason === null) return;
  reportBars(options, [skipped('not measured', 0, reason)]);
  process.exit(2);
}

/** For people; never on stdout while JSON was asked for. */
export function say({ json }: Pick<BenchOptions, 'json'>, text: string): void {
  (json ? process.stderr : process.stdout).write(`${text}\n`);
}

/** Prints the bars; with `json` as the one object `{"bars":[…]}`. */
export function reportBars(options: BenchOptions, bars: readonly Bar[]): void {
  const width = Math.max(0, ...bars.map(({ name }) => name.length));
  for (const { name, value, limit, pass, skipped: reason } of bars)
    if (reason !== undefined) say(options, `skip  ${name.padEnd(width)}  ${reason}`);
    else say(options, `${pass ? 'pass' : 'FAIL'}  ${name.padEnd(width)}  ${round(value)}  (limit ${round(limit)})`);
  if (options.json) process.stdout.write(`${JSON.stringify({ bars })}\n`);
}

/** Keeps a full run's figures as `results/<bench>-<date>-<host>.json` and says where. */
export function keepResults(options: BenchOptions, bench: string, results: object): string {
  const folder = fileURLToPath(new URL('results/', import.meta.url));
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${bench}-${new Date().toISOString().slice(0, 10)}-${hostname()}.json`);
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, memoryBytes: totalmem(), node: process.version };
  writeFileSync(path, `${JSON.stringify({ bench, at: new Date().toISOString(), machine, ...results }, null, 1)}\n`);
  say(options, `kept in ${path}`);
  return path;
}

/** @param share 0.5 = median, 0.95 = p95; NaN for no values */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

const round = (value: number) => (Math.abs(value) >= 100 ? value.toFixed(0) : Number(value.toPrecision(3)).toString());
