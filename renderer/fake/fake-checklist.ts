/** The product's own checklist over invented cases, under the names that the gallery uses. */
export { checkChecklist as fakeChecklist, fillForm as fakeForm } from '#shared/checklist/check-checklist.ts';
