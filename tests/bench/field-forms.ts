/** What the forms of the drawn pages ask for: printed label → field key and options, as a service item tells the engine (form-labels.ts). */

const individualBusiness = {
  名称: 'name',
  联系电话: 'phone',
  邮政编码: 'postcode',
  经营场所: 'premisesAddress',
  出资额: 'fundingAmount',
  从业人数: 'employees',
  经营范围: 'businessScope',
  组成形式: 'formType[个人经营|家庭经营]',
  姓名: 'operator.name',
  性别: 'operator.sex',
  民族: 'operator.ethnicity',
  出生日期: 'operator.birthDate',
  身份证件号码: 'operator.idNumber',
  住所: 'operator.address',
};

const foodPermit = {
  经营者名称: 'operatorName',
  统一社会信用代码: 'uscc',
  '法定代表人(负责人)': 'legalRepresentative.name',
  联系电话: 'legalRepresentative.phone',
  身份证号码: 'legalRepresentative.idNumber',
  住所: 'domicile',
  经营场所: 'premises',
  主体业态: 'businessType[食品销售经营者|餐饮服务经营者|单位食堂]',
  是否网络经营: 'isOnline[是|否]',
  从业人员: 'staffCount',
  中央厨房: 'centralKitchen[是|否]',
  集体用餐配送: 'collectiveDelivery[是|否]',
  食品安全管理人员: 'foodSafetyOfficer.name',
  身份证号: 'foodSafetyOfficer.idNumber',
};

const publicHealth = {
  单位名称: 'unitName',
  单位地址: 'address',
  统一社会信用代码: 'uscc',
  经济性质: 'economicType',
  法定代表人或负责人: 'legalRepresentative.name',
  联系电话: 'contact.phone',
  身份证号: 'legalRepresentative.idNumber',
  经营项目: 'businessItems[住宿|沐浴|美容美发|文化娱乐|体育|购物]',
  使用面积: 'area',
  从业人员数: 'staffCount',
  集中空调: 'hasCentralAC[有|无]',
};

const residence = {
  姓名: 'name',
  性别: 'sex',
  民族: 'ethnicity',
  出生日期: 'birthDate',
  公民身份号码: 'idNumber',
  户籍地址: 'registeredAddress',
  居住地址: 'residenceAddress',
  居住时间: 'residenceSince',
  联系电话: 'mobile',
  居住事由: 'reason[务工|经商|就学|投靠|其他]',
};

const party = (section: string, key: string) => ({
  [`${section}/姓名(名称)`]: `${key}.0.name`,
  [`${section}/联系电话`]: `${key}.0.phone`,
  [`${section}/证件号`]: `${key}.0.idNumber`,
  [`${section}/通讯地址`]: `${key}.0.address`,
});

const realEstate = {
  ...party('权利人情况', 'transferees'),
  ...party('义务人情况', 'transferors'),
  登记事由: 'registrationType[首次登记|转移登记|变更登记|注销登记|更正登记]',
  坐落: 'property.location',
  不动产单元号: 'property.unitNumber',
  面积: 'property.area',
  用途: 'property.usage',
  登记原因: 'reason',
  分别持证: 'separateCertificates[是|否]',
};

const forms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'form-individual-business': individualBusiness,
  'form-food-permit': foodPermit,
  'form-public-health': publicHealth,
  'form-residence': residence,
  'form-real-estate': realEstate,
};

/** Labels of the form that a layout draws; undefined for every other layout. */
export const formLabelsOf = (layout: string): Readonly<Record<string, string>> | undefined => forms[layout.replace(/-dense$/, '')];
