/** Closes two doors to this process's memory, for it and every process that it starts: the inspector and core dumps. */
import { writeFileSync } from 'node:fs';

/** Not before the first line of a program; whoever starts one of ours as a child gives it this argument as well. */
export const noInspectorArgument = '--disable-sigusr1';

const isInspector = (argument: string): boolean => /^--(inspect|debug)/.test(argument);

/** The runtime's arguments of a child: those of its parent without a debugger, and without the signal that opens one. */
export const childArguments = (execArgv: readonly string[] = process.execArgv): string[] => [
  ...execArgv.filter((argument) => !isInspector(argument) && argument !== noInspectorArgument),
  noInspectorArgument,
];

export function sealProcess(): void {
  // Node opens a debugger for whoever may send this signal, unless somebody listens.
  process.on('SIGUSR1', () => undefined);
  if (process.platform !== 'linux') return;
  try {
    // No kind of memory goes into a core dump, whatever the limits of the machine say; children inherit it.
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // No /proc in this container: then there are no core dumps that leave it either.
  }
}
