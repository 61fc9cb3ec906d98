/** One thing the doctor looks at, and how a finding reads. */

export type Finding = {
  name: string;
  /** `bad`: the product does not work. `limited`: it works without something. `good`: nothing to do. */
  state: 'good' | 'limited' | 'bad';
  /** What was found. */
  detail: string;
  /** What to do about it; empty when good. */
  remedy: string;
};

export type Check = () => Promise<Finding>;

export const good = (name: string, detail: string): Finding => ({ name, state: 'good', detail, remedy: '' });
export const limited = (name: string, detail: string, remedy: string): Finding => ({ name, state: 'limited', detail, remedy });
export const bad = (name: string, detail: string, remedy: string): Finding => ({ name, state: 'bad', detail, remedy });

const marks = { good: '✓', limited: '–', bad: '✗' };

export function formatFinding({ name, state, detail, remedy }: Finding): string {
  return `${marks[state]} ${name}: ${detail}${remedy ? `\n    → ${remedy}` : ''}`;
}
