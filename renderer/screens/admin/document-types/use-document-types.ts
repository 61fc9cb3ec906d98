/** The list of taught document types, the chosen one, and every change to them; what comes back replaces what is shown. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { TaughtTypeView } from '#shared/taught-type.ts';
import { useBackend } from '../../../backend.ts';

export function useTaughtType(id: string | null) {
  const { orpc } = useBackend();
  return useQuery({ ...orpc.admin.documentTypes.get.queryOptions({ input: { id: id ?? '' } }), enabled: id !== null });
}

export function useDocumentTypes() {
  const { client, orpc, addSamples } = useBackend();
  const queryClient = useQueryClient();
  const procedures = orpc.admin.documentTypes;
  const list = useQuery(procedures.list.queryOptions());
  const refresh = async (view?: TaughtTypeView): Promise<void> => {
    if (view) queryClient.setQueryData(procedures.get.queryKey({ input: { id: view.id } }), view);
    await queryClient.invalidateQueries({ queryKey: procedures.list.queryKey() });
    await queryClient.invalidateQueries({ queryKey: orpc.documentTypes.taught.queryKey() });
  };
  const change = <Input>(mutationFn: (input: Input) => Promise<TaughtTypeView>) => ({ mutationFn, onSuccess: refresh });
  const calls = client.admin.documentTypes;
  return {
    list,
    create: useMutation(change((name: string) => calls.create({ name }))),
    update: useMutation(change((input: { id: string; name: string; titles: string[] }) => calls.update(input))),
    setLive: useMutation(change((input: { id: string; live: boolean }) => calls.setLive(input))),
    addPages: useMutation(change((input: { id: string; pageIds: string[] }) => calls.addPages(input))),
    removeSample: useMutation(change((sampleId: string) => calls.removeSample({ sampleId }))),
    upload: useMutation(
      change(async ({ id, files }: { id: string; files: readonly File[] }) => {
        try {
          await addSamples(id, files);
        } catch (error) {
          // Files before the refused one are samples already.
          await queryClient.invalidateQueries({ queryKey: procedures.get.queryKey({ input: { id } }) });
          throw error;
        }
        return calls.get({ id });
      }),
    ),
    remove: useMutation({ mutationFn: (id: string) => calls.remove({ id }), onSuccess: () => refresh() }),
  };
}

export type DocumentTypeChanges = ReturnType<typeof useDocumentTypes>;
