/** What a person sees when the host cannot start at all: what is wrong and what to do, in the terminal and as a page. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { errorText } from '#shared/error-texts.ts';
import { toAppError } from '#shared/errors.ts';

export type StartFailure = {
  code: string;
  zh: { title: string; steps: string[] };
  en: { title: string; steps: string[] };
  dataFolder: string;
};

/** Undefined for what has no words of its own: a fault of the program. */
export function explainStartFailure(error: unknown, dataFolder: string): StartFailure | undefined {
  const known = toAppError(error);
  if (known.code === 'internal') return undefined;
  const inWords = (language: 'zh' | 'en') => {
    const { title, action } = errorText(known, language);
    return { title, steps: action.split(/(?=\d\. )/).map((step) => step.trim()) };
  };
  return { code: known.code, zh: inWords('zh'), en: inWords('en'), dataFolder };
}

export function failureText({ code, zh, en, dataFolder }: StartFailure): string {
  const part = ({ title, steps }: StartFailure['zh']) => [title, ...steps.map((step) => `  ${step}`)];
  return [...part(zh), '', ...part(en), '', `数据文件夹 / data folder: ${dataFolder}`, `${code}`].join('\n');
}

/** Serves the page to this machine alone until `close`. */
export async function serveFailurePage(failure: StartFailure): Promise<{ url: string; close(): Promise<void> }> {
  const page = failurePage(failure);
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'cache-control': 'no-store',
    });
    response.end(page);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function failurePage({ code, zh, en, dataFolder }: StartFailure): string {
  const part = (language: string, { title, steps }: StartFailure['zh']) =>
    `<section lang="${language}"><h1>${escaped(title)}</h1>${steps.map((step) => `<p>${escaped(step)}</p>`).join('')}</section>`;
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>收件台 Intake Desk</title><style>
body { margin: 0; background: #f5f6f8; color: #1f2329; font: 20px/1.7 system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif }
main { max-width: 46rem; margin: 6vh auto; padding: 2.5rem 3rem; background: #fff; border-top: 6px solid #d4380d; border-radius: 8px }
h1 { font-size: 1.5em; line-height: 1.4; margin: 0 0 .6em } p { margin: .5em 0 } section + section { margin-top: 2em; font-size: .8em; color: #555 }
footer { margin-top: 2em; font-size: .75em; color: #666 } code { background: #f0f1f3; padding: .1em .4em; border-radius: 4px; overflow-wrap: anywhere }
</style><main>${part('zh', zh)}${part('en', en)}<footer>数据文件夹 / data folder <code>${escaped(dataFolder)}</code><br>${escaped(code)}</footer></main></html>`;
}
