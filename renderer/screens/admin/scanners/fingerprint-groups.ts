/** A fingerprint as people compare it: upper case, four digits to a group, eight groups to a line. */

const digitsPerGroup = 4;
const groupsPerLine = 8;

export function fingerprintLines(sha256: string): string[][] {
  const groups = sha256.toUpperCase().match(new RegExp(`.{1,${digitsPerGroup}}`, 'g')) ?? [];
  return Array.from({ length: Math.ceil(groups.length / groupsPerLine) }, (_, line) =>
    groups.slice(line * groupsPerLine, (line + 1) * groupsPerLine),
  );
}
