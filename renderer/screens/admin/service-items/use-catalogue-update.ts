/** Takes over a changed catalogue of service items: the list comes back with every change. */
import { useQueryClient } from '@tanstack/react-query';
import type { CatalogueEntryView } from '#shared/contract/item-procedures.ts';
import { useBackend } from '../../../backend.ts';

export function useCatalogueUpdate() {
  const { orpc } = useBackend();
  const queryClient = useQueryClient();
  return (list: CatalogueEntryView[]) => {
    queryClient.setQueryData(orpc.admin.serviceItems.list.queryKey(), list);
    void queryClient.invalidateQueries({ queryKey: orpc.items.list.key() });
  };
}
