/** What fontconfig finds: this machine's typefaces, and where none of them is Chinese, those of npm: Noto Sans SC, which the product ships, and DejaVu. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, packageFolder } from './packages.ts';

/** Families; none where fontconfig's programs are missing. */
export function listTypefaces(pattern = ':'): string[] {
  try {
    const listed = execFileSync('fc-list', ['--format', '%{family}\n', pattern], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return listed.split('\n').flatMap((line) => (line === '' ? [] : line.split(',')));
  } catch {
    return [];
  }
}

let chinese: boolean | undefined;

/** Without a Chinese typeface pages are all boxes; without any, they are empty. @param env of the processes that draw */
export function provideTypefaces(env: Record<string, string | undefined>): void {
  chinese ??= listTypefaces(':lang=zh-cn').length > 0;
  if (!chinese) env['FONTCONFIG_FILE'] ??= writeConfiguration();
}

/** @returns its path */
function writeConfiguration(): string {
  const notoFolder = packageFolder('@expo-google-fonts/noto-sans-sc') ?? '';
  const fromNpm = [join(notoFolder, '400Regular'), join(notoFolder, '700Bold'), join(packageFolder('dejavu-fonts-ttf') ?? '', 'ttf')];
  const folders = ['/usr/share/fonts', '/usr/local/share/fonts', ...fromNpm];
  const families = ['sans-serif', 'serif', 'monospace'];
  const text = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${join(cacheFolder, 'fontconfig')}</cachedir>
${families.map((family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('\n')}
</fontconfig>
`;
  const file = join(cacheFolder, 'fonts.conf');
  mkdirSync(cacheFolder, { recursive: true });
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
  return file;
}
