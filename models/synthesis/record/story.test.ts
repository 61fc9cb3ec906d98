/** A story must hold together: numbers agree with persons, terms cover the day. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import type { Person } from './people.ts';
import { drawStory } from './story.ts';

const today = '2026-11-20';

function expectPlausible(person: Person): void {
  expect(person.idNumber).toMatch(/^45\d{15}[\dX]$/);
  expect(person.idNumber.slice(6, 14)).toBe(person.birthDate.replaceAll('-', ''));
  expect(Number(person.idNumber[16]) % 2 === 1).toBe(person.sex === '男');
  expect(person.mobile).toMatch(/^1[3-9]\d{9}$/);
  expect(person.validFrom < today).toBe(true);
  const [issueYear, birthYear] = [Number(person.validFrom.slice(0, 4)), Number(person.birthDate.slice(0, 4))];
  const age = issueYear - birthYear - (person.validFrom.slice(5) < person.birthDate.slice(5) ? 1 : 0);
  if (person.validTo === '长期') expect(age).toBeGreaterThanOrEqual(46);
  else {
    expect(Number(person.validTo.slice(0, 4)) - issueYear).toBe(age < 26 ? 10 : 20);
    expect(person.validTo > today).toBe(true);
  }
}

test('people, lease and authorization agree with each other on the day', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
      const story = drawStory(createRandom(seed), today);
      expectPlausible(story.operator);
      expectPlausible(story.agent);
      expect(story.agent.name).not.toBe(story.operator.name);
      expect(story.lease.leaseFrom <= today && today < story.lease.leaseTo).toBe(true);
      expect(story.lease.signedDate < story.lease.leaseFrom).toBe(true);
      expect(story.authorization.validFrom <= today && today < story.authorization.validTo).toBe(true);
      expect(story.lessor.establishedDate < story.lessor.approvedDate && story.lessor.approvedDate < today).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('the same seed tells the same story, another seed another', () => {
  expect(drawStory(createRandom(7), today)).toEqual(drawStory(createRandom(7), today));
  expect(drawStory(createRandom(7), today)).not.toEqual(drawStory(createRandom(8), today));
});
