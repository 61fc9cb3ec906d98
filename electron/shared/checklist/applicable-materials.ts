/** Which materials apply in the situation that the answers of a case describe. */
import type { Case } from '../case.ts';
import type { MaterialRequirement } from '../service-item.ts';

type Answers = Case['answers'];

const conditionsHold = ({ when }: MaterialRequirement, answers: Answers): boolean =>
  when.every(({ question, equals, not }) => (answers[question] === equals) !== (not === true));

/** A conditional line whose condition does not hold takes no paper. */
export const isApplicable = (material: MaterialRequirement, answers: Answers): boolean =>
  material.necessity !== 'conditional' || conditionsHold(material, answers);

export const isRequired = (material: MaterialRequirement, answers: Answers): boolean =>
  material.necessity === 'required' || (material.necessity === 'conditional' && conditionsHold(material, answers));
