/** 房屋租赁合同 on two pages: title, parties and terms; then the rest of the clauses, signatures and the lessor's seal. */
import type { Random } from '../random.ts';
import { capitalYuan, chineseDate, parts } from '../record/chinese-writing.ts';
import type { Story } from '../record/story.ts';
import { createMarks } from './marks.ts';
import type { Marks } from './marks.ts';
import { fingerprintSvg } from './ornaments/fingerprint.ts';
import { handwriting } from './ornaments/handwriting.ts';
import { punchHoles } from './ornaments/punch-holes.ts';
import { sealSvg } from './ornaments/seal.ts';
import { fonts, paperFrame } from './paper-frame.ts';
import { a4Portrait } from './template.ts';
import type { Sheet, Template } from './template.ts';

export type LeaseContractValues = Pick<Story, 'lessor' | 'lessorPhone' | 'operator' | 'lease'> & { punched: boolean };

const css = `
.page{position:absolute;left:26mm;right:25mm;top:22mm;font-family:${fonts.song};font-size:4.25mm;line-height:8.7mm}
h1{font-family:${fonts.title};font-weight:700;font-size:8mm;text-align:center;letter-spacing:2.5mm;margin-bottom:2mm}
.number{text-align:right;font-size:3.7mm;margin-bottom:1mm}
p{text-indent:8.5mm;text-align:justify}
p.party{text-indent:0}
b{font-family:${fonts.hei};font-weight:500}
u{text-decoration:underline;text-decoration-thickness:.22mm;text-underline-offset:1.1mm}
.foot{position:absolute;left:0;right:0;bottom:14mm;text-align:center;font-size:3.5mm}
.sign{position:absolute;top:176mm;width:78mm;font-family:${fonts.song};font-size:4.25mm;line-height:9.5mm}
.pen{position:absolute;white-space:nowrap}`;

const under = (html: string) => `<u>&nbsp;${html}&nbsp;</u>`;

function partyLines({ lessor, lessorPhone, operator }: LeaseContractValues, marks: Marks): string {
  return `<p class="party"><b>出租方（甲方）：</b>${under(marks.field('lessorName', lessor.name))}</p>
<p class="party">统一社会信用代码：${under(marks.field('lessorIdNumber', lessor.uscc))}</p>
<p class="party">法定代表人：${under(lessor.legalRepresentative)}&#12288;&#12288;联系电话：${under(lessorPhone)}</p>
<p class="party"><b>承租方（乙方）：</b>${under(marks.field('lesseeName', operator.name))}</p>
<p class="party">身份证号码：${under(marks.field('lesseeIdNumber', operator.idNumber))}&#12288;&#12288;联系电话：${under(operator.mobile)}</p>`;
}

function firstPage(values: LeaseContractValues, marks: Marks): string {
  const { lease } = values;
  const area = lease.areaSquareMetres.toFixed(1);
  const rent = `${lease.rentYuan.toFixed(2)}`;
  return `<h1>房屋租赁合同</h1><div class="number">合同编号：${lease.contractNumber}</div>${partyLines(values, marks)}
<p>根据《中华人民共和国民法典》及有关法律、法规的规定，甲、乙双方在平等、自愿、协商一致的基础上，就房屋租赁事宜达成如下协议：</p>
<p><b>第一条&#12288;房屋基本情况</b>&#12288;甲方将位于${under(marks.field('location', lease.location))}的房屋出租给乙方使用，建筑面积${under(marks.field('area', area))}平方米，房屋用途为商业经营。</p>
<p><b>第二条&#12288;租赁期限</b>&#12288;租赁期共${under(String(lease.years))}年，自${under(marks.field('leaseFrom', chineseDate(lease.leaseFrom), lease.leaseFrom))}起至${under(marks.field('leaseTo', chineseDate(lease.leaseTo), lease.leaseTo))}止。租赁期满，甲方有权收回房屋，乙方应如期交还。</p>
<p><b>第三条&#12288;租金及支付方式</b>&#12288;月租金为人民币${under(marks.field('rent', rent))}元（大写：${under(capitalYuan(lease.rentYuan))}）。租金按季度支付，乙方应于每季度首月5日前将租金汇入甲方指定账户。</p>
<p><b>第四条&#12288;押金</b>&#12288;本合同签订之日，乙方向甲方支付押金人民币${under(lease.depositYuan.toFixed(2))}元（大写：${under(capitalYuan(lease.depositYuan))}）。租赁期满且乙方结清各项费用后，甲方将押金无息退还乙方。</p>
<p><b>第五条&#12288;费用承担</b>&#12288;租赁期间房屋的水费、电费、燃气费、物业管理费、网络费由乙方承担，房产税由甲方承担。</p>
<p><b>第六条&#12288;房屋的使用与维护</b>&#12288;乙方应合理使用房屋及其附属设施，不得擅自改变房屋主体结构。确需装修的，应事先征得甲方书面同意，费用由乙方自理。房屋主体结构的自然损坏由甲方负责修缮。</p>
<p><b>第七条&#12288;转租</b>&#12288;未经甲方书面同意，乙方不得将房屋全部或者部分转租、转借给第三人。</p>
<p><b>第八条&#12288;合同的变更和解除</b>&#12288;经双方协商一致，可以变更或者解除本合同。乙方逾期支付租金超过三十日，或者利用房屋从事违法活动的，甲方有权解除合同并收回房屋。</p>`;
}

function secondPage(): string {
  return `<p><b>第九条&#12288;违约责任</b>&#12288;任何一方违反本合同约定，应向对方支付相当于一个月租金的违约金；造成损失的，还应赔偿损失。</p>
<p><b>第十条&#12288;安全责任</b>&#12288;乙方应做好防火、防盗和用电安全工作，因乙方原因发生安全事故的，由乙方承担全部责任。</p>
<p><b>第十一条&#12288;争议解决</b>&#12288;履行本合同发生争议的，由双方协商解决；协商不成的，向房屋所在地人民法院提起诉讼。</p>
<p><b>第十二条&#12288;房屋交付</b>&#12288;甲方应于租赁期开始之日将房屋及其钥匙交付乙方，并保证房屋权属清楚、水电设施完好。交付时双方应当场核对水表、电表读数并签字确认。</p>
<p><b>第十三条&#12288;不可抗力</b>&#12288;因不可抗力或者政府征收、拆迁致使本合同不能继续履行的，双方互不承担违约责任，已付未用的租金由甲方按日退还乙方。</p>
<p><b>第十四条</b>&#12288;本合同一式三份，甲方执一份，乙方执一份，报登记机关备案一份，自双方签字盖章之日起生效。</p>`;
}

function signatures({ lessor, operator, lease }: LeaseContractValues, marks: Marks, random: Random): string {
  const [year, month, day] = parts(lease.signedDate);
  const pen = (text: string) => handwriting(text, random, { sizeMm: 5.6 });
  const date = marks.fieldHtml('signedDate', `${pen(year)} 年 ${pen(month)} 月 ${pen(day)} 日`, chineseDate(lease.signedDate), lease.signedDate);
  return `<div class="sign" style="left:26mm">甲方（盖章）：<br>法定代表人（签字）：<br>签订日期：${date}</div>
<div class="sign" style="left:112mm">乙方（签字）：<br>&#12288;<br>签订日期：${pen(year)} 年 ${pen(month)} 月 ${pen(day)} 日</div>
<div class="pen" style="left:64mm;top:186mm">${handwriting(lessor.legalRepresentative, random, { sizeMm: 7.6 })}</div>
<div class="pen" style="left:139mm;top:175.5mm">${handwriting(operator.name, random, { sizeMm: 8.2, colour: '#14171f' })}</div>
${fingerprintSvg(162 + random.between(-3, 3), 183 + random.between(-3, 3), random)}
${sealSvg({ xMm: 66 + random.between(-4, 4), yMm: 187 + random.between(-4, 4), ring: lessor.name, number: `4501${String(random.integer(0, 999_999_999)).padStart(9, '0')}`, turnDegrees: random.between(-14, 14) })}`;
}

/** Half of the lessor's seal over the page edge (骑缝章), so that no page can be exchanged. */
function seamSeal(name: string, yMm: number, turnDegrees: number): string {
  return sealSvg({ xMm: 210 + 9, yMm, ring: name, turnDegrees, opacity: 0.7 });
}

export const leaseContract: Template<LeaseContractValues> = {
  id: 'lease-contract',
  paper: a4Portrait,
  pages: 2,
  fromStory: (story, random) => ({ ...story, punched: random.chance(0.4) }),
  sheet(values, page, random): Sheet {
    const marks = createMarks();
    const text = page === 1 ? firstPage(values, marks) : secondPage();
    const end = page === 1 ? '' : signatures(values, marks, random);
    const seam = seamSeal(values.lessor.name, 140 + random.between(-4, 4), random.between(-30, 30));
    return {
      html: paperFrame(a4Portrait, css, `<div class="page">${text}</div>${end}${seam}${values.punched ? punchHoles('left') : ''}<div class="foot">第 ${page} 页&#12288;共 2 页</div>`),
      fields: marks.fields,
      documentType: 'lease-contract',
      side: null,
      sealPresent: true,
      signaturePresent: page === 2,
      continuation: page === 2,
      copied: false,
    };
  },
};
