/** Checks a payload against the JSON Schema that the approval system publishes. */
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import type { ConnectionSettings } from '#shared/connection/connection-settings.ts';
import type { MappingProblem } from '#shared/mapping/mapping.ts';
import type { Connector } from '../../connectors/connector.ts';
import type { Store } from '../../store/store.ts';

export type PayloadSchema = Record<string, unknown>;

/** Compiling costs tens of milliseconds; the same schema object comes with every submission. */
const compiled = new WeakMap<PayloadSchema, ValidateFunction | null>();

/** @returns null for a schema that no validator can read: then only the far side can judge */
function compile(schema: PayloadSchema): ValidateFunction | null {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  // Foreign schemas use keywords and formats of their own; those are not ours to refuse.
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false, validateSchema: false });
  ajvFormats.default(ajv);
  let check: ValidateFunction | null;
  try {
    check = ajv.compile(schema);
  } catch {
    check = null;
  }
  compiled.set(schema, check);
  return check;
}

/** What each keyword finds; values are never repeated. */
const findings: Readonly<Record<string, (error: ErrorObject) => Pick<MappingProblem, 'code' | 'details'>>> = {
  required: () => ({ code: 'schema-required' }),
  additionalProperties: () => ({ code: 'schema-unknown' }),
  type: ({ params }) => ({ code: 'schema-type', details: { type: String(params['type']) } }),
  enum: () => ({ code: 'schema-values' }),
  const: () => ({ code: 'schema-values' }),
  pattern: () => ({ code: 'schema-format' }),
  format: () => ({ code: 'schema-format' }),
  minLength: () => ({ code: 'schema-short' }),
  maxLength: ({ params }) => ({ code: 'schema-long', details: { limit: String(params['limit']) } }),
  minimum: ({ params }) => ({ code: 'schema-small', details: { limit: String(params['limit']) } }),
  maximum: ({ params }) => ({ code: 'schema-large', details: { limit: String(params['limit']) } }),
};

/** One problem per finding, with the dotted path of the target. */
export function checkPayload(schema: PayloadSchema, payload: Record<string, unknown>): MappingProblem[] {
  const check = compile(schema);
  if (!check || check(payload)) return [];
  return (check.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map((error) => ({ target: targetOf(error), ...(findings[error.keyword]?.(error) ?? { code: 'schema' }) }));
}

function targetOf({ instancePath, params }: ErrorObject): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = (params['missingProperty'] ?? params['additionalProperty']) as string | undefined;
  return [...path, ...(last === undefined ? [] : [last])].join('.');
}

export type SchemaPath = { path: string; required: boolean; title: string };

/** Filled by the program, so no rule may aim there. */
const reservedPaths = ['materials'];

/** Paths of all leaves. A leaf inside an optional object counts as optional: it is required only once the object is there. */
export function listSchemaPaths(schema: PayloadSchema, prefix = '', parentRequired = true): SchemaPath[] {
  const required = Array.isArray(schema['required']) ? (schema['required'] as unknown[]) : [];
  const properties = (schema['properties'] ?? {}) as Record<string, PayloadSchema>;
  return Object.entries(properties).flatMap(([name, inner]) => {
    const path = prefix + name;
    if (reservedPaths.includes(path)) return [];
    const isRequired = parentRequired && required.includes(name);
    if (inner['properties']) return listSchemaPaths(inner, `${path}.`, isRequired);
    return [{ path, required: isRequired, title: typeof inner['title'] === 'string' ? inner['title'] : name }];
  });
}

type SourceOptions = {
  store: Pick<Store, 'settings'>;
  connection: () => Promise<ConnectionSettings | null>;
  connectorFor: (settings: ConnectionSettings) => Connector;
  /** Of the interface that the settings lead to. */
  addressOf: (settings: ConnectionSettings) => string;
};

/** A submission must not hang on a network that is down: the schema of the last time serves as well. */
const fetchMs = 5_000;
/** How long a fetched schema is used without asking again; interfaces change with releases, not by the minute. */
const freshMs = 10 * 60_000;
const settingName = 'payload-schema';

/**
 * Where the schema of the configured approval system comes from: asked for, kept in the store, and taken from there
 * when the system cannot be reached. Gives null when nothing is configured, published or known.
 */
export function createPayloadSchemaSource({
  store,
  connection,
  connectorFor,
  addressOf,
}: SourceOptions): () => Promise<PayloadSchema | null> {
  let kept: { baseUrl: string; schema: PayloadSchema | null; atMs: number } | undefined;

  return async () => {
    const settings = await connection();
    if (!settings) return null;
    const baseUrl = addressOf(settings);
    if (kept?.baseUrl === baseUrl && performance.now() - kept.atMs < freshMs) return kept.schema;
    try {
      const schema = await connectorFor(settings).payloadSchema(AbortSignal.timeout(fetchMs));
      await remember(store, baseUrl, schema);
      kept = { baseUrl, schema, atMs: performance.now() };
      return schema;
    } catch {
      return recall(store, baseUrl);
    }
  };
}

type Remembered = { baseUrl: string; schema: PayloadSchema | null };

async function recall(store: SourceOptions['store'], baseUrl: string): Promise<PayloadSchema | null> {
  const stored = (await store.settings.get(settingName)) as Remembered | undefined;
  return stored?.baseUrl === baseUrl ? stored.schema : null;
}

/** Only a change is written: every write is kept as a version. */
async function remember(store: SourceOptions['store'], baseUrl: string, schema: PayloadSchema | null): Promise<void> {
  const next: Remembered = { baseUrl, schema };
  if (JSON.stringify(await store.settings.get(settingName)) !== JSON.stringify(next)) await store.settings.put(settingName, next);
}
