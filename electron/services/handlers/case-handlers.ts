/** Contract → services for cases, review and submission. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Actor } from '#shared/case.ts';
import { AppError } from '#shared/errors.ts';
import type { Connection } from '#shared/session.ts';
import type { CaseEvents } from '../case-events.ts';
import type { CasesService } from '../cases/cases.ts';
import type { ReviewService } from '../cases/review.ts';
import type { ScanJobs } from '../intake/scan-jobs.ts';
import type { KioskCases } from '../kiosk-cases.ts';
import type { ServiceItemCatalogue } from '../service-items/catalogue.ts';
import type { SubmissionService } from '../submission/submission.ts';

const os = implement(contract).$context<{ connection: Connection }>();

/** @throws AppError `session.signed-out` */
export function actorOf(connection: Connection): Actor {
  const actor = connection.actor();
  if (!actor) throw new AppError('session.signed-out');
  return actor;
}

type ForCases = {
  cases: CasesService;
  jobs: Pick<ScanJobs, 'stopCase'>;
  kiosk: KioskCases;
  events: Pick<CaseEvents, 'watch'>;
  items: Pick<ServiceItemCatalogue, 'newest'>;
};

export function caseHandlers({ cases, jobs, kiosk, events, items }: ForCases) {
  const own = (connection: Connection, caseId: string): string => kiosk.require(connection, caseId);
  return {
    list: os.cases.list.handler(async ({ input }) =>
      (await cases.list(input)).map((summary) => ({
        ...summary,
        itemName: items.newest(summary.itemCode)?.name ?? summary.itemCode,
      })),
    ),
    create: os.cases.create.handler(async ({ input, context: { connection } }) => {
      const view = await cases.create(
        input.itemCode,
        input.answers,
        connection.face === 'kiosk' ? 'kiosk' : 'counter',
        actorOf(connection),
      );
      kiosk.own(connection, view.case.id);
      return view;
    }),
    get: os.cases.get.handler(({ input, context }) => cases.view(own(context.connection, input.caseId))),
    setAnswers: os.cases.setAnswers.handler(({ input, context }) =>
      cases.setAnswers(own(context.connection, input.caseId), input.answers, actorOf(context.connection)),
    ),
    watch: os.cases.watch.handler(({ input, context, signal }) => events.watch(own(context.connection, input.caseId), signal)),
    movePage: os.cases.movePage.handler(({ input, context }) =>
      cases.movePage(own(context.connection, input.caseId), input.pageId, input.slotId, actorOf(context.connection)),
    ),
    removePage: os.cases.removePage.handler(({ input, context }) =>
      cases.removePage(own(context.connection, input.caseId), input.pageId, actorOf(context.connection)),
    ),
    readAgain: os.cases.readAgain.handler(({ input, context }) =>
      cases.readAgain(own(context.connection, input.caseId), input.pageId, actorOf(context.connection)),
    ),
    setDocumentType: os.cases.setDocumentType.handler(({ input, context }) =>
      cases.setDocumentType(own(context.connection, input.caseId), input.documentId, input.documentType, actorOf(context.connection)),
    ),
    withdraw: os.cases.withdraw.handler(async ({ input, context }) => {
      await jobs.stopCase(own(context.connection, input.caseId));
      await cases.withdraw(input.caseId, actorOf(context.connection));
      return { ok: true as const };
    }),
  };
}

type ForReview = { review: ReviewService; cases: Pick<CasesService, 'setELicence'>; kiosk: KioskCases };

export function reviewHandlers({ review, cases, kiosk }: ForReview) {
  const own = (connection: Connection, caseId: string): string => kiosk.require(connection, caseId);
  return {
    setField: os.review.setField.handler(({ input, context }) =>
      review.setField(own(context.connection, input.caseId), input.documentId, input.key, input.value, actorOf(context.connection)),
    ),
    setFormValue: os.review.setFormValue.handler(({ input, context }) =>
      review.setFormValue(own(context.connection, input.caseId), input.key, input.value, actorOf(context.connection)),
    ),
    confirm: os.review.confirm.handler(({ input, context }) =>
      review.confirm(
        own(context.connection, input.caseId),
        { passed: input.passed, overrides: input.overrides },
        actorOf(context.connection),
      ),
    ),
    setELicence: os.review.setELicence.handler(({ input, context }) =>
      cases.setELicence(own(context.connection, input.caseId), input.slotId, input.licence, actorOf(context.connection)),
    ),
    reopen: os.review.reopen.handler(({ input, context }) =>
      review.reopen(own(context.connection, input.caseId), actorOf(context.connection)),
    ),
  };
}

type ForSubmission = { submission: SubmissionService; cases: Pick<CasesService, 'view'>; kiosk: KioskCases };

export function submissionHandlers({ submission, cases, kiosk }: ForSubmission) {
  const own = (connection: Connection, caseId: string): string => kiosk.require(connection, caseId);
  return {
    submit: os.submission.submit.handler(async ({ input, context }) => {
      await submission.submit(own(context.connection, input.caseId), actorOf(context.connection));
      return cases.view(input.caseId);
    }),
    receipt: os.submission.receipt.handler(({ input, context }) => submission.receipt(own(context.connection, input.caseId))),
    retry: os.submission.retry.handler(async ({ input, context }) => {
      await submission.retry(own(context.connection, input.caseId), actorOf(context.connection));
      return cases.view(input.caseId);
    }),
    refresh: os.submission.refresh.handler(async ({ input, context }) => {
      await submission.refresh(own(context.connection, input.caseId), actorOf(context.connection));
      return cases.view(input.caseId);
    }),
  };
}
