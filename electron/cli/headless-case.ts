/** One case without a screen: scan or import, recognise, confirm in a named person's name, submit, wait for the case number. */
import type { Actor } from '#shared/case.ts';
import type { CaseView } from '#shared/contract/case-view.ts';
import type { Scanner } from '#shared/device.ts';
import { AppError, errorFromJSON } from '#shared/errors.ts';
import { openFields } from '#shared/open-fields.ts';
import type { ListedDriver } from '../../drivers/driver.ts';
import type { Host } from '../host.ts';

export type Source = { driver: ListedDriver; address: string };
export type HeadlessOptions = {
  itemCode: string;
  answers: Record<string, string | boolean>;
  reviewer: Actor;
  source: Source | null;
  /** Refuse to submit while a field is in review. */
  strict: boolean;
  /** How long to wait for the approval system before leaving the case to the outbox. */
  deliverWithinMs: number;
  /** Milestones of the walk; ids and codes only. */
  onMilestone(milestone: string, details?: Record<string, string | number>): void;
};

/** @throws AppError `session.bad-credentials` when the account may not review */
export async function reviewerActor(host: Host, account: string): Promise<Actor> {
  const row = await host.services.store.accounts.get(account);
  if (!row || row.disabled || row.role === 'admin') throw new AppError('case.reviewer-required', { account });
  return { account: row.account, displayName: row.displayName, role: row.role };
}

function configOf({ driver: { kind: driver, traits }, address }: Source): Scanner {
  return {
    id: 'command-line',
    name: driver,
    driver,
    traits,
    address,
    isDefault: false,
    defaults: { source: 'feeder', duplex: true, colorMode: 'color', dpi: 300 },
  };
}

async function scan(host: Host, caseId: string, options: HeadlessOptions & { source: Source }): Promise<void> {
  const { jobs } = host.services;
  // The paper that was put in begins with the sheet in doubt, as `resume` has said.
  const [doubt] = (await host.services.cases.view(caseId)).case.sheetDoubts ?? [];
  const { done } = await jobs.start(caseId, configOf(options.source), {}, options.reviewer, { clears: doubt?.jobId ?? null });
  const progress = await done;
  options.onMilestone('scanned', { pages: progress.pagesStored });
  if (progress.error) throw errorFromJSON(progress.error);
}

/** A sheet that may be missing is told; a strict run stops there, another goes on in the reviewer's name. */
async function tellDoubts(host: Host, caseId: string, { strict, reviewer, onMilestone }: HeadlessOptions): Promise<void> {
  const { cases, doubts } = host.services;
  const open = (await cases.view(caseId)).case.sheetDoubts ?? [];
  for (const { sheet, page } of open) onMilestone('sheet-in-doubt', { sheet, page });
  const [first] = open;
  if (!first) return;
  if (strict) throw new AppError('case.sheet-in-doubt', { sheet: first.sheet, page: first.page });
  for (const { jobId } of open) await doubts.clear(caseId, jobId, 'left-open', reviewer);
  await cases.pageDone(caseId);
}

/** Follows the case's events and reports what became durable. */
function follow(host: Host, caseId: string, onMilestone: HeadlessOptions['onMilestone']): () => void {
  const stop = new AbortController();
  void (async () => {
    let stored = -1;
    for await (const event of host.services.events.watch(caseId, stop.signal)) {
      if (event.kind === 'scan' && event.progress.pagesStored !== stored)
        onMilestone('page-stored', { pages: (stored = event.progress.pagesStored) });
      if (event.kind === 'page') onMilestone('page-prepared', { pageId: event.pageId });
      if (event.kind === 'changed') onMilestone('case-stored', { revision: event.revision });
    }
  })().catch(() => undefined);
  return () => stop.abort();
}

async function confirm(host: Host, view: CaseView, options: HeadlessOptions): Promise<void> {
  const open = openFields(view.item, view.case);
  if (options.strict && open.length > 0) throw new AppError('case.unreviewed-fields', { count: open.length });
  await host.services.review.confirm(view.case.id, { mode: 'headless' }, options.reviewer);
  options.onMilestone('confirmed', { notLookedAt: open.length });
}

/** @throws AppError `push.parked`, `push.rejected`, `timeout` */
async function delivered(host: Host, caseId: string, withinMs: number): Promise<CaseView> {
  const { cases, events } = host.services;
  const deadline = AbortSignal.timeout(withinMs);
  const changes = events.watch(caseId, deadline);
  for (;;) {
    const view = await cases.view(caseId);
    if (view.case.caseNumber && view.case.state !== 'submitting') return view;
    if (view.push?.state === 'parked') throw new AppError('push.parked', { reason: view.push.lastError?.code ?? '' });
    if (view.case.state === 'submit_failed') throw new AppError('push.rejected', { message: view.case.approvalMessage ?? '' });
    const next = await changes.next().catch(() => ({ done: true }));
    if (next.done) throw new AppError('timeout', { what: 'approval-system' });
  }
}

/**
 * Carries a case on from wherever it stands; used for a new case and for one that a crash cut off.
 * @returns the view after the approval system has taken it
 */
export async function carryOn(host: Host, caseId: string, options: HeadlessOptions): Promise<CaseView> {
  const { services } = host;
  const unfollow = follow(host, caseId, options.onMilestone);
  try {
    if (options.source) await scan(host, caseId, { ...options, source: options.source });
    await tellDoubts(host, caseId, options);
    await services.queue.whenIdle();
    const read = await services.cases.view(caseId);
    options.onMilestone('recognized', { pages: read.case.pages.length, documents: read.case.documents.length });
    if (['recognized', 'in_review', 'returned_on_spot'].includes(read.case.state)) await confirm(host, read, options);
    const confirmed = await services.cases.view(caseId);
    if (['ready', 'submit_failed'].includes(confirmed.case.state)) await services.submission.submit(caseId, options.reviewer);
    // A person waits at this command: a case that lies in the outbox is not left to its back-off.
    else if (confirmed.case.state === 'submitting') await services.submission.retry(caseId, options.reviewer);
    options.onMilestone('submitting');
    const view = await delivered(host, caseId, options.deliverWithinMs);
    options.onMilestone('received', { caseNumber: view.case.caseNumber ?? '' });
    return view;
  } finally {
    unfollow();
  }
}

export async function runHeadlessCase(host: Host, options: HeadlessOptions): Promise<CaseView> {
  const opened = await host.services.cases.create(options.itemCode, options.answers, 'headless', options.reviewer);
  options.onMilestone('created', { caseId: opened.case.id });
  return carryOn(host, opened.case.id, options);
}
