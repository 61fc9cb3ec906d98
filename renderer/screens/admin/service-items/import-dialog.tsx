/** Import with a preview: what the file would change, or everything that is wrong with it. */
import { useMutation } from '@tanstack/react-query';
import { Alert, App, Button, Modal, Radio, Table, Tag } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportPreview, ItemImport } from '#shared/contract/item-procedures.ts';
import { AppError } from '#shared/errors.ts';
import { importPlaceText, importProblemText, itemDifferenceText } from '#shared/service-items/import-texts.ts';
import type { ServiceItem } from '#shared/service-item.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLanguage } from '../../../i18n/language.ts';
import { readImport } from './read-import.ts';
import { useCatalogueUpdate } from './use-catalogue-update.ts';

type Codes = 'national' | 'zero-based';

type ImportDialogProps = {
  /** Gets the material list; null = a whole item from JSON. */
  item: ServiceItem | null;
  onClose: () => void;
};

/** The file that was chosen, what its import would change, and the import itself. */
function useImport({ item, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const { message } = App.useApp();
  const update = useCatalogueUpdate();
  const [codes, setCodes] = useState<Codes>('national');
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: async (chosen: { file: File; codes: Codes }): Promise<{ input: ItemImport; preview: ImportPreview }> => {
      const input = await readImport(chosen.file, item?.code ?? null, chosen.codes);
      return { input, preview: await client.admin.serviceItems.preview(input) };
    },
  });
  const run = useMutation({
    mutationFn: (input: ItemImport) => client.admin.serviceItems.import(input),
    onSuccess: (list) => {
      update(list);
      void message.success(t('serviceItems.imported', { name: read.data?.preview.name ?? '' }));
      onClose();
    },
  });
  const choose = (chosen: File | undefined, set: Codes = codes) => {
    if (!chosen) return;
    setFile(chosen);
    read.mutate({ file: chosen, codes: set });
  };
  const chooseCodes = (next: Codes) => {
    setCodes(next);
    choose(file ?? undefined, next);
  };
  return { codes, file, read, run, choose, chooseCodes };
}

export function ImportDialog({ item, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const { codes, file, read, run, choose, chooseCodes } = useImport({ item, onClose });
  const preview = read.data?.preview;
  const ready = preview !== undefined && preview.problems.length === 0 && preview.changes.length > 0;
  return (
    <Modal
      open
      width={900}
      title={item ? t('serviceItems.importMaterialsTitle', { name: item.name }) : t('serviceItems.importTitle')}
      okText={t('serviceItems.run')}
      okButtonProps={{ disabled: !ready }}
      confirmLoading={run.isPending}
      onCancel={onClose}
      onOk={() => read.data && run.mutate(read.data.input)}
    >
      <div className="item-import">
        <p className="soft">{t(item ? 'serviceItems.tableHint' : 'serviceItems.fileHint')}</p>
        {item && (
          <label>
            {t('serviceItems.codes')}
            <Radio.Group
              value={codes}
              options={(['national', 'zero-based'] as const).map((value) => ({ value, label: t(`serviceItems.codeSets.${value}`) }))}
              onChange={(event) => chooseCodes(event.target.value as Codes)}
            />
          </label>
        )}
        <div>
          <input
            ref={picker}
            type="file"
            hidden
            accept={item ? '.csv,.xlsx' : '.json'}
            data-testid="item-file"
            onChange={(event) => choose(event.target.files?.[0])}
          />
          <Button autoFocus loading={read.isPending} onClick={() => picker.current?.click()}>
            {t('serviceItems.chooseFile')}
          </Button>{' '}
          {file?.name}
        </div>
        <ErrorNotice
          error={read.error instanceof RangeError ? new AppError('file.too-large', { maxBytes: 512 * 1024 }) : (read.error ?? run.error)}
        />
        {preview && <Preview preview={preview} />}
      </div>
    </Modal>
  );
}

const changeColours = { added: 'green', removed: 'red', changed: 'blue' } as const;

function Preview({ preview: { problems, changes, isNew } }: { preview: ImportPreview }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (problems.length > 0)
    return (
      <>
        <Alert type="error" showIcon title={t('serviceItems.problems', { count: problems.length })} />
        <Table
          size="small"
          rowKey={(_, index) => String(index)}
          dataSource={problems}
          pagination={problems.length > 20 ? { pageSize: 20 } : false}
          columns={[
            { title: t('serviceItems.where'), width: 280, render: (_value, { place }) => importPlaceText(place, language) },
            { title: t('serviceItems.problem'), render: (_value, problem) => importProblemText(problem, language) },
          ]}
        />
      </>
    );
  if (changes.length === 0) return <Alert type="info" showIcon title={t('serviceItems.noChanges')} />;
  return (
    <>
      <Alert
        type={isNew ? 'warning' : 'info'}
        showIcon
        title={t(isNew ? 'serviceItems.isNew' : 'serviceItems.changes', { count: changes.length })}
      />
      <ul className="item-changes">
        {changes.map(({ part, change, id, name, details }) => (
          <li key={`${part} ${id}`}>
            <Tag>{t(`serviceItems.part.${part}`)}</Tag>
            <Tag color={changeColours[change]}>{t(`serviceItems.change.${change}`)}</Tag>
            <strong>{name}</strong>
            {details
              .map((difference) => itemDifferenceText(difference, language))
              .map((line) => (
                <div key={line} className="soft">
                  {line}
                </div>
              ))}
          </li>
        ))}
      </ul>
    </>
  );
}
