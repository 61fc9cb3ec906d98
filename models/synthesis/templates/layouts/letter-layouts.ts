/** Letters on A4: powers of attorney, commitments, red-headed official letters, certificates of employers, police and committees. */
import { addDays, addYears, capitalYuan, chineseDate } from '../../record/chinese-writing.ts';
import { grid, pair } from '../blocks/grid.ts';
import { letter, sealAt, signature, signedDate, under } from '../blocks/letter.ts';
import { layout } from '../layout.ts';
import type { Draft, Layout, LayoutContext } from '../layout.ts';
import { a4Portrait } from '../template.ts';

const matters = ['办理个体工商户设立登记', '办理食品经营许可证', '办理公司变更登记', '办理不动产转移登记手续', '办理公共场所卫生许可证', '代为领取营业执照', '办理税务登记及相关事宜', '办理居住证申领手续'];
const powers = ['提交和签收申请材料，核对登记材料中的复印件并签署核对意见', '代为递交材料、签署有关文件、领取证照', '修改自备材料中的填写错误，签收各类文书', '全权代理，包括签字、缴费及领取证书'];

function personalAttorney(context: LayoutContext): Draft {
  const { facts, marks, wording, style } = context;
  const { holder, agent } = facts;
  const c = style.colon;
  const from = addDays(facts.today, -wording.integer(1, 60));
  const to = addDays(addYears(from, 1), -1);
  const [principal, proxy] = wording.pick([['委托人', '受托人'], ['委托人', '被委托人'], ['委托人（甲方）', '受委托人（乙方）'], ['授权人', '被授权人']] as const);
  const matter = marks.field('matter', wording.pick(matters));
  const paragraphs = [
    `|${principal}${c}${under(marks.field('principalName', holder.name))}${wording.chance(0.5) ? `&#12288;性别${c}${under(holder.sex)}` : ''}`,
    `|身份证号${wording.pick(['', '码'])}${c}${under(marks.field('principalIdNumber', holder.idNumber))}`,
    `|${proxy}${c}${under(marks.field('agentName', agent.name))}`,
    `|身份证号码${c}${under(marks.field('agentIdNumber', agent.idNumber))}`,
    `|联系电话${c}${under(marks.field('agentPhone', agent.mobile))}`,
    `${wording.pick(['本人因工作繁忙', '因本人在外地', '本人因身体原因', '由于时间关系，本人'])}不能亲自办理相关手续，特委托${under(agent.name)}作为我的合法代理人，全权代表我${wording.pick(['办理如下事项', '办理以下事宜'])}：${under(matter)}。`,
    ...(wording.chance(0.7) ? [`委托权限：${wording.pick(powers)}。`] : []),
    `委托期限：自${marks.field('validFrom', chineseDate(from), from)}起至${marks.field('validTo', chineseDate(to), to)}止。`,
    `对${proxy.replace(/（.*/, '')}在办理上述事项过程中所签署的有关文件，我均予以认可，并承担相应的法律责任。`,
  ];
  const sign = wording.chance(0.5)
    ? `<div class="right">${principal.replace(/（.*/, '')}（签字）：${signature(context, holder.name)}<br>${proxy.replace(/（.*/, '')}（签字）：${signature(context, agent.name)}<br>${signedDate(context, 'signedDate', from)}</div>`
    : `<div class="columns"><div>委托人签名：${signature(context, holder.name)}</div><div>受托人签名：${signature(context, agent.name)}</div></div><div class="right">${signedDate(context, 'signedDate', from)}</div>`;
  return { ...letter(context, { title: wording.pick(['授权委托书', '委托书', '授权委托书', '个人授权委托书']), paragraphs, sign }), signaturePresent: true };
}

function companyAttorney(context: LayoutContext): Draft {
  const { facts, marks, wording } = context;
  const { company, agent } = facts;
  const from = addDays(facts.today, -wording.integer(1, 60));
  const to = addDays(from, wording.pick([30, 60, 90, 180]));
  const paragraphs = [
    `|${wording.pick([`${facts.shop.registrationAuthority}：`, '致：相关行政审批部门', '致各有关单位：'])}`,
    `兹授权我单位${wording.pick(['工作人员', '员工', '职工'])}${under(marks.field('agentName', agent.name))}（身份证号：${marks.field('agentIdNumber', agent.idNumber)}，联系电话：${marks.field('agentPhone', agent.mobile)}）前往贵处${under(marks.field('matter', wording.pick(matters)))}，请予接洽为盼。`,
    `授权范围：${wording.pick(powers)}。`,
    `授权期限：${marks.field('validFrom', chineseDate(from), from)}至${marks.field('validTo', chineseDate(to), to)}。被授权人无转委托权。`,
    '被授权人在授权范围和期限内所签署的一切文件和处理与之有关的一切事务，我单位均予以承认。',
  ];
  const sign = `<div class="right">授权单位（盖章）：${marks.field('principalName', company.name)}<br>统一社会信用代码：${marks.field('principalIdNumber', company.uscc)}<br>法定代表人（签字）：${signature(context, facts.holder.name)}<br>${signedDate(context, 'signedDate', from)}${sealAt(context, company.name, 40, 22)}</div>`;
  return { ...letter(context, { title: wording.pick(['授权委托书', '法人授权委托书', '单位授权委托书', '法定代表人授权委托书']), paragraphs, sign }), sealPresent: true, signaturePresent: true };
}

/** 指定代表或者共同委托代理人授权委托书: a form with boxes, as registrars issue it. */
function tabledAttorney(context: LayoutContext): Draft {
  const { facts, marks, wording } = context;
  const { company, agent } = facts;
  const from = addDays(facts.today, -wording.integer(1, 40));
  const to = addDays(from, 90);
  const table = grid(context, [
    pair('申&#12288;请&#12288;人', marks.field('principalName', company.name), 18, 6),
    pair('指定代表或者<br>委托代理人', marks.field('agentName', agent.name), 18, 6),
    pair('委托事项及权限', `1. ${marks.field('matter', wording.pick(matters))}手续；<br>2. ☑同意☐不同意核对登记材料中的复印件并签署核对意见；<br>3. ☑同意☐不同意修改企业自备文件的错误；<br>4. ☑同意☐不同意领取营业执照和有关文书。`, 18, 6),
    pair('有&#12288;效&#12288;期', `自${marks.field('validFrom', chineseDate(from), from)}至${marks.field('validTo', chineseDate(to), to)}`, 18, 6),
    pair('固定/移动电话', marks.field('agentPhone', agent.mobile), 18, 6),
    pair('身份证件号码', marks.field('agentIdNumber', agent.idNumber), 18, 6),
    [{ html: '（指定代表或者委托代理人身份证件复印件粘贴处）<br><br><br><br><br>', span: 24 }],
  ], { rowMm: 12, sizeMm: 4 });
  const text = letter(context, { title: wording.pick(['指定代表或者共同委托代理人授权委托书', '授权委托书', '指定代表（委托代理人）授权委托书']), paragraphs: [], sign: `<div class="right">申请人签字或盖章：${signature(context, facts.holder.name)}<br>${signedDate(context, 'signedDate', from)}${sealAt(context, company.name, 30, 10)}</div>` });
  return { css: `${text.css}h1{font-size:6.4mm!important}${table.css}`, body: text.body.replace('<div class="sign">', `${table.html}<div class="sign">`), sealPresent: true, signaturePresent: true };
}

const commitments = [
  ['承诺书', '本人保证提交的全部申请材料真实、合法、有效，复印件与原件一致。如有虚假，愿承担由此产生的一切法律责任。'],
  ['食品安全承诺书', '严格遵守《中华人民共和国食品安全法》，建立进货查验记录制度，从业人员持有效健康证明上岗，不采购、不销售过期变质食品。'],
  ['经营场所使用承诺书', '该场所产权清晰，不属于违法建筑，不属于危险房屋，未列入拆迁范围，经营活动不扰民，符合消防、环保要求。'],
  ['告知承诺书', '已经知晓行政审批机关告知的全部内容，认为自身能满足告知的条件、标准和技术要求，愿意承担不实承诺、违反承诺的法律责任。'],
  ['诚信承诺书', '依法经营，诚实守信，自觉接受政府、行业组织、社会公众的监督，违背承诺自愿接受惩戒。'],
  ['住所（经营场所）登记承诺书', '申报的住所（经营场所）信息真实有效，已取得合法使用权，未经利害关系业主同意不改变住宅用途。'],
] as const;

function commitment(context: LayoutContext, numbered: boolean): Draft {
  const { facts, marks, wording } = context;
  const [title, core] = wording.pick(commitments);
  const company = wording.chance(0.4);
  const signer = company ? facts.company.name : facts.holder.name;
  const list = ['严格遵守国家法律法规和有关规定。', core, '主动配合有关部门的监督检查，及时整改存在的问题。', '如实填报各项信息，发生变化的及时申请变更。', '若违反上述承诺，自愿承担相应的法律责任和经济损失。'];
  const chosen = list.slice(0, wording.integer(3, 5));
  const paragraphs = [
    ...(wording.chance(0.6) ? [`|${facts.shop.registrationAuthority}：`] : []),
    `${company ? '本单位' : '本人'}${company ? '' : `${marks.field('signer', signer)}，身份证号码${marks.field('idNumber', facts.holder.idNumber)}，`}现就${wording.pick(['办理营业执照', '申请食品经营许可', '办理公共场所卫生许可', '使用该经营场所'])}事宜${wording.pick(['郑重承诺如下', '作出如下承诺', '承诺如下'])}：`,
    ...(numbered ? chosen.map((text, index) => `${'一二三四五'[index]}、${text}`) : [chosen.join('')]),
    ...(wording.chance(0.5) ? ['特此承诺。'] : []),
  ];
  const printed = company ? marks.field('signer', signer) : '';
  const sign = `<div class="right">承诺人${company ? `（盖章）：${printed}` : `（签字）：${signature(context, signer)}`}<br>${signedDate(context, 'signedDate', addDays(facts.today, -wording.integer(0, 40)))}${company ? sealAt(context, signer, 36, 12) : ''}</div>`;
  return { ...letter(context, { title: marks.field('title', title), paragraphs, sign }), sealPresent: company, signaturePresent: !company };
}

function official(context: LayoutContext, kind: 'notice' | 'reply'): Draft {
  const { facts, marks, wording, style, random } = context;
  const { region } = facts;
  const issuer = wording.pick([`${region.city}人民政府`, `${region.city}市场监督管理局`, `${region.city}${region.name}人民政府办公室`, `${region.city}卫生健康委员会`, `${region.city}自然资源局`, `${region.province}市场监督管理局`]);
  const date = addDays(facts.today, -wording.integer(5, 1200));
  const number = `${region.city.charAt(0)}${wording.pick(['政发', '市监函', '政办发', '卫健发', '自然资函', '政复'])}〔${date.slice(0, 4)}〕${wording.integer(1, 180)}号`;
  const topic = wording.pick(['进一步优化营商环境', '开展食品安全专项检查', '做好经营主体年度报告公示工作', `${facts.company.name}项目用地`, '推进政务服务“一件事”改革', `变更${facts.company.name}经营地址`]);
  const title = kind === 'notice' ? `关于${topic}的${wording.pick(['通知', '通告', '公告', '意见'])}` : `关于${topic}的${wording.pick(['批复', '复函', '函'])}`;
  const to = kind === 'notice' ? '各县（市、区）人民政府，各有关单位：' : `${facts.company.name}：`;
  const text = [
    `|${to}`,
    kind === 'notice' ? `为深入贯彻落实上级有关决策部署，切实做好相关工作，现就有关事项通知如下：` : `你单位《关于${topic}的请示》收悉。经研究，现${wording.pick(['批复', '函复'])}如下：`,
    `<b>一、</b>${wording.pick(['提高认识，加强组织领导，明确责任分工，确保各项任务落到实处。', '原则同意你单位提出的申请，请严格按照批准的内容组织实施。'])}`,
    `<b>二、</b>${wording.pick(['各单位要结合实际制定实施方案，于本月底前报送至我办。', '请依法办理相关手续，并接受有关部门的监督检查。'])}`,
    `<b>三、</b>${wording.pick(['强化宣传引导，及时总结经验做法，工作中遇到的问题请及时反馈。', '涉及其他行政许可事项的，应另行报批。'])}`,
    kind === 'notice' ? '特此通知。' : wording.pick(['此复。', '特此函复。']),
  ];
  const size = Math.min(15, 132 / (issuer.length + 2)) * wording.between(0.85, 1.05) * Math.min(1, 1.15 / style.air);
  const head = `<div style="text-align:center;color:#e0121c;font-family:${style.title};font-weight:900;font-size:${size.toFixed(1)}mm;letter-spacing:${(0.08 * style.spread).toFixed(2)}em;line-height:1.3;margin-top:${random.between(2, 14).toFixed(0)}mm;white-space:nowrap">${marks.field('issuer', issuer)}${wording.chance(0.7) ? '文件' : ''}</div><div style="text-align:center;margin-top:5mm">${marks.field('documentNumber', number)}</div><div style="border-bottom:.8mm solid #e0121c;margin:1.5mm 0 6mm"></div>`;
  const sign = `<div class="right" style="text-align:center">${issuer}<br>${marks.field('issuedDate', chineseDate(date), date)}${sealAt(context, issuer, 40, 12)}</div>`;
  return { ...letter(context, { head, title: `<span style="font-size:.78em">${marks.field('title', title)}</span>`, paragraphs: text, sign, sizeMm: 5 }), sealPresent: true };
}

function certificate(context: LayoutContext, form: 'plain' | 'boxed' | 'headed'): Draft {
  const boxed = form === 'boxed';
  const { facts, marks, wording, style } = context;
  const { holder, region, company } = facts;
  const who = `${marks.field('name', holder.name)}，${holder.sex}，${wording.chance(0.5) ? `${chineseDate(holder.birthDate)}出生，` : ''}${wording.pick(['身份证号码', '公民身份号码', '身份证号'])}${style.colon}${marks.field('idNumber', holder.idNumber)}`;
  const committee = `${region.city}${region.name}${wording.pick(['榕荫', '新民', '桃源', '滨江'])}社区居民委员会`;
  const yuan = wording.integer(30, 200) * 100;
  const kinds = [
    { title: wording.pick(['无犯罪记录证明', '无违法犯罪记录证明']), issuer: holder.issuingAuthority, text: `经查，${who}，自${chineseDate(addYears(holder.birthDate, 16))}至${chineseDate(facts.today)}期间，未发现有犯罪记录。` },
    { title: wording.pick(['在职证明', '工作证明', '任职证明']), issuer: company.name, text: `兹证明${who}，系我单位正式在职员工，自${chineseDate(company.establishedDate)}起在我单位工作，现任${wording.pick(['经理', '会计', '业务主管', '店长'])}一职。` },
    { title: '收入证明', issuer: company.name, text: `兹证明${who}，在我单位工作，月平均收入为人民币（大写）${capitalYuan(yuan)}（￥${yuan}.00）。` },
    { title: wording.pick(['居住证明', '住址证明']), issuer: committee, text: `兹有${who}，现居住于${facts.partner.address}，情况属实。` },
    { title: wording.pick(['健在证明', '亲属关系证明', '婚姻状况证明']), issuer: committee, text: `兹证明我辖区居民${who}，${wording.pick(['现健在', '与' + facts.partner.name + '系夫妻关系', '系我社区常住居民'])}，情况属实。` },
    { title: wording.pick(['场地使用证明', '经营场所证明']), issuer: committee, text: `兹证明位于${facts.shop.premises}的房屋由${who}使用，同意其作为经营场所，房屋产权无争议。` },
  ];
  const { title, issuer, text } = wording.pick(kinds);
  const date = addDays(facts.today, -wording.integer(1, 300));
  const ending = wording.pick(['特此证明。', '特此证明！', '情况属实，特此证明。']);
  const sign = `<div class="right" style="text-align:center">${marks.field('issuer', issuer)}${wording.chance(0.5) ? '（盖章）' : ''}<br>${marks.field('issuedDate', chineseDate(date), date)}${sealAt(context, issuer, 36, 10)}</div>`;
  const foot = wording.chance(0.4) ? `经办人：${facts.agent.name}&#12288;联系电话：${facts.agent.mobile}` : '';
  const numbered = `<div style="text-align:right">${wording.pick(['编号', '证明编号', 'NO'])}：${wording.integer(100000, 999999)}</div>`;
  const letterhead = `<div style="text-align:center;font-size:1.5em;font-family:${style.title};color:${wording.pick(['#c8141e', '#222', '#1a3a80'])};border-bottom:.4mm solid;margin-bottom:6mm;line-height:1.7">${issuer}</div>`;
  const head = { plain: '', boxed: numbered, headed: letterhead }[form];
  const draft = letter(context, { head, title: marks.field('title', wording.chance(0.25) ? '证明' : title), paragraphs: [text, ending], sign, foot, sizeMm: 5, leading: 2.2 });
  const frame = boxed ? '<div style="position:absolute;inset:12mm;border:.5mm solid #555;outline:.2mm solid #555;outline-offset:-1.4mm"></div>' : '';
  return { ...draft, body: frame + draft.body, sealPresent: true };
}

const make = (id: string, documentType: Layout['documentType'], draw: (context: LayoutContext) => Draft, split: Layout['split'] = 'train') => layout({ id, documentType, paper: a4Portrait, split, draw });

export const letterLayouts: readonly Layout[] = [
  make('attorney-personal', 'power-of-attorney', personalAttorney),
  make('attorney-company', 'power-of-attorney', companyAttorney, 'validation'),
  make('attorney-company-plain', 'power-of-attorney', companyAttorney),
  make('attorney-table', 'power-of-attorney', tabledAttorney, 'holdout'),
  make('attorney-personal-other', 'power-of-attorney', personalAttorney, 'holdout'),
  make('commitment-numbered', 'commitment-letter', (context) => commitment(context, true)),
  make('commitment-plain', 'commitment-letter', (context) => commitment(context, false), 'holdout'),
  make('commitment-list', 'commitment-letter', (context) => commitment(context, context.wording.chance(0.7))),
  make('official-notice', 'official-letter', (context) => official(context, 'notice')),
  make('official-reply', 'official-letter', (context) => official(context, 'reply'), 'holdout'),
  make('official-reply-plain', 'official-letter', (context) => official(context, 'reply')),
  make('certificate-plain', 'certificate-letter', (context) => certificate(context, 'plain')),
  make('certificate-headed', 'certificate-letter', (context) => certificate(context, 'headed')),
  make('certificate-numbered', 'certificate-letter', (context) => certificate(context, 'plain'), 'validation'),
  make('certificate-boxed', 'certificate-letter', (context) => certificate(context, 'boxed'), 'holdout'),
];
