/** Notices and receipts: issued once, recorded with their digest, and drawn anew whenever somebody opens or prints them. */
import { createHash } from 'node:crypto';
import { isForApplicant, listGaps } from '#shared/checklist/case-gaps.ts';
import { isOpen, moveCase } from '#shared/case.ts';
import type { Actor, Case, IssuedDocument } from '#shared/case.ts';
import { stillToSupply } from '#shared/acceptance.ts';
import { checkChecklist } from '#shared/checklist/check-checklist.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import { slotPageIds } from '#shared/mapping/mapping-materials.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import type { Store } from '../../store/store.ts';
import type { CaseEditor } from '../case-editor.ts';
import type { Hall } from '#shared/contract/item-procedures.ts';
import { addDays, dayInChina } from './chinese-date.ts';
import { drawCorrectionNotice } from './correction-notice.ts';
import { correctionNoticeSchema, intakeReceiptSchema } from './document-content.ts';
import type { CorrectionNotice, IntakeReceipt } from './document-content.ts';
import { drawIntakeReceipt } from './intake-receipt.ts';
import type { DrawnDocument } from './pdf-sheet.ts';

export type IssuedDocumentsOptions = {
  store: Store;
  editor: Pick<CaseEditor, 'edit'>;
  itemOf: (itemCode: string, version?: number) => ServiceItem;
  hall: () => Promise<Hall>;
  now: () => Date;
  newId: () => string;
  /** PDF → one image per page, for screens that have no PDF viewer. */
  toImages: (pdf: Uint8Array) => Promise<Uint8Array[]>;
};

export type NoticeChoice = {
  /** Which gaps go onto the notice; surplus papers may be named too. */
  gapIds: readonly string[];
  remark: string;
};

export type Issued = { documentId: string; pages: number };
export type IssuedDocuments = ReturnType<typeof createIssuedDocuments>;

/** Drawing takes a moment, in which another window may issue the same receipt. */
const issueAttempts = 3;

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Form keys under which items keep who applies, in this order: an individual business is applied for by its operator. */
const applicantKeys = ['operatorName', 'unitName', 'transfereeName', 'name'];

/** The applicant as the payload has it, else as the form has it. */
function applicantOf({ form }: Case, payload: Record<string, unknown> | undefined): string {
  const sent = (payload?.['applicant'] as { name?: unknown } | undefined)?.name;
  if (typeof sent === 'string') return sent;
  return applicantKeys.map((key) => form[key]?.value ?? '').find((name) => name !== '') ?? '';
}

/** What staff and applicant call the case while it has no number of the approval system. */
const caseReference = (current: Case): string =>
  current.caseNumber ?? `${dayInChina(current.createdAt).replaceAll('-', '')}-${current.id.slice(0, 8).toUpperCase()}`;

type Common = Omit<IntakeReceipt, 'queryPassword' | 'receivedAt' | 'materials' | 'missing' | 'timeLimit'>;

function commonContent(current: Case, item: ServiceItem, applicantName: string, hall: Hall, actor: Actor, at: string): Common {
  return {
    hall: { name: hall.name, address: hall.address, phone: hall.phone, hours: hall.hours },
    number: caseReference(current),
    itemName: item.name,
    departmentName: item.departmentName,
    applicantName,
    agentName: current.form['agentName']?.value ?? '',
    handledBy: actor.displayName || actor.account,
    issuedAt: at,
    appliedAt: current.createdAt,
    basis: item.legal?.basis ?? [],
    qr: hall.queryUrl && current.caseNumber ? `${hall.queryUrl}${encodeURIComponent(current.caseNumber)}` : caseReference(current),
  };
}

/** @throws AppError `bad-input` when nothing is chosen */
function noticeContent(current: Case, item: ServiceItem, choice: NoticeChoice, common: Common): CorrectionNotice {
  const today = dayInChina(common.issuedAt);
  const gaps = listGaps(item, current, checkChecklist(item, current, today)).filter(({ id }) => choice.gapIds.includes(id));
  if (!gaps.some(isForApplicant)) throw new AppError('bad-input', { what: 'nothing-to-correct' });
  const days = item.legal?.correctionDays;
  return {
    ...common,
    gaps,
    remark: choice.remark.trim(),
    correctionBasis: item.legal?.correction ?? '《中华人民共和国行政许可法》第三十二条第一款第（四）项',
    dueDate: days === undefined ? null : addDays(today, days),
  };
}

/** @throws AppError `conflict` until the approval system has given and confirmed a number */
function receiptContent(current: Case, item: ServiceItem, common: Common): IntakeReceipt {
  if (current.caseNumber === null || current.receivedAt === null) throw new AppError('conflict', { what: 'not-received' });
  const checklist = checkChecklist(item, current, dayInChina(common.issuedAt));
  return {
    ...common,
    queryPassword: current.queryPassword,
    receivedAt: current.receivedAt,
    materials: item.materials.flatMap(({ id, name, copies }) => {
      const pages = slotPageIds(current, id).length;
      const licensed = current.eLicences?.[id] !== undefined;
      return pages > 0 || licensed ? [{ name, pages, ...copies, method: pages > 0 ? ('paper' as const) : ('e-licence' as const) }] : [];
    }),
    missing: stillToSupply(checklist, current).map(({ name }) => name),
    timeLimit: item.timeLimit ?? null,
  };
}

type NewDocument = Pick<IssuedDocument, 'kind' | 'content'>;

function draw({ kind, content }: NewDocument): Promise<DrawnDocument> {
  return kind === 'correction-notice'
    ? drawCorrectionNotice(correctionNoticeSchema.parse(content))
    : drawIntakeReceipt(intakeReceiptSchema.parse(content));
}

async function caseOf(store: Store, caseId: string): Promise<Case> {
  const current = await store.cases.get(caseId);
  if (!current) throw new AppError('not-found', { what: 'case' });
  return current;
}

/** Drawn before the transaction, which must not wait for it; a case that changed meanwhile is not told of. */
async function issue(
  { editor, newId }: Pick<IssuedDocumentsOptions, 'editor' | 'newId'>,
  seen: Case,
  { kind, content }: NewDocument,
  actor: Actor,
): Promise<Issued> {
  const { pdf, pages } = await draw({ kind, content });
  const record = {
    id: newId(),
    kind,
    issuedAt: String(content['issuedAt']),
    issuedBy: actor.account,
    pages,
    sha256: digest(pdf),
    content,
  };
  const details = { document: record.id, sha256: record.sha256 };
  await editor.edit(seen.id, { actor, action: `document.${kind}`, details }, (current) => {
    if (current.revision !== seen.revision) throw new AppError('case.stale');
    const told = kind === 'correction-notice' && current.state === 'in_review' ? moveCase(current, 'returned_on_spot') : current;
    return { ...told, issued: [...(current.issued ?? []), record] };
  });
  return { documentId: record.id, pages };
}

async function drawAgain(store: Store, caseId: string, documentId: string): Promise<DrawnDocument> {
  const record = (await caseOf(store, caseId)).issued?.find(({ id }) => id === documentId);
  if (!record) throw new AppError('not-found', { what: 'document' });
  const drawn = await draw(record);
  // What is shown must be what was issued.
  if (digest(drawn.pdf) !== record.sha256) throw new AppError('store.corrupt', { what: 'issued-document' });
  return drawn;
}

export function createIssuedDocuments(options: IssuedDocumentsOptions) {
  const { store, itemOf, now } = options;

  async function contentOf(current: Case, actor: Actor): Promise<{ item: ServiceItem; common: Common }> {
    const item = itemOf(current.itemCode, current.itemVersion);
    const payload = (await store.outbox.forCase(current.id))?.payload;
    const at = now().toISOString();
    return { item, common: commonContent(current, item, applicantOf(current, payload), await options.hall(), actor, at) };
  }

  async function receiptOnce(caseId: string, actor: Actor): Promise<Issued> {
    const current = await caseOf(store, caseId);
    const { item, common } = await contentOf(current, actor);
    const content = receiptContent(current, item, common);
    const known = current.issued?.findLast(
      ({ kind, content: old }) => kind === 'intake-receipt' && old['receivedAt'] === content.receivedAt,
    );
    if (!known) return issue(options, current, { kind: 'intake-receipt', content }, actor);
    await store.audit.append({ actor, action: 'document.opened-again', subject: caseId, details: { document: known.id } });
    return { documentId: known.id, pages: known.pages };
  }

  return {
    /** @throws AppError `bad-input`, `case.closed`, `case.stale`, `not-found` */
    async issueNotice(caseId: string, choice: NoticeChoice, actor: Actor): Promise<Issued> {
      const current = await caseOf(store, caseId);
      if (!isOpen(current.state)) throw new AppError('case.closed', { state: current.state });
      const { item, common } = await contentOf(current, actor);
      return issue(options, current, { kind: 'correction-notice', content: noticeContent(current, item, choice, common) }, actor);
    },

    /**
     * The receipt of the present number: issued once, the same paper at every further print, and to two who ask at once.
     * @throws AppError `conflict`, `not-found`, `case.stale` when the case does not stop changing
     */
    async issueReceipt(caseId: string, actor: Actor): Promise<Issued> {
      for (let left = issueAttempts; ; left--) {
        try {
          return await receiptOnce(caseId, actor);
        } catch (error) {
          if (left === 1 || !isAppError(error) || error.code !== 'case.stale') throw error;
        }
      }
    },

    /** @throws AppError `not-found`, `store.corrupt` when the record was altered */
    pdf: async (caseId: string, documentId: string): Promise<Uint8Array> => (await drawAgain(store, caseId, documentId)).pdf,

    /** Page of the document as a JPEG, from 1. @throws AppError `not-found`, `store.corrupt` */
    async image(caseId: string, documentId: string, page: number): Promise<Uint8Array> {
      const images = await options.toImages((await drawAgain(store, caseId, documentId)).pdf);
      const bytes = images[page - 1];
      if (!bytes) throw new AppError('not-found', { what: 'page' });
      return bytes;
    },
  };
}
