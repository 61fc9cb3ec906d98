/** One consistent story behind a stack of paper: a person opens a shop in rented rooms and sends an agent to the window. */
import type { Random } from '../random.ts';
import { addDays, addYears } from './chinese-writing.ts';
import { drawCompany, drawShop } from './businesses.ts';
import type { Company, Shop } from './businesses.ts';
import { districts, drawPerson } from './people.ts';
import type { District, Person } from './people.ts';

type Lease = {
  location: string;
  /** Square metres. */
  areaSquareMetres: number;
  leaseFrom: string;
  leaseTo: string;
  years: number;
  /** Whole yuan per month. */
  rentYuan: number;
  depositYuan: number;
  signedDate: string;
  contractNumber: string;
};

export type Story = {
  /** The day on which the papers are handed in. */
  today: string;
  district: District;
  operator: Person;
  education: string;
  politicalStatus: string;
  email: string;
  agent: Person;
  shop: Shop;
  /** Ten thousand yuan. */
  fundingWan: number;
  employees: number;
  licenceCopies: number;
  electronicCommerce: boolean;
  formType: '个人经营' | '家庭经营';
  lessor: Company;
  lessorPhone: string;
  lease: Lease;
  authorization: { matter: string; validFrom: string; validTo: string; signedDate: string };
};

function drawLease(random: Random, district: District, today: string): Lease {
  const leaseFrom = `${today.slice(0, 7)}-01`;
  const years = random.integer(2, 5);
  const rentYuan = random.integer(18, 65) * 100;
  const signedDate = addDays(leaseFrom, -random.integer(3, 12));
  return {
    location: `${district.city}${district.name}${random.pick(district.roads)}${random.integer(1, 198)}号${random.integer(1, 9)}栋${random.integer(1, 2)}层${random.integer(101, 128)}号商铺`,
    areaSquareMetres: random.integer(240, 1280) / 10,
    leaseFrom,
    leaseTo: addDays(addYears(leaseFrom, years), -1),
    years,
    rentYuan,
    depositYuan: rentYuan * 2,
    signedDate,
    contractNumber: `ZL-${signedDate.slice(0, 4)}-${String(random.integer(1, 999)).padStart(4, '0')}`,
  };
}

/** Draws until the person bears a name that no one else in the story has. */
function drawOtherPerson(random: Random, options: Parameters<typeof drawPerson>[1], taken: readonly string[]): Person {
  for (;;) {
    const person = drawPerson(random, options);
    if (!taken.includes(person.name)) return person;
  }
}

/** @param today ISO date; lease, power of attorney and ID cards are valid on it. */
export function drawStory(random: Random, today: string): Story {
  const district = districts[0] as District;
  const operator = drawPerson(random.fork('operator'), { today, district });
  const agent = drawOtherPerson(random.fork('agent'), { today }, [operator.name]);
  const representative = drawOtherPerson(random.fork('representative'), { today }, [operator.name, agent.name]);
  const facts = random.fork('facts');
  const signedDate = addDays(today, -facts.integer(2, 6));
  return {
    today,
    district,
    operator,
    education: facts.pick(['初中', '高中', '中专', '大专', '本科']),
    politicalStatus: facts.pick(['群众', '群众', '中共党员']),
    email: `shop${facts.integer(1000, 9999)}@example.com`,
    agent,
    shop: drawShop(facts, district),
    fundingWan: facts.pick([2, 3, 5, 8, 10, 15]),
    employees: facts.integer(1, 6),
    licenceCopies: facts.integer(1, 2),
    electronicCommerce: facts.chance(0.25),
    formType: facts.chance(0.8) ? '个人经营' : '家庭经营',
    lessor: drawCompany(random.fork('lessor'), { today, district, representative }),
    lessorPhone: `0771-${facts.integer(2, 5)}00${String(facts.integer(0, 9999)).padStart(4, '0')}`,
    lease: drawLease(random.fork('lease'), district, today),
    authorization: {
      matter: '办理个体工商户设立登记',
      validFrom: signedDate,
      validTo: addDays(addYears(signedDate, 1), -1),
      signedDate,
    },
  };
}
