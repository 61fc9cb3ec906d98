/** What an applicant must look at, one thing per screen: doubtful values first, then what no paper says. */
import type { CaseField, Document } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import { openFields } from '#shared/open-fields.ts';
import type { FormField } from '#shared/service-item.ts';

export type KioskQuestion =
  | { kind: 'field'; id: string; document: Document; field: CaseField }
  | { kind: 'form'; id: string; form: FormField; value: string };

export function questionsFor(view: Pick<CaseView, 'case' | 'item' | 'checklist'>): KioskQuestion[] {
  const doubtful = openFields(view.item, view.case).map(({ document, field }): KioskQuestion => ({
    kind: 'field',
    id: `${document.id}/${field.key}`,
    document,
    field,
  }));
  const missing = view.item.formFields
    .filter(({ key }) => view.checklist.missingFormKeys.includes(key))
    .map((form): KioskQuestion => ({ kind: 'form', id: `form/${form.key}`, form, value: '' }));
  // A form value that waits for a doubtful field is asked only if that field leaves it empty.
  return doubtful.length > 0 ? doubtful : missing;
}
