/** 营业执照副本 of a company, landscape 297×210 as issued since March 2019. */
import QRCode from 'qrcode';
import type { Random } from '../random.ts';
import type { Company } from '../record/businesses.ts';
import { capitalYuan, paddedChineseDate } from '../record/chinese-writing.ts';
import { createMarks } from './marks.ts';
import type { Marks } from './marks.ts';
import { guillocheSvg } from './ornaments/guilloche.ts';
import { roundelSvg } from './ornaments/roundel.ts';
import { sealSvg } from './ornaments/seal.ts';
import { fonts, paperFrame } from './paper-frame.ts';
import { a4Landscape } from './template.ts';
import type { Template } from './template.ts';

export type BusinessLicenceValues = { company: Company };

const css = `
.sheet{background:#fdfcf3}
.frame{position:absolute;left:11mm;top:11mm;right:11mm;bottom:11mm;border:.5mm solid #a88a3c}
.frame:before{content:'';position:absolute;inset:1.1mm;border:4.2mm solid transparent;border-image:repeating-linear-gradient(45deg,#c3a356 0 .9mm,#f3e7bd .9mm 1.7mm,#8f7a32 1.7mm 2.1mm,#f3e7bd 2.1mm 3mm) 16}
.frame:after{content:'';position:absolute;inset:6mm;border:.35mm solid #a88a3c}
.corner{position:absolute;width:13mm;height:13mm;background:#fdfcf3;border:.4mm solid #a88a3c;border-radius:50%}
.corner:after{content:'';position:absolute;inset:2mm;border-radius:50%;border:.9mm double #b8963f;background:radial-gradient(#d9bf74 22%,#fdfcf3 24%)}
.ground{position:absolute;left:18mm;top:18mm;width:261mm;height:174mm;overflow:hidden;background:radial-gradient(circle at 50% 55%,#fbf3cf,#fdfbee 70%)}
.emblem{position:absolute;left:136.5mm;top:20mm;width:24mm;height:24mm}
.title{position:absolute;left:0;right:0;top:44mm;text-align:center;font-family:${fonts.title};font-weight:900;font-size:18mm;letter-spacing:9mm;text-indent:9mm;line-height:1.15;color:#141414}
.copy{position:absolute;left:0;right:0;top:66mm;text-align:center;font-family:${fonts.title};font-size:5.8mm;letter-spacing:3mm}
.code{position:absolute;left:25mm;top:33mm;font-family:${fonts.hei};font-size:3.7mm;line-height:1.55}
.code b{font-size:4.5mm;font-weight:500;letter-spacing:.2mm}
.qr{position:absolute;left:222mm;top:27mm;width:24mm;height:24mm}
.qr svg{width:100%;height:100%;display:block}
.qrtext{position:absolute;left:247.5mm;top:27.5mm;width:26mm;font-family:${fonts.song};font-size:2.7mm;line-height:1.42}
.row{position:absolute;display:flex;font-size:4.35mm;line-height:6.3mm}
.row .l{font-family:${fonts.hei};font-weight:500;width:25mm;flex:none;text-align:justify;text-align-last:justify;margin-right:5mm;color:#1e1e1e}
.row .v{font-family:${fonts.song};-webkit-text-stroke:.08mm #16161a}
.foot{position:absolute;font-family:${fonts.song};font-size:2.55mm;bottom:5.2mm}
.authority{position:absolute;left:186mm;top:146mm;font-family:${fonts.hei};font-size:4.4mm;letter-spacing:4mm}
.date{position:absolute;left:207mm;top:173mm;font-size:4.9mm;letter-spacing:.6mm;font-family:${fonts.song}}`;

function row(left: number, top: number, width: number, label: string, value: string): string {
  return `<div class="row" style="left:${left}mm;top:${top}mm;width:${width}mm"><div class="l">${label}</div><div class="v" style="width:${width - 30}mm">${value}</div></div>`;
}

function businessTerm(company: Company, marks: Marks): string {
  const from = marks.field('businessTermFrom', paddedChineseDate(company.businessTermFrom), company.businessTermFrom);
  if (company.businessTermTo === '长期') return `${from}至${marks.field('businessTermTo', '长期')}`;
  return `${from}至${marks.field('businessTermTo', paddedChineseDate(company.businessTermTo), company.businessTermTo)}`;
}

function rows(company: Company, marks: Marks): string {
  // Licences differ in how they write it (伍佰万元整, 500万元), so the field keeps the words.
  const capital = capitalYuan(company.capitalWan * 10_000);
  return [
    row(26, 82, 146, '名称', marks.field('name', company.name)),
    row(26, 93, 146, '类型', marks.field('type', company.type)),
    row(26, 104, 146, '法定代表人', marks.field('legalRepresentative', company.legalRepresentative)),
    row(26, 115, 146, '经营范围', marks.field('businessScope', company.businessScope)),
    row(178, 82, 96, '注册资本', marks.field('registeredCapital', capital)),
    row(178, 93, 96, '成立日期', marks.field('establishedDate', paddedChineseDate(company.establishedDate), company.establishedDate)),
    row(178, 104, 96, '营业期限', businessTerm(company, marks)),
    row(178, 121, 96, '住所', marks.field('domicile', company.domicile)),
  ].join('');
}

/** The code leads to the publicity system's page of the company; here to a host that cannot exist. */
function qrSvg(company: Company): string {
  let svg = '';
  QRCode.toString(
    `https://gsxt.example/%7B${company.uscc}%7D`,
    { type: 'svg', errorCorrectionLevel: 'M', margin: 0, color: { light: '#00000000' } },
    (error, text) => {
      if (error) throw error;
      svg = text;
    },
  );
  return svg;
}

function seal(company: Company, random: Random): string {
  return sealSvg({
    xMm: 225 + random.between(-4, 4),
    yMm: 163 + random.between(-3, 3),
    ring: company.registrationAuthority,
    number: `${company.uscc.slice(2, 8)}1${String(random.integer(0, 999_999)).padStart(6, '0')}`,
    diameterMm: 42,
    turnDegrees: random.between(-8, 8),
  });
}

export const businessLicence: Template<BusinessLicenceValues> = {
  id: 'business-licence',
  paper: a4Landscape,
  pages: 1,
  fromStory: (story) => ({ company: story.lessor }),
  sheet({ company }, _page, random) {
    const marks = createMarks();
    const corners = [
      [8, 8],
      [276, 8],
      [8, 189],
      [276, 189],
    ].map(([x, y]) => `<div class="corner" style="left:${x}mm;top:${y}mm"></div>`);
    const body = `<div class="ground">${guillocheSvg(261, 174, 'rgba(190,165,90,.4)', 1.5)}</div><div class="frame"></div>${corners.join('')}
${roundelSvg('emblem', '#c03024', '#f6d872')}<div class="title">营业执照</div><div class="copy">（副本）</div>
<div class="code">统一社会信用代码<br><b>${marks.field('uscc', company.uscc)}</b></div>
<div class="qr">${qrSvg(company)}</div><div class="qrtext">扫描二维码登录“国家企业信用信息公示系统”了解更多登记、备案、许可、监管信息。<br><span style="float:right;margin-top:.6mm">（1-1）</span></div>
${rows(company, marks)}
<div class="authority">登记机关</div>
<div class="date">${marks.field('approvedDate', paddedChineseDate(company.approvedDate).replace(/(\d+)/g, ' $1 ').trim(), company.approvedDate)}</div>
${seal(company, random)}
<div class="foot" style="left:16mm">国家企业信用信息公示系统网址：http://www.gsxt.gov.cn</div>
<div class="foot" style="left:0;right:0;text-align:center">市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。</div>
<div class="foot" style="right:16mm">国家市场监督管理总局监制</div>`;
    return {
      html: paperFrame(a4Landscape, css, body),
      fields: marks.fields,
      documentType: 'business-licence',
      side: null,
      sealPresent: true,
      signaturePresent: false,
      continuation: false,
      copied: false,
    };
  },
};
