/** Typefaces of Debian that stand in for 宋体, 黑体 and 楷体, and the part of the data that each may appear in. */
import { browserMissing, findChromium } from './browser.ts';
import { listTypefaces } from './fontconfig.ts';
import type { Random } from './random.ts';
import type { Split } from './splits.ts';

export type TypefaceRole = 'song' | 'hei' | 'kai';
export type Typeface = {
  family: string;
  role: TypefaceRole;
  /** Weights that the family draws itself; Chromium thickens the others. */
  weights: readonly number[];
  debianPackage: string;
  /** `train` faces also serve validation; `holdout` faces serve nothing else. */
  split: Split;
};

export const typefaces: readonly Typeface[] = [
  { family: 'AR PL UMing CN', role: 'song', weights: [400], debianPackage: 'fonts-arphic-uming', split: 'train' },
  { family: 'Noto Serif CJK SC', role: 'song', weights: [300, 400, 500], debianPackage: 'fonts-noto-cjk-extra', split: 'train' },
  { family: 'Noto Sans CJK SC', role: 'hei', weights: [300, 400, 500], debianPackage: 'fonts-noto-cjk', split: 'train' },
  { family: 'AR PL UKai CN', role: 'kai', weights: [400], debianPackage: 'fonts-arphic-ukai', split: 'train' },
  { family: 'LXGW WenKai', role: 'kai', weights: [300, 400], debianPackage: 'fonts-lxgw-wenkai', split: 'validation' },
  { family: 'AR PL SungtiL GB', role: 'song', weights: [400], debianPackage: 'fonts-arphic-gbsn00lp', split: 'holdout' },
  { family: 'AR PL KaitiM GB', role: 'kai', weights: [400], debianPackage: 'fonts-arphic-gkai00mp', split: 'holdout' },
  { family: 'WenQuanYi Zen Hei', role: 'hei', weights: [400], debianPackage: 'fonts-wqy-zenhei', split: 'holdout' },
];

/** Comes with the product (fontconfig.ts): papers can be drawn anywhere, but no set or bench may be made with it alone. */
const standIn: Typeface = { family: 'Noto Sans SC', role: 'hei', weights: [400, 700], debianPackage: '', split: 'train' };

let installed: ReadonlySet<string> | null = null;

/** Families that fontconfig knows; asked once. */
function installedFamilies(): ReadonlySet<string> {
  installed ??= new Set(listTypefaces());
  return installed;
}

/** Debian packages whose typefaces this machine lacks. */
export function missingFontPackages(splits: readonly Split[] = ['train', 'validation', 'holdout']): string[] {
  const missing = typefaces.filter(({ family, split }) => splits.includes(split) && !installedFamilies().has(family));
  return missing.map(({ debianPackage }) => debianPackage);
}

/** Why papers drawn here could be no measure, in words for a person; null when they can. @param splits those that are drawn */
export function drawingProblem(splits: readonly Split[]): string | null {
  if (!findChromium()) return browserMissing;
  const lacking = splits.filter((split) => !typefaces.some((face) => face.split === split && installedFamilies().has(face.family)));
  if (lacking.length === 0) return null;
  return `no typeface for ${lacking.join(', ')} papers on this machine (apt-get install ${missingFontPackages(lacking).join(' ')})`;
}

/**
 * Where a role has no face of its own in the split, hold-out borrows another hold-out face and validation a training face;
 * where none of the split is installed, Noto Sans SC stands in.
 */
export function drawTypeface(random: Random, role: TypefaceRole, split: Split): Typeface {
  const there = typefaces.filter(({ family }) => installedFamilies().has(family));
  const allowed = there.filter((face) => face.split === split || (split === 'validation' && face.split === 'train'));
  const candidates = allowed.filter((face) => face.role === role);
  const own = candidates.filter((face) => face.split === split);
  const from = own.length > 0 ? own : candidates.length > 0 ? candidates : allowed;
  return from.length === 0 ? standIn : random.pick(from);
}
