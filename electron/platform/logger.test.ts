/** Logging: what goes through, what is masked, how files rotate. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { fileSink } from './log-sinks.ts';
import { createLogger } from './logger.ts';
import { maskText, redact } from './redact.ts';

function capture() {
  const lines: string[] = [];
  const logger = createLogger(
    (line) => lines.push(line),
    () => new Date('2026-03-02T01:00:00.000Z'),
  );
  return { logger, lines };
}

test('a line is JSON with time, level, code and details', () => {
  const { logger, lines } = capture();
  const caseId = randomUUID();
  logger.info('outbox.delivered', { caseId, attempts: 2, durationMs: 1234.5, ok: true, state: 'received' });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      at: '2026-03-02T01:00:00.000Z',
      level: 'info',
      code: 'outbox.delivered',
      details: { caseId, attempts: 2, durationMs: 1234.5, ok: true, state: 'received' },
    },
  ]);
});

test.each([
  ['an ID number', '11010519491231002X'],
  ['an ID number in groups', '110105 19491231 002X'],
  ['a mobile number', '13800138000'],
  ['a mobile number with country code', '+86 138-0013-8000'],
  ['a landline number', '010-62345678'],
  ['a bank card', '6222 0200 0000 0000 000'],
  ['a credit code', '91350100M000100Y43'],
  ['a name', '欧阳示例'],
  ['a name with a dot', '阿依古丽·买买提'],
  ['a rare name', '㐱𠀀'],
  ['an address', '广州市天河区示例路1号'],
  ['a mail address', 'zhou@example.cn'],
])('%s is masked wherever it stands', (_name, value) => {
  for (const text of [value, `value ${value} refused`, `reason=${value};`]) {
    expect(maskText(text)).not.toContain(value);
    expect(JSON.stringify(redact({ reason: text, [value]: 1 }))).not.toContain(value);
  }
});

test('mobile numbers and ID numbers are masked as numbers too, sizes and times are not', () => {
  expect(redact({ count: 13800138000, bytes: 8_000_000_000, durationMs: 0.25 })).toEqual({
    count: '***',
    bytes: 8_000_000_000,
    durationMs: 0.25,
  });
});

test('ids, digests and times pass; text under unknown keys does not', () => {
  const harmless = { caseId: '12345678-1234-4123-8123-123456789012', sha256: '1'.repeat(64), from: '2026-03-02T01:00:00.000Z' };
  expect(redact(harmless)).toEqual(harmless);
  expect(redact({ applicant: 'Zhou Mou', name: 'Zhou Mou', note: 'x' })).toEqual({
    applicant: '[left out]',
    name: '[left out]',
    note: '[left out]',
  });
});

test('no run of seven digits and no Han character ever reaches a line', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[0-9]{7,20}$/), fc.stringMatching(/^[\u4e00-\u9fff]{2,4}$/));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
      const { logger, lines } = capture();
      logger.error(pieces.join(''), { reason: pieces.join(' '), [pieces.join('')]: 'x' });
      const line = (lines[0] ?? '').replace('2026-03-02T01:00:00.000Z', '');
      expect(line).not.toMatch(/\p{Script=Han}/u);
      expect(line).not.toMatch(/(?<![0-9a-f-])[0-9]{7}(?![0-9a-f-])/i);
    }),
  );
});

test('an unexpected error is reported by kind and frames, never by its message', () => {
  const { logger, lines } = capture();
  const cause = Object.assign(new SyntaxError('Unexpected token in {"name":"Zhou Mou"}'), { code: 'ERR_X' });
  logger.report('cases.open', new AppError('internal', { caseId: 'c1' }, cause));
  logger.report('cases.open', 'Zhou Mou');
  expect(lines.join('')).not.toContain('Zhou');
  const [first, second] = lines.map((line) => (JSON.parse(line) as { details: Record<string, string> }).details);
  expect(first).toMatchObject({ where: 'cases.open', kind: 'AppError(internal) < SyntaxError(ERR_X)', caseId: 'c1' });
  expect(first?.['stack']).toContain('logger.test.ts');
  expect(second).toEqual({ where: 'cases.open', kind: 'string', stack: null });
});

test('the file rotates before it grows too large and keeps as many as asked', () => {
  const folder = path.join(mkdtempSync(path.join(tmpdir(), 'intake-log-')), 'logs');
  onTestFinished(() => rmSync(path.dirname(folder), { recursive: true, force: true }));
  for (let start = 0; start < 2; start++) {
    const sink = fileSink({ folder, maxBytes: 100, keep: 2 });
    for (let line = 0; line < 10; line++) sink(`${start}-${line} `.padEnd(29, '.'));
  }
  expect(readdirSync(folder).sort()).toEqual(['intake.1.log', 'intake.2.log', 'intake.log']);
  const firstLine = (name: string) => readFileSync(path.join(folder, name), 'utf8').split(' ')[0];
  expect([firstLine('intake.2.log'), firstLine('intake.1.log'), firstLine('intake.log')]).toEqual(['1-2', '1-5', '1-8']);
  for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(100);
  if (process.platform !== 'win32') expect(statSync(path.join(folder, 'intake.log')).mode & 0o777).toBe(0o600);
});
