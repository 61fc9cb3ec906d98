/** Contract → services for service items, the hall's own texts, and the papers written for applicants. */
import { implement } from '@orpc/server';
import { contract } from '#shared/contract.ts';
import type { Connection } from '#shared/session.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { IssuedDocuments } from '../documents/issued-documents.ts';
import type { KioskCases } from '../kiosk-cases.ts';
import type { ServiceItemCatalogue } from '../service-items/catalogue.ts';
import { createItemImport } from '../service-items/import-item.ts';
import { editItem } from '../service-items/edit-item.ts';
import { exportItem } from '../service-items/item-file.ts';
import { actorOf } from './case-handlers.ts';

const os = implement(contract).$context<{ connection: Connection }>();

export function documentHandlers({ documents, kiosk }: { documents: IssuedDocuments; kiosk: KioskCases }) {
  return {
    issueNotice: os.documents.issueNotice.handler(({ input, context }) => {
      const caseId = kiosk.require(context.connection, input.caseId);
      return documents.issueNotice(caseId, { gapIds: input.gapIds, remark: input.remark }, actorOf(context.connection));
    }),
    issueReceipt: os.documents.issueReceipt.handler(({ input, context }) =>
      documents.issueReceipt(kiosk.require(context.connection, input.caseId), actorOf(context.connection)),
    ),
  };
}

export function serviceItemHandlers({ items, configuration }: { items: ServiceItemCatalogue; configuration: Configuration }) {
  const imports = createItemImport({ items, configuration });
  const listed = async () =>
    Promise.all(
      items.list().map(async (entry) => ({
        ...entry,
        hasMapping: await configuration.mapping(entry.item.code).then(
          () => true,
          () => false,
        ),
      })),
    );
  return {
    list: os.admin.serviceItems.list.handler(listed),
    preview: os.admin.serviceItems.preview.handler(({ input }) => imports.preview(input)),
    import: os.admin.serviceItems.import.handler(async ({ input, context }) => {
      await imports.run(input, actorOf(context.connection));
      return listed();
    }),
    edit: os.admin.serviceItems.edit.handler(async ({ input, context }) => {
      await items.save(editItem(items.find(input.code), input), actorOf(context.connection), 'service-item.edit');
      return listed();
    }),
    setActive: os.admin.serviceItems.setActive.handler(async ({ input, context }) => {
      await items.setActive(input.code, input.active, actorOf(context.connection));
      return listed();
    }),
    export: os.admin.serviceItems.export.handler(async ({ input }) =>
      exportItem(items.find(input.code), await configuration.mapping(input.code).catch(() => null)),
    ),
  };
}

export function hallHandlers({ configuration }: { configuration: Configuration }) {
  return {
    get: os.admin.hall.get.handler(() => configuration.hall()),
    save: os.admin.hall.save.handler(({ input, context }) => configuration.saveHall(input, actorOf(context.connection))),
  };
}
