/** A small checklist for invented cases, enough to show every state on the screens; the product's own runs in the host. */
import type { Case, FormValue } from '#shared/case.ts';
import { checkChecklist } from '#shared/check-checklist.ts';
import type { ChecklistStatus, SlotStatus } from '#shared/checklist.ts';
import type { ServiceItem } from '#shared/service-item.ts';

function slotStates(item: ServiceItem, current: Case): SlotStatus[] {
  return item.materials.map((material): SlotStatus => {
    const applicable =
      material.necessity !== 'conditional' || material.when.every(({ question, equals }) => current.answers[question] === equals);
    const required = applicable && material.necessity !== 'optional';
    const documents = current.documents.filter(({ slotId, duplicateOf }) => slotId === material.id && duplicateOf === null);
    const empty = !applicable ? 'not-applicable' : required ? 'missing' : 'optional-empty';
    return {
      slotId: material.id,
      name: material.name,
      state: documents.length > 0 ? 'filled' : empty,
      required,
      deferrable: material.deferrable,
      documentIds: documents.map(({ id }) => id),
      problems: [],
      hint: material.hint,
    };
  });
}

/** Values from papers; what a person typed stays. */
export function fakeForm(item: ServiceItem, current: Case): Case['form'] {
  const form: Record<string, FormValue> = {};
  for (const field of item.formFields) {
    const typed = current.form[field.key];
    if (typed && typed.source !== 'paper') form[field.key] = typed;
    for (const source of field.sources) {
      if (form[field.key]) break;
      const document = current.documents.find(
        ({ documentType, slotId }) =>
          documentType === source.documentType && slotId !== null && (!source.slotId || slotId === source.slotId),
      );
      const value = document?.fields.find(({ key }) => key === source.fieldKey)?.value;
      if (document && value) form[field.key] = { value, source: 'paper', documentId: document.id, fieldKey: source.fieldKey };
    }
  }
  return form;
}

export function fakeChecklist(item: ServiceItem, current: Case): ChecklistStatus {
  const slots = slotStates(item, current);
  const { crossOutcomes, crossFindings } = checkChecklist(item, current);
  const missingFormKeys = item.formFields.filter(({ key, required }) => required && !current.form[key]?.value).map(({ key }) => key);
  return {
    slots,
    extraDocumentIds: current.documents
      .filter(({ slotId, documentType }) => slotId === null && documentType !== 'blank')
      .map(({ id }) => id),
    duplicateDocumentIds: current.documents.filter(({ duplicateOf }) => duplicateOf !== null).map(({ id }) => id),
    blankPageIds: current.pages.filter(({ preparation }) => preparation?.blank).map(({ id }) => id),
    crossOutcomes,
    crossFindings,
    missingFormKeys,
    complete:
      missingFormKeys.length === 0 && slots.every(({ required, deferrable, state }) => !required || deferrable || state === 'filled'),
  };
}
