/** Answers that decide the situation (情形) of a case, and which materials they ask for. */
import { isApplicable } from '#shared/checklist/applicable-materials.ts';
import type { MaterialRequirement, ServiceItem } from '#shared/service-item.ts';

export type Answers = Record<string, string | boolean>;

export function defaultAnswers(item: ServiceItem): Answers {
  return Object.fromEntries(item.questions.map(({ id, defaultValue }) => [id, defaultValue]));
}

/** False only for a conditional material whose condition does not hold. */
export function applies(material: MaterialRequirement, answers: Answers): boolean {
  return isApplicable(material, answers);
}
