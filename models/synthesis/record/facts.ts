/** The facts that one training document prints: people, companies and places that fit together. */
import type { Random } from '../random.ts';
import type { Company } from './businesses.ts';
import { addDays, addYears } from './chinese-writing.ts';
import type { Shop } from './organizations.ts';
import { drawVariedCompany, drawVariedShop } from './organizations.ts';
import type { Person } from './people.ts';
import { drawPremises, drawRegion } from './regions.ts';
import type { Region } from './regions.ts';
import { drawVariedPerson } from './varied-people.ts';

export type Facts = {
  /** The day on which the papers are looked at. */
  today: string;
  region: Region;
  holder: Person;
  /** Of the other sex, about as old. */
  partner: Person;
  agent: Person;
  child: Person;
  company: Company;
  otherCompany: Company;
  shop: Shop;
  property: { location: string; area: string; years: number; rentYuan: number; leaseFrom: string; leaseTo: string; signedDate: string };
};

export function drawFacts(random: Random, today: string): Facts {
  const region = drawRegion(random);
  const elsewhere = drawRegion(random);
  const holder = drawVariedPerson(random.fork('holder'), random.chance(0.7) ? region : elsewhere, today);
  const age = Number(today.slice(0, 4)) - Number(holder.birthDate.slice(0, 4));
  const partner = drawVariedPerson(random.fork('partner'), region, today, {
    sex: holder.sex === '男' ? '女' : '男',
    age: [Math.max(20, age - 6), Math.max(22, age + 6)],
  });
  const leaseFrom = addDays(today, -random.integer(-20, 400));
  const years = random.integer(1, 6);
  return {
    today,
    region,
    holder,
    partner,
    agent: drawVariedPerson(random.fork('agent'), elsewhere, today, { age: [20, 58] }),
    child: drawVariedPerson(random.fork('child'), region, today, { age: [1, 15] }),
    company: drawVariedCompany(random.fork('company'), region, today, holder.name),
    otherCompany: drawVariedCompany(random.fork('other company'), elsewhere, today, partner.name),
    shop: drawVariedShop(random.fork('shop'), region, today),
    property: {
      location: drawPremises(random.fork('property'), region),
      area: (random.integer(180, 3200) / 10).toFixed(random.pick([1, 2])),
      years,
      rentYuan: random.integer(6, 120) * 100,
      leaseFrom,
      leaseTo: addDays(addYears(leaseFrom, years), -1),
      signedDate: addDays(leaseFrom, -random.integer(1, 15)),
    },
  };
}
