/** Headless entry: `recognize`, `submit`, `resume` and `demo`. Results on stdout, everything else on stderr. */
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { errorText } from '#shared/error-texts.ts';
import { toAppError } from '#shared/errors.ts';
import { esclNetwork } from '../drivers/escl-network/listed.ts';
import { folder as folderDriver } from '../drivers/folder/listed.ts';
import { runAcceptStore } from './cli/accept-store.ts';
import { failure, itemCode } from './cli/cli-texts.ts';
import { runDemo } from './cli/demo.ts';
import type { Source } from './cli/headless-case.ts';
import { runRecognize } from './cli/recognize.ts';
import { runSeparators } from './cli/separators.ts';
import { runResume, runSubmit } from './cli/submit.ts';
import { createNodePlatform } from './platform/node-platform.ts';
import { createRecognizer } from './recognizer/pool.ts';

type OcrName = 'pp-ocr' | 'tesseract';
type CaseOptions = { reviewer: string; scanner?: string; folder?: string; strict: boolean; json: boolean; demo: boolean };

const wrongUsage = 2;

function sourceOf({ scanner, folder }: { scanner?: string; folder?: string }): Source | null {
  if (scanner !== undefined) return { driver: esclNetwork, address: scanner };
  return folder === undefined ? null : { driver: folderDriver, address: folder };
}

/** `name=value`; `true` and `false` are answers to yes-no questions. */
function collectAnswer(text: string, answers: Record<string, string | boolean>): Record<string, string | boolean> {
  const [name, value] = text.split('=', 2);
  if (!name || value === undefined) throw new InvalidArgumentError('name=value');
  return { ...answers, [name]: value === 'true' ? true : value === 'false' ? false : value };
}

function parseOcr(name: string): OcrName {
  if (name !== 'pp-ocr' && name !== 'tesseract') throw new InvalidArgumentError('pp-ocr | tesseract');
  return name;
}

/** Options that `submit` and `resume` share. */
function caseCommand(program: Command, name: string): Command {
  return program
    .command(name)
    .requiredOption('--reviewer <account>', 'the named person who stands for the case')
    .option('--scanner <url>', 'eSCL base URL, e.g. http://192.168.1.20/eSCL')
    .option('--folder <path>', 'take the image files and PDFs of a folder instead')
    .option('--strict', 'refuse to submit while a field is in review', false)
    .option('--demo', 'on a data folder of the demo: push into the shipped sandbox', false)
    .option('--json', 'print milestones as JSON lines', false);
}

const program = new Command('intake').exitOverride().showHelpAfterError();

program
  .command('recognize')
  .description('read image files and PDFs page by page, without a case')
  .argument('<paths...>', 'files or folders')
  .option('--out <file>', 'write the JSON there instead of to stdout')
  .option('--ocr <engine>', 'pp-ocr, tesseract, or the name of a model set in the models folder', 'pp-ocr')
  .option('--models <folder>', 'where model sets lie; default: models in the data folder')
  .action(async (paths: string[], { out, ocr, models }: { out?: string; ocr: string; models?: string }) => {
    const { startChild, dataFolder } = createNodePlatform();
    await runRecognize(paths, out, createRecognizer({ startChild, ocr, modelsFolder: models ?? join(dataFolder, 'models') }));
  });

caseCommand(program, 'submit')
  .description('one case without a screen: scan, recognise, confirm in the reviewer’s name, push')
  .requiredOption('--item <code>', itemCode)
  .option('--answer <name=value>', 'answer to a situation question, repeatable', collectAnswer, {})
  .action((options: CaseOptions & { item: string; answer: Record<string, string | boolean> }, command: Command) => {
    const source = sourceOf(options);
    if (!source) command.error('one of --scanner and --folder is needed', { exitCode: wrongUsage });
    return runSubmit({ ...options, itemCode: options.item, answers: options.answer, source });
  });

caseCommand(program, 'resume')
  .description('carry on the headless cases that a crash or power cut left behind')
  .action((options: CaseOptions) => runResume({ ...options, source: sourceOf(options) }));

program
  .command('accept-store')
  .description('go on with a database that the start found old or damaged; evidence is kept, nothing is deleted')
  .requiredOption('--admin <account>', 'the administrator who decides this; stands in the audit log')
  .action(({ admin }: { admin: string }) => runAcceptStore(admin));

program
  .command('separators')
  .description('write separator sheets as a PDF to print: a plain one, and one for each line of a service item')
  .requiredOption('--out <file>', 'the PDF file')
  .option('--item <code>', `${itemCode}; without it only the plain sheet`)
  .action(({ out, item }: { out: string; item?: string }) => runSeparators(out, item));

program
  .command('demo')
  .description('the main job on the shipped simulator and sandbox, in a throw-away data folder')
  .option('--ocr <engine>', 'pp-ocr or tesseract', parseOcr, 'pp-ocr')
  .action(({ ocr }: { ocr: OcrName }) => runDemo(ocr));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : wrongUsage;
  else {
    const known = toAppError(error);
    const { title, action } = errorText(known, 'zh');
    console.error(failure(title, known.code, action));
    // Codes and counts only; an unexpected error has no text of its own to show.
    if (Object.keys(known.details).length > 0) console.error(JSON.stringify(known.details));
    if (known.code === 'internal' && known.cause) console.error(known.cause instanceof Error ? known.cause.stack : known.cause);
    process.exitCode = 1;
  }
}
