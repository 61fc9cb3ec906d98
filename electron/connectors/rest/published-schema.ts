/** Finds the payload's JSON Schema in an OpenAPI document and makes it self-contained. */

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper nesting than any payload has; a schema that refers to itself ends here. */
const maxDepth = 32;

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
}

/** @returns null when the document publishes no schema for `POST /cases/{…}/submission` */
export function findPayloadSchema(document: unknown): Record<string, unknown> | null {
  const paths = at(document, ['paths']);
  if (!isObject(paths)) return null;
  const path = Object.keys(paths).find((candidate) => /^\/cases\/\{\w+\}\/submission$/.test(candidate));
  if (path === undefined) return null;
  const body = resolve(document, at(paths[path], ['post', 'requestBody', 'content', 'application/json', 'schema']), 0);
  const payload = at(body, ['properties', 'payload']);
  return isObject(payload) ? payload : null;
}

/** Replaces local references (`#/…`) by what they name. */
function resolve(document: unknown, schema: unknown, depth: number): unknown {
  if (depth > maxDepth) return {};
  if (Array.isArray(schema)) return schema.map((item) => resolve(document, item, depth + 1));
  if (!isObject(schema)) return schema;
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const keys = reference
      .replace(/^#\//, '')
      .split('/')
      .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
    return reference.startsWith('#/') ? resolve(document, at(document, keys), depth + 1) : {};
  }
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, resolve(document, value, depth + 1)]));
}
