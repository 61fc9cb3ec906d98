/** Which OCR engine and models read: chosen by IT staff, proved before it is taken, the shipped one when it is not fit. */
import { z } from 'zod';
import type { Actor } from '#shared/case.ts';
import type { OcrEngineView } from '#shared/contract/host-procedures.ts';
import { AppError, isAppError } from '#shared/errors.ts';
import type { SerializedError } from '#shared/errors.ts';
import type { Recognition } from '#shared/page.ts';
import type { Store } from '../../store/store.ts';

const settingName = 'ocr-engine';
const settingSchema = z.object({ name: z.string() });
const shipped = 'pp-ocr';
const builtIn = [shipped, 'tesseract'] as const;

type Models = Recognition['models'];

export type EngineChoiceOptions = {
  store: Pick<Store, 'settings' | 'transaction'>;
  /** The part of the switchable recognizer that is needed here. */
  recognizer: { switchTo(ocr: string): Promise<Models>; check(ocr: string): Promise<Models>; models(): Models };
  /** Names of what lies in the models folder, sound or not. */
  listModelSets: () => Promise<string[]>;
  modelsFolder: string;
  report: (where: string, error: unknown) => void;
};

type Finding = { version: string } | { error: SerializedError };

class EngineChoice {
  readonly #options: EngineChoiceOptions;
  #chosen: string = shipped;
  #refused: SerializedError | null = null;
  readonly #findings = new Map<string, Finding>();
  #checking: Promise<void> = Promise.resolve();

  constructor(options: EngineChoiceOptions) {
    this.#options = options;
  }

  /**
   * Takes the engine into service: the one named at the start, else the one that was chosen. A chosen one that is no longer fit is
   * reported and the shipped one reads.
   * @throws AppError `recognizer.*` when the engine named at the start, or the shipped one, cannot work
   */
  async start(named: string | undefined): Promise<void> {
    const stored = settingSchema.safeParse(await this.#options.store.settings.get(settingName));
    this.#chosen = named ?? (stored.success ? stored.data.name : shipped);
    try {
      await this.#options.recognizer.switchTo(this.#chosen);
    } catch (error) {
      if (named !== undefined || this.#chosen === shipped || !isModelError(error)) throw error;
      this.#options.report('engine-choice', error);
      this.#refused = error.toJSON();
      await this.#options.recognizer.switchTo(shipped);
    }
    this.#checkUnknown();
  }

  /** @throws AppError `recognizer.model-missing`, `recognizer.model-mismatch` with the reason; then what read before goes on reading */
  async choose(name: string, actor: Actor): Promise<OcrEngineView> {
    const { recognizer, store } = this.#options;
    try {
      const { ocr } = await recognizer.switchTo(name);
      this.#findings.set(name, { version: ocr });
    } catch (error) {
      if (isModelError(error)) this.#findings.set(name, { error: error.toJSON() });
      throw error;
    }
    this.#chosen = name;
    this.#refused = null;
    await store.transaction(async ({ settings, audit }) => {
      await settings.put(settingName, { name });
      await audit.append({ actor, action: 'ocr-engine.choose', subject: settingName, details: { name } });
    });
    return this.view();
  }

  /** Looks at all model sets of the folder again, in the background. */
  checkAgain(): Promise<OcrEngineView> {
    this.#findings.clear();
    return this.view();
  }

  async view(): Promise<OcrEngineView> {
    const { recognizer, listModelSets, modelsFolder } = this.#options;
    this.#checkUnknown();
    const sets = (await listModelSets()).filter((name) => !isBuiltIn(name));
    return {
      chosen: this.#chosen,
      version: recognizer.models().ocr,
      refused: this.#refused,
      modelsFolder,
      engines: [
        ...builtIn.map((name) => ({ name, kind: name, version: null, error: null })),
        ...sets.map((name) => {
          const finding = this.#findings.get(name);
          return {
            name,
            kind: 'model-set' as const,
            version: finding && 'version' in finding ? finding.version : null,
            error: finding && 'error' in finding ? finding.error : null,
          };
        }),
      ],
    };
  }

  /** Resolves when every model set that was in the folder has been looked at. */
  whenChecked(): Promise<void> {
    return this.#checking;
  }

  /** One after the other: each check starts a process. */
  #checkUnknown(): void {
    const { listModelSets, recognizer, report } = this.#options;
    this.#checking = this.#checking
      .then(async () => {
        for (const name of await listModelSets()) {
          if (this.#findings.has(name) || isBuiltIn(name)) continue;
          const finding = await recognizer.check(name).then(
            ({ ocr }): Finding => ({ version: ocr }),
            (error: unknown): Finding => {
              if (!isModelError(error)) throw error;
              return { error: error.toJSON() };
            },
          );
          this.#findings.set(name, finding);
        }
      })
      .catch((error: unknown) => {
        // The product is being closed.
        if (!isAppError(error) || error.code !== 'cancelled') report('engine-choice', error);
      });
  }
}
export type { EngineChoice };

export const createEngineChoice = (options: EngineChoiceOptions): EngineChoice => new EngineChoice(options);

const isBuiltIn = (name: string): boolean => (builtIn as readonly string[]).includes(name);

const isModelError = (error: unknown): error is AppError =>
  isAppError(error) && (error.code === 'recognizer.model-missing' || error.code === 'recognizer.model-mismatch');
