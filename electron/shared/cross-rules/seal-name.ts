/** What the text around a seal says about a name: rings are read in part and with mistakes, so that near is told from different. */
import { editDistance } from '../text-layout/fuzzy-match.ts';
import { comparableCompany } from './comparable-company.ts';

/** `near`: a misread character or another body of a like name; a person tells. `illegible`: too little text to compare. */
export type SealVerdict = 'same' | 'near' | 'differs' | 'illegible';

/** Uses of a seal and its number; what is left is the name. */
const uses =
  /(?:行政审批|行政许可|登记|审批|业务|合同|财务|发票|收费|报名|人事|档案|户口|检验检测|检验|检测|投标|法人|电子)*专用章|公章|印章|\d{5,}|[（(]\d+[)）]|\d+$/gu;
/** Offices stamp the papers of applicants, too: receipt, opinion, certification. */
const office = /(?:局|厅|署|委员会|人民政府|街道办事处|派出所|法院|检察院|公证处|服务中心|登记中心|管理处|管理所|税务所|居委会|村委会)$/u;
/** Fewer characters may belong to any name. */
const minCharacters = 4;
/** A reading that lost its ends still tells the name from this share of it on. */
const minShare = 0.6;
/** Of so many characters one may be misread. */
const charactersPerMistake = 6;

/** The name around a seal in the form in which it is compared. */
const nameOnSeal = (ring: string): string => comparableCompany(ring.normalize('NFKC').replace(/\s+/g, '').replace(uses, ''));

/** True for the seal of an office. */
export const isOfficeSeal = (ring: string): boolean => office.test(nameOnSeal(ring));

/** True when the whole name stands around the seal, letter by letter. */
export const namesSame = (ring: string, name: string): boolean => nameOnSeal(ring) !== '' && nameOnSeal(ring) === comparableCompany(name);

export function compareSealName(ring: string, name: string): SealVerdict {
  const [read, wanted] = [nameOnSeal(ring), comparableCompany(name)];
  if (read.length < minCharacters || wanted.length < minCharacters) return 'illegible';
  if (read === wanted) return 'same';
  const [short, long] = read.length < wanted.length ? [read, wanted] : [wanted, read];
  if (long.includes(short) && short.length >= minShare * long.length) return 'same';
  return editDistance(read, wanted) <= Math.max(1, Math.floor(long.length / charactersPerMistake)) ? 'near' : 'differs';
}
