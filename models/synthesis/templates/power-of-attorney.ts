/** 授权委托书 of a person: principal, agent, matter and term, signed by hand with fingerprints, witnessed with a red seal. */
import type { Random } from '../random.ts';
import { chineseDate, parts } from '../record/chinese-writing.ts';
import type { Story } from '../record/story.ts';
import { createMarks } from './marks.ts';
import type { Marks } from './marks.ts';
import { fingerprintSvg } from './ornaments/fingerprint.ts';
import { handwriting } from './ornaments/handwriting.ts';
import { sealSvg } from './ornaments/seal.ts';
import { fonts, paperFrame } from './paper-frame.ts';
import { a4Portrait } from './template.ts';
import type { Template } from './template.ts';

export type PowerOfAttorneyValues = Pick<Story, 'operator' | 'agent' | 'authorization' | 'shop'> & {
  /** Who witnessed the signature with its seal; null = fingerprints only. */
  witness: string | null;
};

const css = `
.page{position:absolute;left:28mm;right:27mm;top:32mm;font-family:${fonts.song};font-size:4.9mm;line-height:10.2mm}
h1{font-family:${fonts.title};font-weight:700;font-size:9mm;text-align:center;letter-spacing:3mm;margin-bottom:11mm}
p{text-indent:9.8mm;text-align:justify}
p.party{text-indent:0}
u{text-decoration:underline;text-decoration-thickness:.22mm;text-underline-offset:1.2mm}
.sign{position:absolute;left:100mm;top:203mm;line-height:13mm;font-size:4.9mm;white-space:nowrap}
.witness{position:absolute;left:28mm;top:231mm;font-size:4.9mm;line-height:10mm;width:76mm}
.pen{position:absolute;white-space:nowrap}`;

const under = (html: string) => `<u>&nbsp;${html}&nbsp;</u>`;

function text({ operator, agent, authorization, shop }: PowerOfAttorneyValues, marks: Marks): string {
  const term = `${under(marks.field('validFrom', chineseDate(authorization.validFrom), authorization.validFrom))}至${under(marks.field('validTo', chineseDate(authorization.validTo), authorization.validTo))}`;
  return `<h1>授权委托书</h1>
<p class="party">委托人：${under(marks.field('principalName', operator.name))}&#12288;性别：${under(operator.sex)}</p>
<p class="party">身份证号码：${under(marks.field('principalIdNumber', operator.idNumber))}</p>
<p class="party">受托人：${under(marks.field('agentName', agent.name))}&#12288;性别：${under(agent.sex)}</p>
<p class="party">身份证号码：${under(marks.field('agentIdNumber', agent.idNumber))}</p>
<p class="party">联系电话：${under(marks.field('agentPhone', agent.mobile))}</p>
<p>本人因工作原因，不能亲自前往办理“${shop.name}”的登记手续，特委托上述受托人作为本人的代理人，全权代表本人办理以下事项：</p>
<p>委托事项：${under(marks.field('matter', authorization.matter))}。</p>
<p>委托权限：提交和签收申请材料，核对登记材料中的复印件并签署核对意见，修改申请材料中的文字错误，领取营业执照和有关文书。</p>
<p>委托期限：自${term}。</p>
<p>受托人在其权限范围内依法所作的一切行为及签署的有关文件，本人均予以承认，并承担相应的法律责任。</p>`;
}

export const powerOfAttorney: Template<PowerOfAttorneyValues> = {
  id: 'power-of-attorney',
  paper: a4Portrait,
  pages: 1,
  fromStory: (story) => ({ ...story, witness: `${story.district.city}${story.district.name}榕荫社区居民委员会` }),
  sheet(values, _page, random: Random) {
    const marks = createMarks();
    const [year, month, day] = parts(values.authorization.signedDate);
    const pen = (written: string) => handwriting(written, random, { sizeMm: 6.4 });
    const date = marks.fieldHtml(
      'signedDate',
      `${pen(year)} 年 ${pen(month)} 月 ${pen(day)} 日`,
      chineseDate(values.authorization.signedDate),
      values.authorization.signedDate,
    );
    const witness = values.witness
      ? `<div class="witness">见证单位：<br>${values.witness}</div>${sealSvg({ xMm: 66 + random.between(-4, 4), yMm: 241 + random.between(-3, 3), ring: values.witness, turnDegrees: random.between(-12, 12) })}`
      : '';
    const body = `<div class="page">${text(values, marks)}</div>
<div class="sign">委托人（签字）：<br>受托人（签字）：<br>${date}</div>
<div class="pen" style="left:137mm;top:204mm">${handwriting(values.operator.name, random, { sizeMm: 9 })}</div>
<div class="pen" style="left:137mm;top:217mm">${handwriting(values.agent.name, random, { sizeMm: 8.6, colour: '#15181d' })}</div>
${fingerprintSvg(161, 210, random)}${fingerprintSvg(160, 223, random)}${witness}`;
    return {
      html: paperFrame(a4Portrait, css, body),
      fields: marks.fields,
      documentType: 'power-of-attorney',
      side: null,
      sealPresent: values.witness !== null,
      signaturePresent: true,
      continuation: false,
      copied: false,
    };
  },
};
