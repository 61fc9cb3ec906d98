/** Puts an imported material list into a service item: known lines keep what a national list cannot say, others get a first guess. */
import type { MaterialRequirement, ServiceItem } from '#shared/service-item.ts';
import { materialRequirementSchema } from '#shared/service-item.ts';
import { comparable } from '#shared/same-value.ts';
import type { MaterialRow } from './material-table.ts';

/** Words of material names → the type of paper; the first that fits. IT staff see and change it. */
const typeWords: readonly (readonly [RegExp, readonly string[]])[] = [
  [/委托书/, ['power-of-attorney']],
  [/申请(?:书|表)|登记表|备案表|申报表/, ['application-form']],
  [/承诺书/, ['commitment-letter']],
  [/(?:租赁|产权|场所).*(?:证明|合同)|住址证明/, ['lease-contract', 'real-estate-certificate']],
  [/不动产|房屋所有权|产权证/, ['real-estate-certificate']],
  [/租赁合同/, ['lease-contract']],
  [/食品经营许可证/, ['food-permit']],
  [/营业执照|主体资格/, ['business-licence']],
  [/身份证|身份证明/, ['id-card']],
  [/户口(?:簿|本)/, ['household-register']],
  [/结婚证|离婚证|婚姻/, ['marriage-certificate']],
  [/出生医学证明/, ['birth-certificate']],
  [/健康(?:证|合格证)/, ['health-certificate']],
  [/居住证/, ['residence-permit']],
  [/护照/, ['passport']],
  [/驾驶证/, ['driving-licence']],
  [/行驶证/, ['vehicle-licence']],
  [/毕业证|学位证|学历/, ['diploma']],
  [/开户许可|存款账户/, ['bank-account-permit']],
  [/银行卡/, ['bank-card']],
  [/发票/, ['vat-invoice']],
  [/检测|评价报告|检验报告/, ['test-report']],
  [/平面图|布局图|示意图/, ['floor-plan']],
  [/合同|协议/, ['contract']],
  [/批复|批准文件|公函/, ['official-letter']],
  [/证明/, ['certificate-letter']],
];

const typesFor = (name: string): readonly string[] => typeWords.find(([words]) => words.test(name))?.[1] ?? ['other'];

/** By code, else by the name as it is compared elsewhere. */
function knownLine(item: ServiceItem, { id, name }: MaterialRow): MaterialRequirement | undefined {
  return (
    item.materials.find((one) => id !== '' && one.id === id) ?? item.materials.find((one) => comparable(one.name) === comparable(name))
  );
}

function lineOf(row: MaterialRow, known: MaterialRequirement | undefined): MaterialRequirement {
  const types = typesFor(row.name);
  const copies = {
    originals: row.originals ?? known?.copies.originals ?? (row.kind === 'certificate' ? 0 : 1),
    copies: row.copies ?? known?.copies.copies ?? (row.kind === 'certificate' ? 1 : 0),
  };
  return materialRequirementSchema.parse({
    ...(known ?? {
      anyOf: types.map((documentType) => ({ documentType, sides: documentType === 'id-card' ? ['portrait', 'emblem'] : [] })),
    }),
    id: known?.id ?? (row.id || `m${row.row}`),
    name: row.name,
    // A line that depends on the situation stays so: the national list has no situations.
    necessity: known?.necessity === 'conditional' ? 'conditional' : row.necessity,
    deferrable: row.deferrable,
    copies,
    sourceKind: row.sourceKind ?? known?.sourceKind ?? 'self',
    ...(row.hint ? { hint: row.hint } : {}),
    ...(row.resultCertificate && !known?.eLicence ? { eLicence: { typeCode: '', name: row.name } } : {}),
  });
}

/** The list as imported takes the place of the old one; lines that it does not name go away. */
export function mergeMaterials(item: ServiceItem, rows: readonly MaterialRow[]): ServiceItem {
  return { ...item, materials: rows.map((row) => lineOf(row, knownLine(item, row))) };
}
