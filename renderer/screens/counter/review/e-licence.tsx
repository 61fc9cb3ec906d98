/** An electronic licence in the place of paper: its number and what it says, entered by staff who looked it up. */
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseView } from '#shared/contract/case-view.ts';
import { useBackend } from '../../../backend.ts';
import { ErrorNotice } from '../../../components/error-notice.tsx';
import { useLabels } from '../../../i18n/use-labels.ts';
import { useCaseChange } from '../../../state/use-case.ts';
import { eLicenceFields } from './e-licence-fields.ts';

type Props = { view: CaseView; slotId: string };
type Licence = { number: string; fields: Record<string, string> };

export function ELicenceControl({ view, slotId }: Props) {
  const { t } = useTranslation();
  const { client } = useBackend();
  const caseId = view.case.id;
  const [open, setOpen] = useState(false);
  const save = useCaseChange(caseId, (licence: Licence | null) => client.review.setELicence({ caseId, slotId, licence }));
  const material = view.item.materials.find(({ id }) => id === slotId);
  const slot = view.checklist.slots.find((one) => one.slotId === slotId);
  if (!material?.eLicence || slot?.state === 'not-applicable') return null;
  const taken = view.case.eLicences?.[slotId];
  return (
    <div>
      {taken ? (
        <>
          <span className="ok">{t('serviceItems.eLicence.used', { number: taken.number })}</span>
          <Button type="link" onClick={() => save.mutate(null)} loading={save.isPending}>
            {t('serviceItems.eLicence.drop')}
          </Button>
        </>
      ) : (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('serviceItems.eLicence.use')}
        </Button>
      )}
      {open && (
        <LicenceDialog
          view={view}
          slotId={slotId}
          name={material.eLicence.name}
          saving={save.isPending}
          error={save.error}
          onClose={() => setOpen(false)}
          onSave={(licence) => save.mutate(licence, { onSuccess: () => setOpen(false) })}
        />
      )}
    </div>
  );
}

type DialogProps = Props & { name: string; saving: boolean; error: unknown; onClose: () => void; onSave: (licence: Licence) => void };

function LicenceDialog({ view, slotId, name, saving, error, onClose, onSave }: DialogProps) {
  const { t } = useTranslation();
  const labels = useLabels(view.item);
  const [form] = Form.useForm<Licence>();
  const fields = eLicenceFields(view.item, slotId);
  const finish = ({ number, fields: values }: Licence) =>
    onSave({ number, fields: Object.fromEntries(Object.entries(values ?? {}).filter(([, value]) => value)) });
  return (
    <Modal
      open
      title={t('serviceItems.eLicence.title', { name })}
      okText={t('serviceItems.eLicence.save')}
      confirmLoading={saving}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft">{t('serviceItems.eLicence.hint')}</p>
      <Form form={form} layout="vertical" onFinish={finish} requiredMark={false}>
        <Form.Item name="number" label={t('serviceItems.eLicence.number')} rules={[{ required: true }]}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        {fields.map(({ documentType, key }) => (
          <Form.Item key={key} name={['fields', key]} label={labels.field(documentType, key)}>
            <Input maxLength={400} />
          </Form.Item>
        ))}
      </Form>
      <ErrorNotice error={error} />
    </Modal>
  );
}
