/** The life of a case in the sandbox: number, attachments, submission, and what staff decide about it. */
import { createHash, randomInt, randomUUID } from 'node:crypto';
import { BusinessError, businessCodes } from './envelope.ts';
import type { SandboxDatabase } from './database.ts';

/** `registered` (已取号): has a number but nothing was handed in yet. The rest are the states that approval systems have in common (docs/architecture.md). */
export type SandboxState = 'registered' | 'received' | 'accepted' | 'correction_required' | 'rejected' | 'concluded';

const staffMoves: Readonly<Record<SandboxState, readonly SandboxState[]>> = {
  registered: [],
  received: ['accepted', 'correction_required', 'rejected'],
  accepted: ['concluded'],
  correction_required: ['rejected'],
  rejected: [],
  concluded: [],
};

export type SandboxCase = {
  caseNumber: string;
  queryPassword: string;
  itemCode: string;
  state: SandboxState;
  message: string | null;
  registeredAt: string;
  receivedAt: string | null;
  changedAt: string;
  payload: Record<string, unknown> | null;
  /** Which file proves which material, as the last submission said. */
  references: SubmittedAttachment[];
  /** Idempotency key of the last submission: told apart from a new one after 补正. */
  submissionKey: string | null;
  submissions: number;
};

type SubmittedContent = { key: string | null; payload: Record<string, unknown>; attachments: SubmittedAttachment[] };
export type SubmittedAttachment = { attachmentId: string; materialCode: string; sha256: string };

export type SandboxAttachment = {
  id: string;
  materialCode: string;
  materialName: string;
  fileName: string;
  mimeType: string;
  sha256: string;
  bytes: number;
  /** How often the same file was sent; more than one means the sender forgot that we hold it. */
  uploads: number;
};

export type IncomingAttachment = {
  materialCode: string;
  materialName: string;
  fileName: string;
  mimeType: string;
  sha256: string;
  md5: string;
  content: Buffer;
};

type CaseRow = {
  case_number: string;
  query_password: string;
  item_code: string;
  state: SandboxState;
  message: string | null;
  registered_at: string;
  received_at: string | null;
  changed_at: string;
  payload: string | null;
  attachment_references: string | null;
  submission_key: string | null;
  submissions: number;
};

const toCase = (row: CaseRow): SandboxCase => ({
  caseNumber: row.case_number,
  queryPassword: row.query_password,
  itemCode: row.item_code,
  state: row.state,
  message: row.message,
  registeredAt: row.registered_at,
  receivedAt: row.received_at,
  changedAt: row.changed_at,
  payload: row.payload === null ? null : (JSON.parse(row.payload) as Record<string, unknown>),
  references: row.attachment_references === null ? [] : (JSON.parse(row.attachment_references) as SubmittedAttachment[]),
  submissionKey: row.submission_key,
  submissions: row.submissions,
});

/** Region code of the numbers given: 450100 is Nanning. */
const regionCode = '450100';

/** What the first bytes of a file must be; a name or header may lie. */
const signatures: Readonly<Record<string, Buffer>> = {
  'application/pdf': Buffer.from('%PDF-'),
  'image/jpeg': Buffer.from([0xff, 0xd8, 0xff]),
  'image/png': Buffer.from([0x89, 0x50, 0x4e, 0x47]),
};

export type CaseEvent = { state: SandboxState; message: string | null; at: string };

/** Every refusal is a `BusinessError`. */
export type CaseRegistry = {
  find(caseNumber: string): SandboxCase | undefined;
  list(): SandboxCase[];
  listAttachments(caseNumber: string): SandboxAttachment[];
  readAttachment(caseNumber: string, id: string): { mimeType: string; fileName: string; content: Buffer } | undefined;
  events(caseNumber: string): CaseEvent[];
  /** The same key gives the same case. */
  register(itemCode: string, idempotencyKey: string): SandboxCase;
  /** @returns the attachment's id; the same file gives the same id */
  attach(caseNumber: string, incoming: IncomingAttachment): string;
  submit(caseNumber: string, content: SubmittedContent): { caseNumber: string; receivedAt: string };
  decide(caseNumber: string, to: SandboxState, message: string | null): void;
  allowedMoves(state: SandboxState): readonly SandboxState[];
};

export function createCaseRegistry(database: SandboxDatabase, now: () => Date): CaseRegistry {
  const selectCase = database.prepare<[string], CaseRow>('SELECT * FROM cases WHERE case_number = ?');
  const find = (caseNumber: string) => {
    const row = selectCase.get(caseNumber);
    return row && toCase(row);
  };
  const need = (caseNumber: string) => {
    const found = find(caseNumber);
    if (!found) throw new BusinessError(businessCodes.unknownCase, '办件编号不存在');
    return found;
  };
  const listAttachments = (caseNumber: string) =>
    database
      .prepare<[string], SandboxAttachment>(
        `SELECT id, material_code AS materialCode, material_name AS materialName, file_name AS fileName, mime_type AS mimeType,
           sha256, length(content) AS bytes, uploads FROM attachments WHERE case_number = ? ORDER BY rowid`,
      )
      .all(caseNumber);

  return {
    find,
    listAttachments,
    register: (itemCode: string, idempotencyKey: string) => register(database, now(), itemCode, idempotencyKey),
    attach: database.transaction((caseNumber: string, incoming: IncomingAttachment) => attach(database, need(caseNumber), incoming)),
    submit: database.transaction((caseNumber: string, content: SubmittedContent) =>
      submit(database, now(), need(caseNumber), listAttachments(caseNumber), content),
    ),
    decide: database.transaction((caseNumber: string, to: SandboxState, message: string | null) => {
      const current = need(caseNumber);
      if (!staffMoves[current.state].includes(to)) throw new BusinessError(businessCodes.wrongState, '当前状态不允许此操作');
      move(database, now(), caseNumber, to, message);
    }),
    allowedMoves: (state: SandboxState) => staffMoves[state],
    list: () =>
      database.prepare<[], CaseRow>('SELECT * FROM cases ORDER BY registered_at DESC, case_number DESC LIMIT 500').all().map(toCase),
    events: (caseNumber: string) =>
      database.prepare<[string], CaseEvent>('SELECT state, message, at FROM events WHERE case_number = ? ORDER BY id').all(caseNumber),
    readAttachment: (caseNumber: string, id: string) =>
      database
        .prepare<[string, string], { mimeType: string; fileName: string; content: Buffer }>(
          'SELECT mime_type AS mimeType, file_name AS fileName, content FROM attachments WHERE case_number = ? AND id = ?',
        )
        .get(caseNumber, id),
  };
}

/** 办件编号: region, date, seven digits that count the day's cases. */
function register(database: SandboxDatabase, now: Date, itemCode: string, idempotencyKey: string) {
  return database
    .transaction(() => {
      const existing = database.prepare<[string], CaseRow>('SELECT * FROM cases WHERE idempotency_key = ?').get(idempotencyKey);
      if (existing) {
        if (existing.item_code !== itemCode) throw new BusinessError(businessCodes.badRequest, '同一幂等键对应的事项不一致');
        return toCase(existing);
      }
      const at = now.toISOString();
      const prefix = `${regionCode}${at.slice(0, 10).replaceAll('-', '')}`;
      const { count } = database
        .prepare<[string], { count: number }>('SELECT count(*) AS count FROM cases WHERE case_number LIKE ?')
        .get(`${prefix}%`) ?? { count: 0 };
      const caseNumber = `${prefix}${String(count + 1).padStart(7, '0')}`;
      const password = String(randomInt(1_000_000)).padStart(6, '0');
      database
        .prepare(
          `INSERT INTO cases (case_number, idempotency_key, query_password, item_code, state, registered_at, changed_at)
           VALUES (?, ?, ?, ?, 'registered', ?, ?)`,
        )
        .run(caseNumber, idempotencyKey, password, itemCode, at, at);
      database.prepare("INSERT INTO events (case_number, state, at) VALUES (?, 'registered', ?)").run(caseNumber, at);
      return toCase(database.prepare<[string], CaseRow>('SELECT * FROM cases WHERE case_number = ?').get(caseNumber)!);
    })
    .immediate();
}

function attach(database: SandboxDatabase, current: SandboxCase, incoming: IncomingAttachment): string {
  if (current.state !== 'registered' && current.state !== 'correction_required')
    throw new BusinessError(businessCodes.wrongState, '办件已提交，不能再上传附件');
  const signature = signatures[incoming.mimeType];
  if (!signature || !incoming.content.subarray(0, signature.length).equals(signature))
    throw new BusinessError(businessCodes.unsupportedFile, '附件格式不支持，仅接收 PDF、JPEG、PNG');
  const sha256 = createHash('sha256').update(incoming.content).digest('hex');
  const md5 = createHash('md5').update(incoming.content).digest('hex');
  if (sha256 !== incoming.sha256 || md5 !== incoming.md5) throw new BusinessError(businessCodes.digestMismatch, '附件摘要不一致');
  const known = database
    .prepare<[string, string], { id: string }>('SELECT id FROM attachments WHERE case_number = ? AND sha256 = ?')
    .get(current.caseNumber, sha256);
  if (known) {
    database.prepare('UPDATE attachments SET uploads = uploads + 1 WHERE id = ?').run(known.id);
    return known.id;
  }
  const id = randomUUID();
  database
    .prepare(
      `INSERT INTO attachments (id, case_number, material_code, material_name, file_name, mime_type, sha256, content)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      current.caseNumber,
      incoming.materialCode,
      incoming.materialName,
      incoming.fileName,
      incoming.mimeType,
      sha256,
      incoming.content,
    );
  return id;
}

function submit(
  database: SandboxDatabase,
  now: Date,
  current: SandboxCase,
  held: readonly SandboxAttachment[],
  { key, payload, attachments }: SubmittedContent,
) {
  const repeated = key !== null && key === current.submissionKey;
  if (repeated || (current.state !== 'registered' && current.state !== 'correction_required'))
    throw new BusinessError(businessCodes.duplicate, '不允许重复提交办件', {
      caseNumber: current.caseNumber,
      receivedAt: current.receivedAt,
    });
  const problems = attachments.flatMap((reference, index) => {
    const match = held.find(({ id }) => id === reference.attachmentId);
    return match?.sha256 === reference.sha256 ? [] : [{ path: `/attachments/${index}`, message: '附件未上传' }];
  });
  if (problems.length > 0) throw new BusinessError(businessCodes.invalid, '附件校验不通过', { problems });
  const receivedAt = current.receivedAt ?? now.toISOString();
  database
    .prepare(
      'UPDATE cases SET payload = ?, attachment_references = ?, submission_key = ?, received_at = ?, submissions = submissions + 1 WHERE case_number = ?',
    )
    .run(JSON.stringify(payload), JSON.stringify(attachments), key, receivedAt, current.caseNumber);
  move(database, now, current.caseNumber, 'received', null);
  return { caseNumber: current.caseNumber, receivedAt };
}

function move(database: SandboxDatabase, now: Date, caseNumber: string, to: SandboxState, message: string | null) {
  const at = now.toISOString();
  database.prepare('UPDATE cases SET state = ?, message = ?, changed_at = ? WHERE case_number = ?').run(to, message, at, caseNumber);
  database.prepare('INSERT INTO events (case_number, state, message, at) VALUES (?, ?, ?, ?)').run(caseNumber, to, message, at);
}
