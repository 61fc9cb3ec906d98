/** Display masks for personal data on a public screen: names, mobiles, ID and card numbers (practice of domain rule 5.1). */

/** 张三 → 张*, 李小敏 → 李*敏, 阿卜杜拉·买买提 → 阿***·***. */
function maskName(name: string): string {
  const letters = [...name];
  if (letters.length <= 1) return '*';
  if (letters.length === 2) return `${letters[0]}*`;
  if (letters.includes('·')) return letters.map((letter, index) => (index === 0 || letter === '·' ? letter : '*')).join('');
  return `${letters[0]}${'*'.repeat(letters.length - 2)}${letters.at(-1)}`;
}

/** Keeps the ends and hides the middle; too short to hide anything = hide all. */
function maskMiddle(value: string, head: number, tail: number): string {
  if (value.length <= head + tail) return '*'.repeat(value.length);
  return `${value.slice(0, head)}${'*'.repeat(value.length - head - tail)}${value.slice(value.length - tail)}`;
}

/** Keeps province to county, hides street and number. */
function maskAddress(address: string): string {
  const district = /^.*?[区县市旗](?=.)(?:.*?[区县旗](?=.))?/.exec(address)?.[0] ?? address.slice(0, 6);
  return district.length < address.length ? `${district}******` : '*'.repeat(address.length);
}

/** Which mask a field key asks for. */
export function maskKind(key: string): 'name' | 'number' | 'phone' | 'address' | 'none' {
  if (/phone|mobile/i.test(key)) return 'phone';
  if (/idNumber|cardNumber|accountNumber|passportNumber/i.test(key)) return 'number';
  if (/address|domicile/i.test(key)) return 'address';
  if (
    /^(name|operator|legalRepresentative|householder|holder|owner|signer|client|agent|surname|givenNames)$|(lessor|lessee|principal|agent|party[AB]|mother|father|applicant|operator|contact)Name$/i.test(
      key,
    )
  )
    return 'name';
  return 'none';
}

export function maskValue(key: string, value: string): string {
  if (value === '') return '';
  switch (maskKind(key)) {
    case 'name':
      return maskName(value);
    case 'phone':
      return maskMiddle(value, 3, 4);
    case 'number':
      return maskMiddle(value, 6, 4);
    case 'address':
      return maskAddress(value);
    case 'none':
      return value;
  }
}
