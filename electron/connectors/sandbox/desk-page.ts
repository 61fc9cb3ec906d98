/** HTML of the sandbox's web pages; every value is escaped. */
import type { CaseEvent, SandboxAttachment, SandboxCase, SandboxState } from './case-registry.ts';
import { casePayloadSchema } from './payload-schema.ts';

const stateNames: Readonly<Record<SandboxState, string>> = {
  registered: '已取号',
  received: '收件',
  accepted: '受理',
  correction_required: '补正',
  rejected: '不予受理',
  concluded: '办结',
};

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escapeHtml = (value: string) => value.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

/** Chinese wall-clock time; the hall is in one time zone. */
const clock = new Intl.DateTimeFormat('zh-CN', { dateStyle: 'short', timeStyle: 'medium', timeZone: 'Asia/Shanghai' });
const time = (iso: string | null) => (iso === null ? '—' : clock.format(new Date(iso)));
const badge = (state: SandboxState) => `<span class="state ${state}">${stateNames[state]}</span>`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title><link rel="stylesheet" href="/desk.css"></head>
<body><header><h1><a href="/">行政审批系统</a></h1><span>沙箱 · 仅供演示与测试</span></header><main>${body}</main></body></html>`;
}

function valueAt(payload: Record<string, unknown> | null, group: string, key: string): string {
  const inner = payload?.[group];
  const value = inner && typeof inner === 'object' ? (inner as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : '';
}

export function caseListPage(cases: readonly SandboxCase[]): string {
  const rows = cases.map(
    (one) => `<tr><td class="number"><a href="/desk/${encodeURIComponent(one.caseNumber)}">${escapeHtml(one.caseNumber)}</a></td>
<td>${escapeHtml(valueAt(one.payload, 'item', 'name') || one.itemCode)}</td><td>${escapeHtml(valueAt(one.payload, 'applicant', 'name'))}</td>
<td>${badge(one.state)}</td><td>${time(one.receivedAt ?? one.registeredAt)}</td></tr>`,
  );
  const table = `<table><thead><tr><th>办件编号</th><th>事项</th><th>申请人</th><th>状态</th><th>时间</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
  return page('收到的办件', `<section><h2>收到的办件</h2>${rows.length > 0 ? table : '<p class="empty">还没有收到办件</p>'}</section>`);
}

export function casePage(
  one: SandboxCase,
  attachments: readonly SandboxAttachment[],
  events: readonly CaseEvent[],
  moves: readonly SandboxState[],
): string {
  const summary = `<section><h2>办件 ${escapeHtml(one.caseNumber)}</h2><table class="pairs">
<tr><th>状态</th><td>${badge(one.state)}</td></tr>
<tr><th>收件时间</th><td>${time(one.receivedAt)}</td></tr>
${one.message === null ? '' : `<tr><th>说明</th><td>${escapeHtml(one.message)}</td></tr>`}</table></section>`;
  const history = events.map(
    (event) => `<tr><td>${badge(event.state)}</td><td>${time(event.at)}</td><td>${escapeHtml(event.message ?? '')}</td></tr>`,
  );
  return page(
    `办件 ${one.caseNumber}`,
    `${summary}${decisionForms(one.caseNumber, moves)}${materialList(one, attachments)}${fieldTable(one.payload)}
<section><h2>过程</h2><table>${history.join('')}</table></section>`,
  );
}

function decisionForms(caseNumber: string, moves: readonly SandboxState[]): string {
  const form = (decision: string, label: string, words: string | null, quiet: boolean) =>
    `<form method="post" action="/desk/${encodeURIComponent(caseNumber)}/${decision}">${
      words === null ? '' : `<label>${words}<br><textarea name="message" required maxlength="1000"></textarea></label>`
    }<button${quiet ? ' class="quiet"' : ''}>${label}</button></form>`;
  const forms = [
    moves.includes('accepted') ? form('accept', '受理', null, false) : '',
    moves.includes('correction_required') ? form('correction', '一次性告知补正', '需补正的内容', true) : '',
    moves.includes('rejected') ? form('reject', '不予受理', '理由', true) : '',
    moves.includes('concluded') ? form('conclude', '办结', null, false) : '',
  ].join('');
  return forms === '' ? '' : `<section><h2>审查决定</h2><div class="decisions">${forms}</div></section>`;
}

type TitledSchema = { title?: string; properties?: Readonly<Record<string, unknown>> };

/** What a clerk judges comes first; the rest follows as it came. */
const groupOrder = ['applicant', 'agent', 'contact', 'form', 'item', 'acceptance', 'review', 'timestamps'];
const place = (group: string) => (groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length);

/** Titles come from the published schema; a value without one is shown under its key. */
function fieldTable(payload: Record<string, unknown> | null): string {
  if (payload === null) return '';
  const sections = Object.entries(payload)
    .filter((entry): entry is [string, Record<string, unknown>] => isPlainObject(entry[1]))
    .toSorted(([a], [b]) => place(a) - place(b))
    .map(([group, values]) => {
      const schema = (casePayloadSchema.properties as Record<string, TitledSchema>)[group];
      const rows = Object.entries(values).map(([key, value]) => {
        const title = (schema?.properties?.[key] as TitledSchema | undefined)?.title ?? key;
        return `<tr><th>${escapeHtml(title)}</th><td>${escapeHtml(shown(value))}</td></tr>`;
      });
      return `<section><h2>${escapeHtml(schema?.title ?? group)}</h2><table class="pairs">${rows.join('')}</table></section>`;
    });
  return sections.join('');
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(String).join('、');
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? time(value) : String(value);
}

function materialList(one: SandboxCase, attachments: readonly SandboxAttachment[]): string {
  const materials = (one.payload?.['materials'] ?? []) as { materialCode: string; name: string; pages: number; collectionMethod: string }[];
  const sections = materials.map((material) => {
    const files = one.references
      .filter(({ materialCode }) => materialCode === material.materialCode)
      .flatMap(({ attachmentId }) => attachments.filter(({ id }) => id === attachmentId));
    const note = material.collectionMethod === 'deferred' ? '容缺后补' : `${material.pages} 页`;
    return `<section><h2>材料：${escapeHtml(material.name)}（${note}）</h2><div class="files">${files
      .map((file) => preview(one.caseNumber, file))
      .join('')}</div></section>`;
  });
  return sections.join('');
}

function preview(caseNumber: string, file: SandboxAttachment): string {
  const address = `/desk/${encodeURIComponent(caseNumber)}/attachments/${encodeURIComponent(file.id)}`;
  const name = escapeHtml(file.fileName);
  const picture = file.mimeType.startsWith('image/')
    ? `<img src="${address}" alt="${name}" loading="lazy">`
    : `<iframe src="${address}" title="${name}" loading="lazy"></iframe>`;
  return `<figure>${picture}<figcaption><a href="${address}" target="_blank">${name}</a><br><small>${Math.ceil(
    file.bytes / 1024,
  )} KB · SHA-256 ${file.sha256.slice(0, 12)}…</small></figcaption></figure>`;
}
