/** What the screens need of the outside world: the typed client, its query helpers, page images and file import. */
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { RouterUtils } from '@orpc/tanstack-query';
import { createContext, useContext } from 'react';
import type { ComponentType } from 'react';
import type { Contract } from '#shared/contract.ts';

export type Client = ContractRouterClient<Contract>;
/** `prepared` is the upright page that all boxes refer to. */
type PageRendition = 'thumbnail' | 'prepared' | 'original';

export type Backend = {
  client: Client;
  orpc: RouterUtils<Client>;
  /** @param version another one is another address, for a rendition that is made anew */
  pageUrl(pageId: string, rendition: PageRendition, version?: string): string;
  sampleUrl(sampleId: string, rendition: 'thumbnail' | 'original'): string;
  /** Thumbnail of a page that was not recognised, for choosing samples. */
  candidateUrl(pageId: string): string;
  /** The PDF of an issued notice or receipt, or one of its pages (from 1) as an image. */
  issuedUrl(caseId: string, documentId: string, page: number | null): string;
  /** Settles when every page of the files is a sample of the type. @throws AppError or a transport error when a file is refused */
  addSamples(typeId: string, files: readonly File[]): Promise<void>;
  /** Settles when the host has every page on disk. @throws AppError or a transport error when a file is refused */
  importFiles(caseId: string, files: readonly File[], source?: 'file' | 'camera'): Promise<void>;
  /** Tells when the host was lost and found again; answers with the way to stop listening. */
  onReconnect(listener: () => void): () => void;
  /** List of screens; only in the gallery. */
  gallery?: ComponentType;
};

export function makeBackend(client: Client, rest: Omit<Backend, 'client' | 'orpc'>): Backend {
  return { client, orpc: createTanstackQueryUtils(client), ...rest };
}

const BackendContext = createContext<Backend | null>(null);
export const BackendProvider = BackendContext.Provider;

export function useBackend(): Backend {
  const backend = useContext(BackendContext);
  if (!backend) throw new Error('BackendProvider is missing');
  return backend;
}
