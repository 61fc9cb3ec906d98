/** Peer: the `tesseract` program of the system with its chi_sim data, started once per page as its users do. */
import { execFileSync, spawn } from 'node:child_process';
import { peakOf, servePages } from '../serve-pages.ts';

await servePages(async () => {
  const version = programVersion();
  let peak = 0;
  return {
    version,
    programPeakRssBytes: () => peak,
    async read(_bytes, file) {
      const program = spawn('tesseract', [file, '-', '-l', 'chi_sim'], { stdio: ['ignore', 'pipe', 'ignore'] });
      peak = 0;
      const watch = setInterval(() => (peak = Math.max(peak, peakOf(program.pid) ?? 0)), 20);
      const text = program.stdout.setEncoding('utf8').toArray();
      const code = await new Promise((resolve, reject) => program.on('error', reject).on('close', resolve));
      clearInterval(watch);
      if (code !== 0) throw new Error(`tesseract ended with ${code}`);
      return (await text)
        .join('')
        .split('\n')
        .filter((line) => line.trim() !== '');
    },
  };
});

function programVersion() {
  let languages;
  try {
    languages = execFileSync('tesseract', ['--list-langs'], { encoding: 'utf8' });
  } catch {
    throw new Error('no tesseract program on this machine');
  }
  if (!/^chi_sim$/m.test(languages)) throw new Error('tesseract is installed without chi_sim');
  const [first] = execFileSync('tesseract', ['--version'], { encoding: 'utf8' }).split('\n');
  return `${first} (system), chi_sim`;
}
