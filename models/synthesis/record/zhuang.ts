/** Zhuang (Latin letters) as printed beside the Chinese text of ID cards issued in Guangxi. */

export const zhuangLabels = {
  name: 'Singqmingz',
  sex: 'Singqbied',
  ethnicity: 'Minzcuz',
  birth: 'Seng',
  address: 'Dieg youq',
  idNumber: 'Gunghminz Sonhfwn Hauhmaj',
  republic: 'CUNGHVAZ YINZMINZ GUNGHOZGOZ',
  card: 'GIHMINZ SONHFWNCWNG',
  authority: 'Cenhfat Gihgvanh',
  validity: 'Mizyauq Geizhanh',
} as const;

/** Readings of the characters that `people.ts` builds names from; approximate, since they only have to look right. */
const readings: Readonly<Record<string, string>> = {
  韦: 'Veiz',
  覃: 'Cinz',
  黄: 'Vangz',
  梁: 'Liengz',
  陆: 'Lug',
  农: 'Nungz',
  蒙: 'Mungz',
  莫: 'Mog',
  卢: 'Luz',
  苏: 'Suh',
  李: 'Lij',
  陈: 'Cinz',
  周: 'Couh',
  潘: 'Banh',
  何: 'Hoz',
  玉: 'Yi',
  兰: 'lanz',
  秀: 'siu',
  丽: 'li',
  萍: 'bingz',
  燕: 'yen',
  春: 'cinh',
  梅: 'meiz',
  小: 'siuj',
  凤: 'fung',
  英: 'yingh',
  志: 'ci',
  明: 'mingz',
  建: 'gen',
  国: 'goz',
  华: 'vaz',
  海: 'haij',
  东: 'doengh',
  文: 'vwnz',
  军: 'ginh',
  伟: 'veij',
  强: 'gyangz',
  柳: 'liuj',
  江: 'gyangh',
  林: 'linz',
  宁: 'ningz',
};

/** A name's Zhuang reading, or null when a character has none here. */
export function zhuangName(name: string): string | null {
  const syllables = [...name].map((character) => readings[character]);
  if (syllables.some((syllable) => syllable === undefined)) return null;
  const [surname, ...given] = syllables as string[];
  const joined = given.join('').toLowerCase();
  return `${capital(surname ?? '')} ${capital(joined)}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
