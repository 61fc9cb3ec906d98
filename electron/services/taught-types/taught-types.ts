/** Taught document types: IT staff show samples of a paper, see what it would be mistaken for, and make it live at once. */
import type { Actor, Page } from '#shared/case.ts';
import { other } from '#shared/document-types/special-types.ts';
import { AppError } from '#shared/errors.ts';
import type { ErrorDetails } from '#shared/errors.ts';
import { textLineSchema } from '#shared/page.ts';
import type { Recognition, TextLine } from '#shared/page.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { maxSamples, taughtPrefix } from '#shared/taught-type.ts';
import type {
  SampleCandidate,
  TaughtPrototypes,
  TaughtSample,
  TaughtType,
  TaughtTypeSummary,
  TaughtTypeView,
} from '#shared/taught-type.ts';
import type { Recognizer } from '../../pipeline/recognizer.ts';
import type { Repositories, Store, TaughtTypeRepository } from '../../store/store.ts';
import type { SampleFile } from './sample-files.ts';
import { prototypesOf, reportOn } from './taught-report.ts';
import type { KnownPage, Taught, TaughtRecognition } from './taught-report.ts';
import { ownTitle, sharedTitles, sharedWords } from './taught-signs.ts';

type Options = {
  store: Store;
  recognizer: Recognizer;
  recognition: TaughtRecognition;
  splitFile: (bytes: Uint8Array) => AsyncGenerator<SampleFile>;
  items: () => readonly ServiceItem[];
  now: () => Date;
  newId: () => string;
  report: (where: string, error: unknown) => void;
};

type Work = (types: TaughtTypeRepository) => Promise<void>;

/** Off until IT staff switch it on: samples are copies of applicants' papers. */
const correctionsSetting = 'taught-types:corrections';
/** Newest pages of cases against which a type is held; more would take seconds. */
const pagesLookedAt = 200;
const casesLookedAt = 40;
const mostCandidates = 60;

class TaughtTypesService {
  readonly #options: Options;
  #prototypes: Promise<TaughtPrototypes[]> | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Of the live types, for recognition. */
  prototypes(): Promise<TaughtPrototypes[]> {
    return (this.#prototypes ??= this.#loadPrototypes().catch((error: unknown) => {
      this.#prototypes = null;
      throw error;
    }));
  }

  async list(): Promise<TaughtTypeSummary[]> {
    const { taughtTypes } = this.#options.store;
    const samples = await taughtTypes.samples();
    return (await taughtTypes.list()).map(({ id, name, state, createdAt, createdBy }) => {
      const own = samples.filter(({ typeId }) => typeId === id);
      return { id, name, state, createdAt, createdBy, samples: own.length, lastSampleAt: own.at(-1)?.addedAt ?? null };
    });
  }

  /** With its report, which takes up to a second. @throws AppError `not-found` */
  async view(id: string): Promise<TaughtTypeView> {
    const all = await this.#all();
    const own = all.find(({ type }) => type.id === id);
    if (!own) throw notFound();
    const { recognition } = this.#options;
    const others = all.filter(({ type }) => type.id !== id);
    const report = reportOn({ own, others, pages: await this.#recentPages(), version: await this.#version(), recognition });
    return {
      ...own.type,
      samples: own.samples.map(({ id: sampleId, source, addedAt, addedBy, classification }) => ({
        id: sampleId,
        source,
        addedAt,
        addedBy,
        documentType: classification.documentType,
        confidence: classification.confidence,
      })),
      suggestedTitles: sharedTitles(own.samples).filter((title) => !own.type.titles.includes(title)),
      report,
    };
  }

  /** @throws AppError `conflict` when another type has this name */
  async create(name: string, actor: Actor): Promise<TaughtTypeView> {
    const { now, newId } = this.#options;
    await this.#requireFreeName(name, null);
    const id = taughtPrefix + newId().replaceAll('-', '').slice(0, 8);
    const type: TaughtType = {
      id,
      name: name.trim(),
      titles: [],
      words: [],
      state: 'draft',
      createdAt: now().toISOString(),
      createdBy: actor.account,
    };
    await this.#change(actor, 'document-type.create', id, {}, (types) => types.save(type));
    return this.view(id);
  }

  /** @param titles words that stand as the paper's title */
  async update(id: string, { name, titles }: { name: string; titles: readonly string[] }, actor: Actor): Promise<TaughtTypeView> {
    await this.#requireFreeName(name, id);
    const own = await this.#one(id);
    const cleaned = [...new Set(titles.map((title) => title.normalize('NFKC').replace(/\s+/g, '')).filter((title) => title.length >= 2))];
    const type = { ...own.type, name: name.trim(), titles: cleaned, words: sharedWords(own.samples, cleaned) };
    await this.#change(actor, 'document-type.update', id, { titles: cleaned.length }, (types) => types.save(type));
    return this.view(id);
  }

  /** @throws AppError `conflict` while a service item asks for it */
  async remove(id: string, actor: Actor): Promise<void> {
    const { items } = this.#options;
    const user = items().find(({ materials }) => materials.some(({ anyOf }) => anyOf.some(({ documentType }) => documentType === id)));
    if (user) throw new AppError('conflict', { what: 'document-type-in-use', item: user.code });
    await this.#change(actor, 'document-type.remove', id, {}, (types) => types.remove(id));
  }

  /** @throws AppError `document-type.not-ready` with the obstacles of its report */
  async setLive(id: string, live: boolean, actor: Actor): Promise<TaughtTypeView> {
    const own = await this.#one(id);
    const { report } = await this.view(id);
    if (live && report.obstacles.length > 0) throw new AppError('document-type.not-ready', { obstacles: report.obstacles.join(',') });
    const details = { samples: report.samples, recall: Math.round(report.recall * 100) };
    await this.#change(actor, live ? 'document-type.go-live' : 'document-type.withdraw', id, details, (types) =>
      types.save({ ...own.type, state: live ? 'live' : 'draft' }),
    );
    return this.view(id);
  }

  /** Every page of the file becomes a sample. @returns how many @throws AppError `file.*`, `too-large` beyond `maxSamples` */
  async addFile(id: string, bytes: Uint8Array, actor: Actor): Promise<number> {
    await this.#one(id);
    let added = 0;
    for await (const page of this.#options.splitFile(bytes)) {
      await this.#addImage(id, page, 'upload', actor);
      added++;
    }
    return added;
  }

  /** Copies pages that no type claims into the samples. @throws AppError `forbidden` for any other page */
  async addPages(id: string, pageIds: readonly string[], actor: Actor): Promise<TaughtTypeView> {
    await this.#one(id);
    for (const pageId of pageIds) {
      const bytes = (await this.isCandidate(pageId)) ? await this.#options.store.pages.bytes(pageId, 'original') : undefined;
      const found = await this.#options.store.pages.get(pageId);
      if (!bytes || !found) throw new AppError('forbidden');
      await this.#addImage(id, { bytes, dpi: found.page.dpi }, 'case', actor);
    }
    return this.view(id);
  }

  async removeSample(sampleId: string, actor: Actor): Promise<TaughtTypeView> {
    const { store } = this.#options;
    const all = await store.taughtTypes.samples();
    const sample = all.find(({ id }) => id === sampleId);
    if (!sample) throw new AppError('not-found', { what: 'sample' });
    await this.#change(actor, 'document-type.remove-sample', sample.typeId, { sample: sampleId }, async (types) => {
      await types.removeSample(sampleId);
      await renewSigns(
        types,
        sample.typeId,
        all.filter(({ typeId }) => typeId === sample.typeId),
      );
    });
    return this.view(sample.typeId);
  }

  /** Newest pages that no type claims. Only these may an administrator see. */
  async candidates(): Promise<SampleCandidate[]> {
    const { store, items } = this.#options;
    const found: SampleCandidate[] = [];
    for (const { id, itemCode } of await store.cases.list({ limit: casesLookedAt })) {
      const itemName = items().find(({ code }) => code === itemCode)?.name ?? itemCode;
      const pages = (await store.pages.list(id)).filter(isUnclaimed);
      found.push(...pages.map((page) => ({ pageId: page.id, caseId: id, itemName, receivedAt: page.receivedAt, sheet: page.index + 1 })));
      if (found.length >= mostCandidates) break;
    }
    return found.slice(0, mostCandidates);
  }

  async isCandidate(pageId: string): Promise<boolean> {
    const found = await this.#options.store.pages.get(pageId);
    return found !== undefined && isUnclaimed(found.page);
  }

  async collectsCorrections(): Promise<boolean> {
    return (await this.#options.store.settings.get(correctionsSetting)) === true;
  }

  async setCollectsCorrections(on: boolean, actor: Actor): Promise<boolean> {
    await this.#options.store.transaction(async ({ settings, audit }) => {
      await settings.put(correctionsSetting, on);
      await audit.append({ actor, action: 'document-type.corrections', subject: correctionsSetting, details: { on } });
    });
    return on;
  }

  /** A person said that these pages are of a taught type: with the setting on they become samples. Never fails the correction itself. */
  async collect(typeId: string, pageIds: readonly string[], actor: Actor): Promise<void> {
    const { store, report } = this.#options;
    try {
      if (!typeId.startsWith(taughtPrefix) || !(await this.collectsCorrections()) || !(await store.taughtTypes.get(typeId))) return;
      for (const pageId of pageIds) {
        const [bytes, found] = [await store.pages.bytes(pageId, 'original'), await store.pages.get(pageId)];
        const full = (await store.taughtTypes.samples(typeId)).length >= maxSamples;
        if (bytes && found && !full) await this.#addImage(typeId, { bytes, dpi: found.page.dpi }, 'correction', actor);
      }
    } catch (error) {
      report('taught-types', error);
    }
  }

  async #addImage(typeId: string, { bytes, dpi }: SampleFile, source: TaughtSample['source'], actor: Actor): Promise<void> {
    const { store, recognizer, now, newId } = this.#options;
    if ((await store.taughtTypes.samples(typeId)).length >= maxSamples) throw new AppError('too-large', { samples: maxSamples });
    let thumbnail: Uint8Array | null = null;
    const read: Recognition = await recognizer.recognize(bytes, { dpi, onRenditions: (renditions) => (thumbnail = renditions.thumbnail) });
    const sample: TaughtSample = {
      id: newId(),
      typeId,
      source,
      addedAt: now().toISOString(),
      addedBy: actor.account,
      classifierVersion: read.models.classifier,
      classification: read.classification,
      lines: read.lines,
    };
    const details = { sample: sample.id, source };
    await this.#change(actor, 'document-type.add-sample', typeId, details, async (types) => {
      const before = await types.samples(typeId);
      await types.addSample(sample, { original: bytes, thumbnail: thumbnail ?? bytes });
      await renewSigns(types, typeId, before);
    });
  }

  /** The work and its audit row are stored together or not at all. */
  async #change(actor: Actor, action: string, subject: string, details: ErrorDetails, work: Work): Promise<void> {
    await this.#options.store.transaction(async ({ taughtTypes, audit }) => {
      await work(taughtTypes);
      await audit.append({ actor, action, subject, details });
    });
    this.#prototypes = null;
  }

  async #loadPrototypes(): Promise<TaughtPrototypes[]> {
    const live = (await this.#all()).filter(({ type }) => type.state === 'live');
    if (live.length === 0) return [];
    const version = await this.#version();
    return live.map((taught) => prototypesOf(taught, version, this.#options.recognition));
  }

  async #version(): Promise<string> {
    return (await this.#options.recognizer.status()).models.classifier;
  }

  async #all(): Promise<Taught[]> {
    const { taughtTypes } = this.#options.store;
    const samples = await taughtTypes.samples();
    return (await taughtTypes.list()).map((type) => ({ type, samples: samples.filter(({ typeId }) => typeId === type.id) }));
  }

  #one(id: string): Promise<Taught> {
    return taughtOf(this.#options.store.taughtTypes, id);
  }

  async #requireFreeName(name: string, own: string | null): Promise<void> {
    const taken = (await this.#options.store.taughtTypes.list()).some((type) => type.id !== own && type.name === name.trim());
    if (taken) throw new AppError('conflict', { what: 'document-type-name' });
  }

  async #recentPages(): Promise<KnownPage[]> {
    const { store } = this.#options;
    const known: KnownPage[] = [];
    for (const { id } of await store.cases.list({ limit: casesLookedAt })) {
      for (const page of await store.pages.list(id)) {
        if (known.length >= pagesLookedAt) return known;
        if (page.classification) known.push({ classification: page.classification, lines: await linesOf(page.id, store) });
      }
    }
    return known;
  }
}
export type { TaughtTypesService };

export const createTaughtTypes = (options: Options): TaughtTypesService => new TaughtTypesService(options);

/** @throws AppError `not-found` */
async function taughtOf(types: TaughtTypeRepository, id: string): Promise<Taught> {
  const type = await types.get(id);
  if (!type) throw notFound();
  return { type, samples: await types.samples(id) };
}

/** Words follow the samples, and so does the title as long as nobody has written another. @param before the samples that gave the signs in force */
async function renewSigns(types: TaughtTypeRepository, typeId: string, before: readonly TaughtSample[]): Promise<void> {
  const { type, samples } = await taughtOf(types, typeId);
  const written = type.titles.join('\n') !== ownTitle(before).join('\n');
  const titles = written ? type.titles : ownTitle(samples);
  await types.save({ ...type, titles, words: samples.length < 2 ? [] : sharedWords(samples, titles) });
}

const notFound = (): AppError => new AppError('not-found', { what: 'document-type' });
const isUnclaimed = ({ classification }: Page): boolean => classification?.documentType === other.id;

async function linesOf(pageId: string, { pages }: Pick<Repositories, 'pages'>): Promise<TextLine[]> {
  const lines = textLineSchema.array().safeParse((await pages.steps(pageId)).read?.result);
  return lines.success ? lines.data : [];
}
