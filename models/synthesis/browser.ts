/** The headless browser that draws papers and runs browser tests: this machine's Chromium, or the one that comes from npm. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

/** What `chromium.launch` of Playwright takes. */
export type BrowserLaunch = { executablePath: string; args: string[]; env: Record<string, string> };

const cacheFolder = fileURLToPath(new URL('../../.cache/', import.meta.url));
const systemPaths = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const require = createRequire(import.meta.url);

/** How to start the browser, or null: then nothing can be drawn here. @param installed path of a browser that comes first */
export function findChromium(
  installed = systemPaths.find((path) => path !== undefined && path !== '' && existsSync(path)),
): BrowserLaunch | null {
  const env = { ...process.env } as Record<string, string>;
  // Without a Chinese typeface every page shows boxes of one width.
  if (!hasChineseTypeface()) env['FONTCONFIG_FILE'] = writeFontsConf();
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

let chinese: boolean | undefined;
function hasChineseTypeface(): boolean {
  return (chinese ??= listTypefaces(':lang=zh-cn').length > 0);
}

/** Families that fontconfig knows; none where fontconfig's programs are missing. */
export function listTypefaces(pattern = ':'): string[] {
  try {
    const listed = execFileSync('fc-list', ['--format', '%{family}\n', pattern], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return listed.split('\n').flatMap((line) => (line === '' ? [] : line.split(',')));
  } catch {
    return [];
  }
}

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

/** A package that is there but not exported as a whole is found by its folder. */
function packageFolder(name: string): string | null {
  const folders = require.resolve.paths(name) ?? [];
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json'))) ?? null;
}

/** The machine's own typefaces, and Noto Sans SC, which the product ships for its PDF files. @returns for FONTCONFIG_FILE */
function writeFontsConf(): string {
  const shipped = packageFolder('@expo-google-fonts/noto-sans-sc') ?? '';
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', join(shipped, '400Regular'), join(shipped, '700Bold')];
  const families = ['sans-serif', 'serif', 'monospace'];
  mkdirSync(cacheFolder, { recursive: true });
  const file = join(cacheFolder, 'fonts.conf');
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${join(cacheFolder, 'fontconfig')}</cachedir>
${families.map((family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('\n')}
</fontconfig>
`;
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  return file;
}
