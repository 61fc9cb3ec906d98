/** The contract, implemented in the page over invented data: the gallery's host for counter and kiosk. */
import { implement } from '@orpc/server';
import type { Router } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Receipt } from '#shared/contract/submission-procedures.ts';
import { AppError } from '#shared/errors.ts';
import { placePage, withoutPage } from '#shared/checklist/place-page.ts';
import type { Role, SessionView } from '#shared/session.ts';
import { fakeAdmin } from './fake-admin.ts';
import { fakeDeviceScan } from './fake-devices.ts';
import { fakeStaffCalls } from './fake-staff-calls.ts';
import { fakeTaughtNames } from './fake-document-types.ts';
import { fakeDocuments } from './fake-documents.ts';
import { fakeSafety } from './fake-safety.ts';
import { fakeScanners } from './fake-scanners.ts';
import { clerk, emptyCase } from './fake-case.ts';
import { fakeItems } from './fake-items.ts';
import { cancelScan, resumeScan, startScan } from './fake-scan.ts';
import { allCases, caseOf, change, itemOf, listen, remember, viewOf } from './fake-state.ts';

const os = implement(contract);
const ok = { ok: true as const };
const search = new URLSearchParams(location.search);
let signedOut = search.has('signed-out') || search.has('first-run');
let mustChangePassword = search.has('change-password');
let locked = false;

function session(): SessionView {
  const face = /\/(counter|kiosk|admin)/.exec(location.pathname)?.[1];
  const role: Role = face === 'kiosk' ? 'applicant' : signedOut ? 'visitor' : face === 'admin' ? 'admin' : 'reviewer';
  const known = role === 'reviewer' || role === 'admin';
  return {
    role,
    account: known ? clerk.account : null,
    displayName: known ? clerk.displayName : null,
    mustChangePassword,
    locked,
    idleLimitMs: Number(search.get('idle') ?? 900) * 1000,
    firstRun: signedOut,
    firstPasswordFile: search.has('first-run') ? '/home/window/.local/share/intake-desk/first-admin-password.txt' : null,
    demo: !search.has('first-run'),
    diskFull: search.has('disk-full'),
  };
}

const sessionRouter = {
  current: os.session.current.handler(() => session()),
  signIn: os.session.signIn.handler(({ input }) => {
    if (input.password === 'wrong') throw new AppError('session.bad-credentials');
    signedOut = false;
    return session();
  }),
  signOut: os.session.signOut.handler(() => {
    signedOut = true;
    locked = false;
    return session();
  }),
  watch: os.session.watch.handler(async function* ({ signal }) {
    yield session();
    await new Promise((resolve) => signal?.addEventListener('abort', resolve));
  }),
  activity: os.session.activity.handler(() => ok),
  lock: os.session.lock.handler(() => {
    locked = true;
    return session();
  }),
  unlock: os.session.unlock.handler(({ input }) => {
    if (input.password === 'wrong') throw new AppError('session.bad-credentials');
    locked = false;
    return session();
  }),
  changePassword: os.session.changePassword.handler(({ input }) => {
    if (input.newPassword.length < 10) throw new AppError('session.weak-password');
    mustChangePassword = false;
    return session();
  }),
};

const cases = {
  create: os.cases.create.handler(({ input }) => {
    const id = crypto.randomUUID();
    const actor = session().role === 'applicant' ? { account: '', displayName: '', role: 'applicant' as const } : clerk;
    remember(emptyCase(id, itemOf(input.itemCode), input.answers, actor));
    return viewOf(id);
  }),
  list: os.cases.list.handler(({ input }) =>
    allCases()
      .filter(({ case: { state } }) => !input.open || !['withdrawn', 'received', 'concluded'].includes(state))
      .map(({ case: current, updatedAt }) => ({
        id: current.id,
        state: current.state,
        itemCode: current.itemCode,
        itemName: itemOf(current.itemCode).name,
        caseNumber: current.caseNumber,
        createdAt: current.createdAt,
        updatedAt,
        createdBy: current.createdBy.displayName,
        pageCount: current.pages.length,
      })),
  ),
  get: os.cases.get.handler(({ input }) => viewOf(input.caseId)),
  setAnswers: os.cases.setAnswers.handler(({ input }) => {
    change(input.caseId, (current) => ({ ...current, answers: input.answers }));
    return viewOf(input.caseId);
  }),
  watch: os.cases.watch.handler(async function* ({ input, signal }) {
    const queue: Parameters<Parameters<typeof listen>[1]>[0][] = [];
    let wake = () => {};
    const stop = listen(input.caseId, (event) => {
      queue.push(event);
      wake();
    });
    signal?.addEventListener('abort', () => wake());
    try {
      while (!signal?.aborted) {
        const event = queue.shift();
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      stop();
    }
  }),
  movePage: os.cases.movePage.handler(({ input }) => {
    change(input.caseId, (current) => ({
      ...current,
      documents: placePage(current.documents, input.pageId, input.slotId, itemOf(current.itemCode), () => crypto.randomUUID()),
    }));
    return viewOf(input.caseId);
  }),
  removePage: os.cases.removePage.handler(({ input }) => {
    change(input.caseId, (current) => ({
      ...current,
      pages: current.pages.filter(({ id }) => id !== input.pageId),
      documents: withoutPage(current.documents, input.pageId),
    }));
    return viewOf(input.caseId);
  }),
  readAgain: os.cases.readAgain.handler(({ input }) => viewOf(input.caseId)),
  setDocumentType: os.cases.setDocumentType.handler(({ input }) => {
    change(input.caseId, (current) => ({
      ...current,
      documents: current.documents.map((document) =>
        document.id === input.documentId ? { ...document, documentType: input.documentType, placedBy: 'person' as const } : document,
      ),
    }));
    return viewOf(input.caseId);
  }),
  withdraw: os.cases.withdraw.handler(({ input }) => {
    change(input.caseId, (current) => ({ ...current, state: 'withdrawn' }));
    return ok;
  }),
};

const review = {
  setField: os.review.setField.handler(({ input }) => {
    change(input.caseId, (current) => ({
      ...current,
      documents: current.documents.map((document) =>
        document.id !== input.documentId
          ? document
          : {
              ...document,
              fields: document.fields.map((field) =>
                field.key !== input.key
                  ? field
                  : {
                      ...field,
                      value: input.value,
                      problems: input.value === field.machineValue ? field.problems : [],
                      reviewedBy: clerk.account,
                      reviewedAt: new Date().toISOString(),
                    },
              ),
            },
      ),
    }));
    return viewOf(input.caseId);
  }),
  setFormValue: os.review.setFormValue.handler(({ input }) => {
    const source = session().role === 'applicant' ? ('applicant' as const) : ('staff' as const);
    change(input.caseId, (current) => ({
      ...current,
      form: { ...current.form, [input.key]: { value: input.value, source, documentId: null, fieldKey: null } },
    }));
    return viewOf(input.caseId);
  }),
  confirm: os.review.confirm.handler(({ input }) => {
    const { passed: passedMaterials, overrides } = input;
    change(input.caseId, (current) => ({
      ...current,
      state: 'ready',
      reviewer: clerk,
      passedMaterials,
      overrides,
      confirmedAs: 'counter',
    }));
    return viewOf(input.caseId);
  }),
  setELicence: os.review.setELicence.handler(({ input }) => {
    change(input.caseId, (current) => {
      const others = Object.fromEntries(Object.entries(current.eLicences ?? {}).filter(([slotId]) => slotId !== input.slotId));
      const taken = input.licence && { ...input.licence, takenBy: clerk.account, takenAt: new Date().toISOString() };
      return { ...current, eLicences: taken ? { ...others, [input.slotId]: taken } : others };
    });
    return viewOf(input.caseId);
  }),
  reopen: os.review.reopen.handler(({ input }) => {
    change(input.caseId, (current) => ({ ...current, state: 'in_review' }));
    return viewOf(input.caseId);
  }),
};

function push(caseId: string) {
  change(caseId, (current) => ({ ...current, state: 'submitting' }), {
    push: { state: 'pending', attempts: 0, nextAttemptAt: null, lastError: null },
  });
  setTimeout(
    () =>
      change(caseId, (current) => ({
        ...current,
        state: 'received',
        caseNumber: '450103202603070002',
        queryPassword: '4821',
        receivedAt: new Date().toISOString(),
      })),
    1800,
  );
  return viewOf(caseId);
}

function receipt(caseId: string): Receipt {
  const { case: current } = caseOf(caseId);
  const { item, checklist } = viewOf(caseId);
  const pagesOf = (slotId: string) =>
    current.documents.filter((document) => document.slotId === slotId).reduce((sum, { pageIds }) => sum + pageIds.length, 0);
  return {
    caseNumber: current.caseNumber ?? '',
    queryPassword: current.queryPassword,
    itemName: item.name,
    departmentName: item.departmentName,
    applicantName: current.form['operatorName']?.value ?? '',
    receivedAt: current.receivedAt ?? current.createdAt,
    reviewer: clerk.displayName,
    materials: item.materials.filter(({ id }) => pagesOf(id) > 0).map(({ id, name, copies }) => ({ name, pages: pagesOf(id), ...copies })),
    missing: checklist.slots.filter(({ required, state }) => required && state === 'missing').map(({ name }) => name),
  };
}

export const fakeRouter: Router<typeof contract, Record<never, never>> = os.router({
  documentTypes: fakeTaughtNames,
  session: sessionRouter,
  items: { list: os.items.list.handler(() => [...fakeItems]) },
  cases,
  scan: {
    scanners: os.scan.scanners.handler(() => fakeScanners()),
    start: os.scan.start.handler(({ input }) => ({ jobId: startScan(input.caseId) })),
    startProfile: os.scan.startProfile.handler(({ input }) => ({ jobId: startScan(input.caseId) })),
    allThere: os.scan.allThere.handler(({ input }) => {
      change(input.caseId, (current) => ({ ...current, sheetDoubts: [] }));
      return { ok: true as const };
    }),
    resume: os.scan.resume.handler(({ input }) => {
      resumeScan(input.jobId);
      return ok;
    }),
    cancel: os.scan.cancel.handler(({ input }) => {
      cancelScan(input.jobId);
      return ok;
    }),
    ...fakeDeviceScan,
  },
  review,
  documents: fakeDocuments,
  submission: {
    submit: os.submission.submit.handler(({ input }) => push(input.caseId)),
    receipt: os.submission.receipt.handler(({ input }) => receipt(input.caseId)),
    retry: os.submission.retry.handler(({ input }) => push(input.caseId)),
    refresh: os.submission.refresh.handler(({ input }) => {
      change(input.caseId, (current) => ({ ...current, state: 'accepted' }));
      return viewOf(input.caseId);
    }),
  },
  ...fakeStaffCalls,
  safety: fakeSafety.state,
  admin: { ...fakeAdmin, safety: fakeSafety.admin },
});
