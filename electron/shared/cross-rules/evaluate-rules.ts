/** Evaluates the cross rules of a service item over a whole case, with the values and their places as evidence. */
import type { ServiceItem } from '../service-item.ts';
import { comparable, containsValue } from '../same-value.ts';
import { comparableAddress } from './comparable-address.ts';
import { comparableCompany } from './comparable-company.ts';
import { endsOfRule } from './cross-rule.ts';
import type { Comparison, CrossOutcome, CrossRule, EvidenceEnd } from './cross-rule.ts';
import { markOutcomes } from './mark-rules.ts';
import { documentEnd, findEnd } from './rule-values.ts';
import type { RuleContext } from './rule-values.ts';
import { checkSealName } from './seal-rules.ts';
import type { Problem } from '../page.ts';

type Rule<K extends CrossRule['kind']> = Extract<CrossRule, { kind: K }>;
/** Rules that compare values with each other and need nothing else of the case. */
type ValueRule = Exclude<CrossRule, Rule<'nobody-else' | 'seal-name'>>;

const normalForms: Readonly<Record<Comparison, (value: string) => string>> = {
  text: comparable,
  address: comparableAddress,
  company: comparableCompany,
};

/** Day of the month stays where the month has it: 31 August + 6 months is 28 or 29 February. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const first = new Date(Date.UTC(year, month - 1 + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return `${first.toISOString().slice(0, 8)}${String(Math.min(day, lastDay)).padStart(2, '0')}`;
}

const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(value);
/** 长期 never ends. */
const endless = '长期';
const inOrder = (left: string, right: string): boolean => right === endless || (left !== endless && left <= right);

/** @returns null when the values are no dates and so nothing can be told */
function datesInOrder(left: string, right: string, plusMonths = 0): boolean | null {
  if (![left, right].every((value) => isDate(value) || value === endless)) return null;
  return inOrder(isDate(left) && plusMonths !== 0 ? addMonths(left, plusMonths) : left, right);
}

/** One end of the period may be enough to tell that the day lies outside. */
function insidePeriod(day: string, from: string, until: string): boolean | null {
  const [started, running] = [datesInOrder(from, day), datesInOrder(day, until)];
  if (started === false || running === false) return false;
  return started === null || running === null ? null : true;
}

/** @returns null when it cannot be told */
function verdict(rule: ValueRule, values: readonly string[]): boolean | null {
  const [first = '', second = '', third = ''] = values;
  switch (rule.kind) {
    case 'same':
      return normalForms[rule.as](first) === normalForms[rule.as](second);
    case 'contains':
      return containsValue(first, second, normalForms[rule.as]) || containsValue(second, first, normalForms[rule.as]);
    case 'not-after':
      return datesInOrder(first, second, rule.plusMonths);
    case 'within':
      return insidePeriod(first, second, third);
  }
}

const problemOf = (rule: CrossRule): Problem => ({ code: `cross.${rule.kind}`, severity: rule.severity, details: { rule: rule.label } });

function outcome(rule: CrossRule, holds: boolean | null, ends: EvidenceEnd[]): CrossOutcome {
  const { id, label, kind, severity } = rule;
  const result = holds === null ? 'open' : holds ? 'holds' : 'fails';
  return { ruleId: id, label, kind, severity, result, ends, problem: holds === false ? problemOf(rule) : null };
}

/** Rules whose papers are not in the case say nothing. */
function compareValues(rule: ValueRule, context: RuleContext): CrossOutcome[] {
  const found = endsOfRule(rule).map((end) => findEnd(end, context));
  const ends = found.flatMap((one) => (one.state === 'absent' ? [] : [one.end]));
  if (ends.length < found.length) return [];
  // One end of a period may be enough to tell that the day lies outside.
  const complete = rule.kind === 'within' || found.every(({ state }) => state === 'found');
  const holds = complete
    ? verdict(
        rule,
        ends.map(({ value }) => value),
      )
    : null;
  return [outcome(rule, holds, ends)];
}

/** Fields by which a document tells whose it is, in order of trust. */
const holderKeys = ['idNumber', 'agentName', 'name'];

/** Somebody else's paper lies in the stack although the answers say that nobody else acts. */
function checkNobodyElse(rule: Rule<'nobody-else'>, context: RuleContext): CrossOutcome[] {
  const { current } = context;
  if (current.answers[rule.question] !== rule.equals) return [];
  const owner = findEnd(rule.owner, context);
  const strangers = current.documents.flatMap((document) => {
    if (document.slotId !== null || document.duplicateOf !== null || !rule.documentTypes.includes(document.documentType)) return [];
    const key = holderKeys.find((candidate) => document.fields.some((field) => field.key === candidate && field.value !== ''));
    const end = documentEnd(document, '', key ?? 'name');
    const isOwner = owner.state === 'found' && key === rule.owner.fieldKey && comparable(end.value) === comparable(owner.end.value);
    return isOwner ? [] : [end];
  });
  if (strangers.length === 0) return [];
  return [outcome(rule, false, [...(owner.state === 'found' ? [owner.end] : []), ...strangers])];
}

/** @param today ISO date */
export function evaluateRules(item: ServiceItem, context: RuleContext): CrossOutcome[] {
  const compared = item.crossRules.flatMap((rule) => {
    if (rule.kind === 'nobody-else') return checkNobodyElse(rule, context);
    if (rule.kind !== 'seal-name') return compareValues(rule, context);
    const found = checkSealName(rule, context);
    return found ? [outcome(rule, found.holds, found.ends)] : [];
  });
  return [...compared, ...markOutcomes(item, context.current)];
}
